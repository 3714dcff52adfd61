// The topic classifier that ships with the program, read once per thread when the pipeline is built.
import { readFileSync } from 'node:fs';
import type { TopicModel } from '../enrich/topic-model.ts';
import { parseTopicModel } from './topics-file.ts';

export const topicModelUrl = new URL('./topics.bin', import.meta.url);

/** Under a megabyte. Throws when the file is missing or cut short. */
export function readTopicModel(): TopicModel {
  return parseTopicModel(readFileSync(topicModelUrl));
}
