// Which forms of a word count as the same, per language: "potholes" finds "pothole", "parking" does not find "park".
// natural's stemmers, each loaded when it is first needed and by subpath: natural's index opens databases and prints.
import { createRequire } from 'node:module';
import { foldAccents } from './characters.ts';

export interface WordForms {
  /** The key of a word of the vocabulary that texts are searched for. */
  learn(word: string): string;
  /** The key of a word of a text. */
  key(word: string): string;
}

type Stem = (word: string) => string;

const load = createRequire(import.meta.url);

/** ISO 639-1 → natural's file. */
const stemmers: Record<string, string> = {
  de: 'porter_stemmer_de',
  en: 'porter_stemmer',
  es: 'porter_stemmer_es',
  fr: 'porter_stemmer_fr',
  it: 'porter_stemmer_it',
  nl: 'porter_stemmer_nl',
  no: 'porter_stemmer_no',
  pt: 'porter_stemmer_pt',
  ru: 'porter_stemmer_ru',
  sv: 'porter_stemmer_sv',
  uk: 'porter_stemmer_uk',
};

/** How many words are remembered before the memory starts afresh: about 5 MB. It changes nothing but the speed. */
const cacheSize = 50_000;

function remember(compute: Stem): { of: Stem; forget(): void } {
  const cache = new Map<string, string>();
  const of: Stem = (word) => {
    const known = cache.get(word);
    if (known !== undefined) return known;
    if (cache.size >= cacheSize) cache.clear();
    const key = compute(word);
    cache.set(word, key);
    return key;
  };
  return { of, forget: () => cache.clear() };
}

function stemmerOf(lang: string): Stem {
  const file = Object.hasOwn(stemmers, lang) ? stemmers[lang] : undefined;
  if (file === undefined) return foldAccents;
  const stemmer = load(`natural/lib/natural/stemmers/${file}.js`) as { stem(word: string): string };
  // Figures and codes ("5th", "311") have no stem.
  return (word) => (word.charCodeAt(0) < 0x3a ? word : foldAccents(stemmer.stem(word)));
}

/** "parties" → "party", "buses" → "bus", "potholes" → "pothole" (the weak stemmer of Harman 1991, "How effective is suffixing?"). */
function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  return /(?:s|x|z|ch|sh)es$/.test(word) && !/(?:ous|eas|aus|oos|ens|rs)es$/.test(word)
    ? word.slice(0, -2)
    : word.slice(0, -1);
}

/**
 * English: nouns lose their plural and nothing else, because Porter makes one word of park and parking, transit and
 * transition, animal and animation. Forms in -ing and -ed go by Porter's stem: to each other first ("dumped" finds "dumping"),
 * to the plain word ("flooded" finds "flood") where the vocabulary has no such form.
 */
function englishForms(): WordForms {
  const stem = stemmerOf('en');
  const verbal = new Set<string>();
  const plain = new Map<string, string>();
  const verbalKey = (word: string) => {
    if (!/(?:ing|ings|ed)$/.test(word)) return '';
    const root = stem(word);
    return root.length + 2 <= word.length ? `${root}~` : '';
  };
  const cache = remember((word) => {
    const key = verbalKey(word);
    if (key === '') return foldAccents(singular(word));
    return verbal.has(key) ? key : (plain.get(key) ?? word);
  });
  return {
    learn(word) {
      cache.forget();
      const key = verbalKey(word);
      if (key !== '') {
        verbal.add(key);
        return key;
      }
      const noun = foldAccents(singular(word));
      plain.set(`${stem(noun)}~`, noun);
      return noun;
    },
    key: cache.of,
  };
}

/** Languages without a stemmer only lose their accents. */
export function createWordForms(lang: string): WordForms {
  if (lang === 'en') return englishForms();
  const { of } = remember(stemmerOf(lang));
  return { learn: of, key: of };
}

/** Names match as they are written, but for accents. */
export const exactForms: WordForms = { learn: foldAccents, key: foldAccents };
