// The file of the language model: a line of JSON that describes it, then its tables one after another, little endian.
import type { LanguageModel } from '../enrich/language-model.ts';

const format = 'earshot-language-1';
const lineEnd = 0x0a;

interface Header {
  format: string;
  codes: string[];
  grams: number;
  pairs: number;
  close: { codes: string[]; bits: number; scale: number };
}

export function writeLanguageModel({ codes, grams, close }: LanguageModel): Buffer {
  const { weights, ...described } = close;
  const header: Header = {
    format,
    codes,
    grams: grams.keys.length,
    pairs: grams.pairs.length,
    close: described,
  };
  const keys = Buffer.alloc(4 * grams.keys.length);
  grams.keys.forEach((key, i) => void keys.writeUInt32LE(key, 4 * i));
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(header)}\n`),
    keys,
    grams.counts,
    grams.pairs,
    Buffer.from(weights.buffer),
  ]);
}

/** Throws on bytes that are no such file, or not all of it. */
export function parseLanguageModel(bytes: Buffer): LanguageModel {
  const end = bytes.indexOf(lineEnd);
  const header = JSON.parse(bytes.toString('utf8', 0, end)) as Header;
  if (header.format !== format) throw new Error(`language model: expected ${format}`);
  let at = end + 1;
  const take = (length: number) => {
    const part = bytes.subarray(at, at + length);
    if (part.length !== length) throw new Error('language model: the file is cut short');
    at += length;
    return part;
  };
  const keyBytes = take(4 * header.grams);
  const keys = Uint32Array.from({ length: header.grams }, (_, i) => keyBytes.readUInt32LE(4 * i));
  const counts = new Uint8Array(take(header.grams));
  const pairs = new Uint8Array(take(header.pairs));
  const weights = new Int8Array(take(header.close.codes.length * 2 ** header.close.bits));
  return { codes: header.codes, grams: { keys, counts, pairs }, close: { ...header.close, weights } };
}
