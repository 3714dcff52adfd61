// A block of a long answer: whole lines of JSONEachRow. It stays bytes until somebody needs its rows.
import type { z } from 'zod';

const decoder = new TextDecoder();

const linesOf = (block: Uint8Array) =>
  decoder
    .decode(block)
    .split('\n')
    .filter((line) => line !== '');

/** Throws ZodError. */
export const readBlock = <T>(row: z.ZodType<T>, block: Uint8Array): T[] =>
  linesOf(block).map((line) => row.parse(JSON.parse(line)));

const lineBreak = 10;

/** Its first and its last row, without reading those between. Throws ZodError. */
export function endsOf<T>(row: z.ZodType<T>, block: Uint8Array): { first: T; last: T } {
  const end = block.at(-1) === lineBreak ? block.length - 1 : block.length;
  const firstEnd = block.indexOf(lineBreak);
  const lastStart = block.lastIndexOf(lineBreak, end - 1) + 1;
  const read = (from: number, to: number) => row.parse(JSON.parse(decoder.decode(block.subarray(from, to))));
  return { first: read(0, firstEnd < 0 ? end : firstEnd), last: read(lastStart, end) };
}
