// The models of what a text thinks of one topic in it, read once per thread when the pipeline is built.
import { readFileSync } from 'node:fs';
import type { AspectModel } from '../enrich/aspect-model.ts';
import { parseModels } from './sentiment-file.ts';

export const aspectModelUrl = new URL('./aspects.bin', import.meta.url);

/** A quarter of a megabyte. Throws when the file is missing or cut short. */
export function readAspectModels(): AspectModel[] {
  return parseModels(readFileSync(aspectModelUrl));
}
