// The training lines: text with spans in code points → tokens with one label each.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Tokens } from '../../enrich/token-buffer.ts';
import { tokenize } from '../../enrich/tokens.ts';
import { placesRow } from '../../evaluate/rows.ts';

export interface TrainingSpan {
  first: number;
  last: number;
  type: string;
}

export interface TrainingRow {
  tokens: Tokens;
  spans: TrainingSpan[];
}

/** UTF-16 offset of every code point, and of the end. */
function unitOffsets(text: string): number[] {
  const offsets = [0];
  for (const point of text) offsets.push(offsets.at(-1)! + point.length);
  return offsets;
}

/** Spans that do not begin and end with a token are left out (4 of 15,363). */
export async function readRows(path: string): Promise<TrainingRow[]> {
  const rows: TrainingRow[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (line === '') continue;
    const { text, places } = placesRow.parse(JSON.parse(line));
    const tokens = tokenize(text);
    const offsets = unitOffsets(text);
    const starts = new Map([...tokens.starts].map((offset, index) => [offset, index]));
    const ends = new Map([...tokens.ends].map((offset, index) => [offset, index]));
    const spans = places.flatMap(({ start, end, type = '' }) => {
      const first = starts.get(offsets[start] ?? -1);
      const last = ends.get(offsets[end] ?? -1);
      return first === undefined || last === undefined || last < first ? [] : [{ first, last, type }];
    });
    rows.push({ tokens, spans });
  }
  return rows;
}

/** 0 outside, 1 first, 2 further. */
export function labelsOf({ tokens, spans }: TrainingRow): Uint8Array {
  const labels = new Uint8Array(tokens.count);
  for (const { first, last } of spans) {
    labels[first] = 1;
    labels.fill(2, first + 1, last + 1);
  }
  return labels;
}
