// The file of the sentiment models: a line of JSON that describes the tables, then their bytes one after another: each model's
// table, then the hashes of its listed words and their weights.
import type { SentimentModel } from '../enrich/sentiment-model.ts';

type Description = Omit<SentimentModel, 'weights' | 'listed' | 'listedWeights'> & { words?: number };

const format = 'earshot-sentiment-1';
const lineEnd = 0x0a;

export function writeModels(models: readonly SentimentModel[]): Buffer {
  const described = models.map(({ weights: _, listed, listedWeights: __, ...description }) => ({
    ...description,
    ...(listed && { words: listed.length }),
  }));
  const header = `${JSON.stringify({ format, models: described })}\n`;
  const tables = models.flatMap(({ weights, listed = none, listedWeights = new Int8Array(0) }) => [
    Buffer.from(weights),
    bytesOf(listed),
    Buffer.from(listedWeights),
  ]);
  return Buffer.concat([Buffer.from(header), ...tables]);
}

const none = new Int32Array(0);

/** Four bytes of each number, the lowest first, whatever the machine's own order. */
function bytesOf(numbers: Int32Array): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  for (let i = 0; i < numbers.length; i++) bytes.writeInt32LE(numbers[i]!, 4 * i);
  return bytes;
}

/** Throws on bytes that are no such file, or not all of it. */
export function parseModels(bytes: Buffer): SentimentModel[] {
  const end = bytes.indexOf(lineEnd);
  const header = JSON.parse(bytes.toString('utf8', 0, end)) as { format: string; models: Description[] };
  if (header.format !== format) throw new Error(`sentiment models: expected ${format}`);
  let at = end + 1;
  const take = (length: number) => {
    const part = bytes.subarray(at, at + length);
    if (part.length !== length) throw new Error('sentiment models: the file is cut short');
    at += length;
    return part;
  };
  return header.models.map(({ words, ...description }) => {
    const weights = new Int8Array(take(2 * 2 ** description.bits));
    if (words === undefined) return { ...description, weights };
    const hashes = take(4 * words);
    const listed = Int32Array.from({ length: words }, (_, index) => hashes.readInt32LE(4 * index));
    return { ...description, weights, listed, listedWeights: new Int8Array(take(4 * words)) };
  });
}
