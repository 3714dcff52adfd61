// The names a city goes by: its own, its neighbourhoods, its places, and what means another one. All are looked for in one
// pass; what is an ordinary word too must look like a name.
import type { City } from '../config/city.ts';
import { foldAccents } from './characters.ts';
import { coverage } from './coverage.ts';
import { readLexicon } from './lexicon.ts';
import { appearanceOf, confidenceIn, hasCapitals, type Spelling } from './name-case.ts';
import { createNameTrie } from './name-trie.ts';
import { ordinaryWords } from './ordinary-words.ts';
import type { Match } from './phrases.ts';
import type { Reading } from './reading.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';
import { tokenize } from './tokens.ts';
import { type WordLine, wordLine } from './word-line.ts';

export type NameType = 'neighbourhood' | 'place' | 'alias' | 'notUs' | 'official';

/** One way of writing one name. */
interface Name extends Spelling {
  type: NameType;
  /** place in the profile's list of its type */
  index: number;
}

export interface NameMatch {
  type: NameType;
  index: number;
  /** which of the reading's fields; −1 for what the post answers to */
  field: number;
  first: number;
  last: number;
  /** 0…1 */
  confidence: number;
}

export type NameFinder = (reading: Reading) => NameMatch[];

/** Street words that are written short as often as long; both sides are brought to the short form. */
const abbreviations: Record<string, string> = {
  street: 'st',
  saint: 'st',
  avenue: 'ave',
  av: 'ave',
  boulevard: 'blvd',
  road: 'rd',
  drive: 'dr',
  lane: 'ln',
  highway: 'hwy',
  parkway: 'pkwy',
  freeway: 'fwy',
  frwy: 'fwy',
  interstate: 'i',
  ih: 'i',
  expressway: 'expy',
  turnpike: 'tpke',
  place: 'pl',
  terrace: 'ter',
  circle: 'cir',
  trail: 'trl',
  court: 'ct',
  square: 'sq',
  fort: 'ft',
  mount: 'mt',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
  avenida: 'avda',
};

const nameForm = (word: string) => {
  const plain = foldAccents(word);
  return Object.hasOwn(abbreviations, plain) ? abbreviations[plain]! : plain;
};

/** "Eldridge / West Oaks" is two names, "Greater Heights" and "Kingwood Area" are called by their middle. */
function partsOf(name: string): string[] {
  const pieces = name.split(/\s*\/\s*|\s+-\s+/).map((piece) => piece.trim());
  const short = [name, ...pieces].map((piece) =>
    piece.replace(/^greater\s+/i, '').replace(/\s+(?:area|neighborhood|neighbourhood|district)$/i, ''),
  );
  return [...new Set([...pieces, ...short])].filter((piece) => piece !== name && piece.length > 3);
}

/** "Third Ward" is "#thirdward" too. */
const joined = (name: string) => name.toLowerCase().replace(/[\s'’.\-/]+/g, '');

const isOneWord = /^[a-z0-9]+$/;

/** A name this long is the city's also where a tag hides it: "#prayforharborton". */
const shortestInTag = 6;

function ownNamesInTags(
  { kinds, words, count }: Tokens,
  field: number,
  ownNames: readonly string[],
): NameMatch[] {
  const found: NameMatch[] = [];
  for (let i = 0; i < count; i++) {
    if (kinds[i] !== tokenKind.tag) continue;
    const word = words[i]!;
    const name = ownNames.find(
      (own) => word.length > own.length && (word.startsWith(own) || word.endsWith(own)),
    );
    if (name !== undefined)
      found.push({ type: 'alias', index: 0, field, first: i, last: i, confidence: 0.7 });
  }
  return found;
}

export function createNameFinder(city: City): NameFinder {
  const names: Name[] = [];
  const set = createNameTrie(nameForm);
  const ownNames = new Set([city.name, ...city.aliases].map((name) => name.toLowerCase()));
  const lexicon = readLexicon('en');
  const isOrdinary = (word: string) => ordinaryWords.has(word) || lexicon?.valence(word) !== undefined;

  function wordsOf(spelling: string): string[] {
    const { tokens, line } = wordLine(tokenize(spelling));
    const words: string[] = [];
    for (const index of line) if (index >= 0) words.push(tokens.words[index]!);
    return words;
  }

  function add(type: NameType, index: number, spelling: string, isPart = false): void {
    const words = wordsOf(spelling);
    const [word] = words;
    if (word === undefined) return;
    const value = names.length;
    names.push({
      type,
      index,
      word,
      words: words.length,
      isOrdinary: words.length === 1 && isOrdinary(word),
      isPart,
      isShort: spelling.length < 4,
    });
    set.add(words, value);
    if (words.length === 1) return;
    const isRoute = words.length === 2 && words[1]!.length < 5 && words[1]!.charCodeAt(0) <= 0x39;
    const tag = joined(spelling);
    if (tag.length > 6 || isRoute) set.add(isOneWord.test(tag) ? [tag] : wordsOf(tag), value);
    if (isRoute && nameForm(word) === 'i') addInterstate(words[1]!, value);
  }

  /** "I-45" is "i45", "IH45", and "45 North" where people drive it. */
  function addInterstate(number: string, value: number): void {
    for (const route of ['i', 'ih']) set.add([`${route}${number}`], value);
    for (const bound of ['north', 'south', 'east', 'west']) set.add([number, bound], value);
  }

  city.neighbourhoods.forEach(({ name, aliases }, index) => {
    for (const spelling of new Set([name, ...aliases])) add('neighbourhood', index, spelling);
    for (const part of partsOf(name))
      if (!ownNames.has(part.toLowerCase())) add('neighbourhood', index, part, true);
  });
  city.places.forEach(({ name, aliases }, index) => {
    for (const spelling of new Set([name, ...aliases])) add('place', index, spelling);
  });
  for (const name of new Set([city.name, ...city.aliases])) add('alias', 0, name);
  city.notUs.forEach((phrase, index) => void add('notUs', index, phrase));
  city.publicOfficials.forEach((person, index) => void add('official', index, person));

  const joinedNames = [...ownNames]
    .map((name) => joined(name))
    .filter((name) => name.length >= shortestInTag);

  return ({ fields, context }) => [
    ...fields.flatMap(({ words }, field) => [
      ...findIn(words, field),
      ...ownNamesInTags(words.tokens, field, joinedNames),
    ]),
    ...context.flatMap((words) => findIn(words, -1)),
  ];

  function findIn(line: WordLine, field: number): NameMatch[] {
    const matches = set.find(line);
    if (matches.length === 0) return [];
    const hasCase = hasCapitals(line.tokens);
    const believed = new Map<Match, number>();
    for (const match of matches) {
      const name = names[match.value]!;
      const confidence = confidenceIn(name, appearanceOf(line.tokens, match.first, match.last), hasCase);
      if (confidence > 0) believed.set(match, confidence);
    }
    return longest([...believed.keys()]).map((match) => {
      const { type, index } = names[match.value]!;
      return { type, index, field, first: match.first, last: match.last, confidence: believed.get(match)! };
    });
  }
}

/** Of names that overlap the longest counts, of two that cross the first. */
function longest(matches: readonly Match[]): Match[] {
  const covered = coverage(matches, (_, token) => token);
  let end = -1;
  let start = -1;
  return matches.filter((match) => {
    if (covered.holdsInLonger(match)) return false;
    // The same words may name two things: a station and its neighbourhood.
    if (match.first <= end && match.first !== start) return false;
    start = match.first;
    end = match.last;
    return true;
  });
}
