// The language model that ships with the program, read once per thread when the pipeline is built.
import { readFileSync } from 'node:fs';
import type { LanguageModel } from '../enrich/language-model.ts';
import { parseLanguageModel } from './language-file.ts';

export const languageModelUrl = new URL('./language.bin', import.meta.url);

/** About 0.6 MB. Throws when the file is missing or of another version. */
export function readLanguageModel(): LanguageModel {
  return parseLanguageModel(readFileSync(languageModelUrl));
}
