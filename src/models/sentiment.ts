// The sentiment models that ship with the program, read once per thread when the pipeline is built.
import { readFileSync } from 'node:fs';
import type { SentimentModel } from '../enrich/sentiment-model.ts';
import { parseModels } from './sentiment-file.ts';

export const sentimentModelUrl = new URL('./sentiment.bin', import.meta.url);

export function readSentimentModels(): SentimentModel[] {
  return parseModels(readFileSync(sentimentModelUrl));
}
