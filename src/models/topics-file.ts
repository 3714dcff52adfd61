// The file of the topic classifier: a line of JSON that describes it, then its weights.
import type { TopicModel } from '../enrich/topic-model.ts';

type Header = { format: string } & Omit<TopicModel, 'weights'>;

const format = 'earshot-topics-1';
const lineEnd = 0x0a;

export function writeTopicModel({ weights, ...description }: TopicModel): Buffer {
  const header: Header = { format, ...description };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), Buffer.from(weights.buffer)]);
}

/** Throws on bytes that are no such file, or not all of it. */
export function parseTopicModel(bytes: Buffer): TopicModel {
  const end = bytes.indexOf(lineEnd);
  const { format: found, ...description } = JSON.parse(bytes.toString('utf8', 0, end)) as Header;
  if (found !== format) throw new Error(`topic classifier: expected ${format}`);
  const length = description.heads.length * 2 ** description.bits;
  const weights = new Int8Array(bytes.subarray(end + 1, end + 1 + length));
  if (weights.length !== length) throw new Error('topic classifier: the file is cut short');
  return { ...description, weights };
}
