// Might a post name a person? Asked before it is quoted, and answered "yes" whenever it is not sure: a post that is not quoted is no loss.
import type { City } from '../config.ts';
import { givenNames } from '../enrich/given-names.ts';
import { streetSuffixes } from '../enrich/street-words.ts';
import type { PostRow } from '../store/queries/post-row.ts';
import { capitalWords, moreGivenNames, ordinaryNames, ordinarySurnames, titles } from './person-words.ts';
import type { ProperNouns } from './proper-nouns.ts';

interface Word {
  text: string;
  lower: string;
  start: number;
  end: number;
  isCapital: boolean;
  /** nothing before it, or the end of a sentence, a line or a bracket */
  isFirst: boolean;
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’]*/gu;
/** Letters that have no capitals: nothing can be said about them. */
const caseless = /\p{Lo}/u;
const startsWithCapital = /^\p{Lu}/u;
const sentenceEnds = '.!?…:;"“”«»(\n–—-•|';

function wordsOf(text: string): Word[] {
  const found: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(wordPattern)) {
    const between = text.slice(end, match.index);
    const isFirst = found.length === 0 || [...between].some((sign) => sentenceEnds.includes(sign));
    end = match.index + match[0].length;
    const lower = match[0].toLowerCase().replaceAll('’', "'");
    const isCapital = startsWithCapital.test(match[0]);
    found.push({ text: match[0], lower, start: match.index, end, isCapital, isFirst });
  }
  return found;
}

/** Words that posts of the week write in lower case, in at least two of them: the first word of a sentence is one of these, or may be a name. */
export function ordinaryWordsOf(posts: readonly PostRow[]): ReadonlySet<string> {
  const seen = new Map<string, number>();
  for (const { text } of posts) {
    const own = new Set(wordsOf(text).flatMap(({ isCapital, lower }) => (isCapital ? [] : [lower])));
    for (const word of own) seen.set(word, (seen.get(word) ?? 0) + 1);
  }
  return new Set([...seen].flatMap(([word, posts]) => (posts >= 2 ? [word] : [])));
}

/** Languages in which proper nouns are told: English, and what is too short to know. */
const heard = new Set(['en', 'und']);
/** Longer texts are nobody's to quote: in doubt they name somebody. In UTF-16 units. */
const longestHeard = 5_000;

const isGivenName = (word: string) => givenNames.has(word) || moreGivenNames.has(word);

/** `'s` and `s'` belong to no name. */
const bare = (lower: string) => lower.replace(/'s?$/, '');

export interface People {
  /** true where a person may be named who is no public official of the profile */
  mayNameSomeone(post: PostRow): boolean;
}

/** `ordinary`: words that may begin a sentence and be no name, unless `properNouns` hears one in English. */
export function createPeople(city: City, ordinary: ReadonlySet<string>, properNouns: ProperNouns): People {
  const ownPlaces = new Set([...city.neighbourhoods, ...city.places].map(({ id }) => id));
  const ownNames = new Set(
    [city.name, ...city.aliases].flatMap((name) => wordsOf(name).map(({ lower }) => lower)),
  );
  const officials = city.publicOfficials.map((name) => wordsOf(name).map(({ lower }) => lower));

  /** Marks the words of known places and streets, and of officials. */
  function known(words: readonly Word[], { places, text }: PostRow): Set<Word> {
    const marked = new Set<Word>();
    for (const { id, evidence } of places) {
      if (!ownPlaces.has(id)) continue;
      for (const { field, start, end } of evidence) {
        if (field === 'text')
          for (const word of words) if (word.start >= start && word.end <= end) marked.add(word);
      }
    }
    words.forEach((_, at) => {
      for (const name of officials) {
        const isHere = name.every((part, offset) => bare(words[at + offset]?.lower ?? '') === part);
        if (isHere) for (let offset = 0; offset < name.length; offset += 1) marked.add(words[at + offset]!);
      }
      if (streetSuffixes.has(words[at]!.lower)) markStreet(text, words, at, marked);
    });
    return marked;
  }

  function isSuspect(word: Word, before: Word | undefined, isProper: (word: Word) => boolean): boolean {
    const name = bare(word.lower);
    if (before !== undefined && word.isCapital && titles.has(bare(before.lower))) return true;
    if (!word.isCapital) return isGivenName(name) && !ordinaryNames.has(name);
    if (ownNames.has(name) || /^\d/.test(word.text)) return false;
    const isWord = capitalWords.has(name) || capitalWords.has(word.lower);
    if (!word.isFirst) return !isWord && !isAcronym(word.text);
    if (isGivenName(name) || ordinarySurnames.has(name)) return true;
    if (isWord || isAcronym(word.text)) return false;
    return !(ordinary.has(word.lower) || ordinary.has(name)) || isProper(word);
  }

  return {
    mayNameSomeone(post) {
      const { text } = post;
      if (caseless.test(text)) return true;
      const words = wordsOf(text);
      const capitals = words.filter(({ isCapital }) => isCapital).length;
      // who writes everything small, or everything large, tells nothing by a capital
      const isShouted =
        words.filter((word) => word.text === word.text.toUpperCase()).length > words.length / 2;
      if (capitals === 0 || isShouted) return true;
      const marked = known(words, post);
      let proper: ReadonlySet<number> | undefined;
      const isProper = ({ start }: Word) => {
        if (!heard.has(post.lang)) return false;
        if (text.length > longestHeard) return true;
        proper ??= properNouns(text);
        return proper.has(start);
      };
      return words.some((word, at) => !marked.has(word) && isSuspect(word, words[at - 1], isProper));
    },
  };
}

/** Two or three capitals, such as DPW. */
const isAcronym = (text: string) => /^\p{Lu}{2,3}$/u.test(text);

/**
 * `Martin Luther King Street`: the capital words before it, back to the first that is none. A word that begins a sentence ("Way too many …") is no
 * street of the name before it, nor is one behind a comma.
 */
function markStreet(text: string, words: readonly Word[], at: number, marked: Set<Word>): void {
  if (!words[at]!.isCapital || words[at]!.isFirst) return;
  marked.add(words[at]!);
  for (let before = at - 1; before >= 0 && before >= at - 4 && words[before]!.isCapital; before -= 1) {
    const word = words[before]!;
    const isBeside = text.slice(word.end, words[before + 1]!.start).trim() === '';
    if (!isBeside || titles.has(word.lower)) return;
    marked.add(word);
    if (word.isFirst) return;
  }
}
