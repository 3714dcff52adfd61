// The file of the sentiment models: a line of JSON that describes the tables, then their bytes one after another.
import type { SentimentModel } from '../enrich/sentiment-model.ts';

type Description = Omit<SentimentModel, 'weights'>;

const format = 'earshot-sentiment-1';
const lineEnd = 0x0a;

export function writeModels(models: readonly SentimentModel[]): Buffer {
  const described = models.map(({ weights: _, ...description }) => description);
  const header = `${JSON.stringify({ format, models: described })}\n`;
  return Buffer.concat([Buffer.from(header), ...models.map(({ weights }) => Buffer.from(weights.buffer))]);
}

/** Throws on bytes that are no such file, or not all of it. */
export function parseModels(bytes: Buffer): SentimentModel[] {
  const end = bytes.indexOf(lineEnd);
  const header = JSON.parse(bytes.toString('utf8', 0, end)) as { format: string; models: Description[] };
  if (header.format !== format) throw new Error(`sentiment models: expected ${format}`);
  let at = end + 1;
  const models = header.models.map((description) => {
    const length = 2 * 2 ** description.bits;
    const weights = new Int8Array(bytes.subarray(at, at + length));
    if (weights.length !== length) throw new Error('sentiment models: the file is cut short');
    at += length;
    return { ...description, weights };
  });
  return models;
}
