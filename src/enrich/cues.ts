// Turns of phrase that give away what a post wants or where it stands, all looked for in one pass.
import { foldAccents } from './characters.ts';
import { coverage } from './coverage.ts';
import { createPhraseSet } from './phrases.ts';
import type { WordForms } from './word-forms.ts';
import type { WordLine } from './word-line.ts';

/** Phrases of each kind, with commas or line ends between them. */
export type CueLists<Kind extends string> = Readonly<Partial<Record<Kind, string>>>;

export interface Cue<Kind extends string> {
  kind: Kind;
  /** indices of tokens */
  first: number;
  last: number;
}

/** Cues in the order in which they stand. */
export type CueFinder<Kind extends string> = (words: WordLine) => Cue<Kind>[];

const asWritten: WordForms = { learn: (word) => word, key: (word) => word };

/** As written, and as people type it: without accents, without apostrophes. */
function spellings(phrase: string): string[] {
  const plain = foldAccents(phrase);
  return [...new Set([phrase, plain, plain.replaceAll("'", '')])];
}

/** Compiles lists of one or more languages. Of two cues, one inside the other, only the longer is found: "not a fan" hides "a fan". */
export function createCueFinder<Kind extends string>(languages: readonly CueLists<Kind>[]): CueFinder<Kind> {
  const kinds: Kind[] = [];
  const set = createPhraseSet(asWritten);
  for (const lists of languages) {
    for (const [kind, phrases] of Object.entries(lists) as [Kind, string][]) {
      if (!kinds.includes(kind)) kinds.push(kind);
      const value = kinds.indexOf(kind);
      for (const phrase of phrases.split(/[,\n]/)) {
        for (const spelling of spellings(phrase.trim())) set.add(spelling, value);
      }
    }
  }
  return (words) => {
    const matches = set.find(words);
    if (matches.length === 0) return [];
    const covered = coverage(matches, (_, token) => token);
    return matches
      .filter((match) => !covered.holdsInLonger(match))
      .map(({ value, first, last }) => ({ kind: kinds[value]!, first, last }));
  };
}
