// Finds what is written as streets, waters, buildings and numbered roads are, whatever the gazetteer knows: "Quill St",
// "Elm Creek", "I-45 North", "1200 block of Elm St".
import type { PlaceAtom } from './place-atom.ts';
import {
  bounds, buildings, directions, nameless, prefixes, regions, routeWords, streetSuffixes, waters,
} from './street-words.ts'; // biome-ignore format: one line of words
import { shape, type Tokens, tokenKind } from './token-buffer.ts';
import { createWordTable } from './vocabulary.ts';

/** Words of a name before its suffix. */
const longestName = 3;

interface Part {
  /** what a name is that ends with it; empty for what ends none */
  suffix: string;
  isPrefix: boolean;
  /** "i45", "fm646", "hwy3", "us59" */
  isRoute: boolean;
  /** stands before the number of a road */
  isRouteWord: boolean;
}

function suffixOf(word: string): string {
  if (streetSuffixes.has(word)) return 'street';
  if (waters.has(word)) return 'river';
  if (buildings.has(word)) return 'landmark';
  return regions.has(word) ? 'county' : '';
}

/** What a word may be of a name; null for most words. */
const partAt = createWordTable((word): Part | null => {
  const part = {
    suffix: suffixOf(word),
    isPrefix: prefixes.has(word),
    isRoute: isRouteNumbered(word),
    isRouteWord: routeWords.has(word),
  };
  return part.suffix !== '' || part.isPrefix || part.isRoute || part.isRouteWord ? part : null;
});

/** "[", a link, an emoji or a new line ends a name; a full stop after an abbreviation does not. */
export const isWordAt = ({ kinds }: Tokens, i: number) =>
  kinds[i] === tokenKind.word || kinds[i] === tokenKind.number || kinds[i] === tokenKind.tag;

export const isCapitalAt = (tokens: Tokens, i: number) =>
  isWordAt(tokens, i) && (tokens.shapes[i]! & shape.capital) !== 0 && !nameless.has(tokens.words[i]!);

const isDotAt = ({ kinds, words }: Tokens, i: number) => kinds[i] === tokenKind.symbol && words[i] === '.';
/** Where a new hashtag starts, no name goes on. */
const startsTag = ({ kinds, shapes }: Tokens, i: number) =>
  kinds[i] === tokenKind.tag && (shapes[i]! & shape.glued) === 0;

/** The token before `i`, over the full stop of an abbreviation; −1 when a name cannot go on there. */
function before(tokens: Tokens, i: number): number {
  if (startsTag(tokens, i)) return -1;
  const at = isDotAt(tokens, i - 1) && i >= 2 && tokens.words[i - 2]!.length <= 2 ? i - 2 : i - 1;
  return at >= 0 && isWordAt(tokens, at) ? at : -1;
}

function isNumber({ kinds, words }: Tokens, i: number): boolean {
  return kinds[i] === tokenKind.number && words[i]!.length <= 5;
}

/** Digits with at most a letter behind them, such as 45, 6 or 45n. */
function isRouteNumber(word: string): boolean {
  let digits = 0;
  while (digits < word.length && word.charCodeAt(digits) >= 0x30 && word.charCodeAt(digits) <= 0x39) digits++;
  return (
    digits > 0 &&
    digits <= 4 &&
    (digits === word.length || (digits === word.length - 1 && bounds.has(word.slice(digits))))
  );
}

function isRouteNumbered(word: string): boolean {
  let letters = 0;
  while (letters < word.length && word.charCodeAt(letters) > 0x39) letters++;
  return (
    letters > 0 &&
    letters < word.length &&
    routeWords.has(word.slice(0, letters)) &&
    isRouteNumber(word.slice(letters))
  );
}

/** Takes a direction behind the name in: "Freeway Southbound", "US 290 WB". */
function withBound(tokens: Tokens, last: number): number {
  const next = isDotAt(tokens, last + 1) ? last + 2 : last + 1;
  return isWordAt(tokens, next) && !startsTag(tokens, next) && bounds.has(tokens.words[next]!) ? next : last;
}

/** A direction, a house number or "1200 block of" before a street belongs to it. */
function withNumber(tokens: Tokens, first: number): { first: number; isAddress: boolean } {
  let at = first;
  const direction = before(tokens, at);
  if (direction >= 0 && directions.has(tokens.words[direction]!)) at = direction;
  const number = before(tokens, at);
  if (number >= 0 && isNumber(tokens, number)) return { first: number, isAddress: true };
  if (tokens.words[at - 1] === 'of' && tokens.words[at - 2] === 'block' && isNumber(tokens, at - 3)) {
    return { first: at - 3, isAddress: true };
  }
  return { first: at, isAddress: false };
}

function suffixAt(tokens: Tokens, i: number, kind: string): PlaceAtom | undefined {
  let first = i;
  for (let words = 0; words < longestName; words++) {
    const at = before(tokens, first);
    if (at < 0 || !(isCapitalAt(tokens, at) || isOrdinal(tokens.words[at]!))) break;
    first = at;
  }
  if (first === i) return undefined;
  const isStreet = kind === 'street';
  const start = isStreet ? withNumber(tokens, first) : { first, isAddress: false };
  const last = isStreet ? withBound(tokens, i) : i;
  return { first: start.first, last, kind: start.isAddress ? 'address' : kind, confidence: 0.7, names: [] };
}

/** "5th", "43rd". */
export function isOrdinal(word: string): boolean {
  const end = word.slice(-2);
  return (
    word.length > 2 &&
    word.charCodeAt(0) <= 0x39 &&
    (end === 'th' || end === 'st' || end === 'nd' || end === 'rd')
  );
}

function routeAt(tokens: Tokens, i: number, part: Part): PlaceAtom | undefined {
  let last = -1;
  if (part.isRoute) last = i;
  else if (part.isRouteWord) {
    let next = i + 1;
    if (tokens.kinds[next] === tokenKind.symbol && (tokens.words[next] === '-' || tokens.words[next] === '.'))
      next++;
    if (isWordAt(tokens, next) && isRouteNumber(tokens.words[next]!)) last = next;
  }
  if (last < 0) return undefined;
  const direction = before(tokens, i);
  const first = direction >= 0 && bounds.has(tokens.words[direction]!) ? direction : i;
  return { first, last: withBound(tokens, last), kind: 'street', confidence: 0.8, names: [] };
}

/** "Lake Conroe", "Fort Bend". */
function prefixAt(tokens: Tokens, i: number): PlaceAtom | undefined {
  if (!isCapitalAt(tokens, i)) return undefined;
  const next = isDotAt(tokens, i + 1) ? i + 2 : i + 1;
  if (!isCapitalAt(tokens, next) || startsTag(tokens, next)) return undefined;
  const kind = tokens.words[i] === 'lake' ? 'river' : 'city';
  return { first: i, last: next, kind, confidence: 0.6, names: [] };
}

/** Everything found, in the order of its last word; atoms may overlap. Linear in the number of tokens. */
export function findStreets(tokens: Tokens): PlaceAtom[] {
  const found: PlaceAtom[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (!isWordAt(tokens, i)) continue;
    const part = partAt(tokens, i);
    if (part === null) continue;
    const { suffix, isPrefix } = part;
    const suffixed = suffix !== '' && !startsTag(tokens, i) ? suffixAt(tokens, i, suffix) : undefined;
    const atom = suffixed ?? routeAt(tokens, i, part) ?? (isPrefix ? prefixAt(tokens, i) : undefined);
    if (atom) found.push(atom);
  }
  return found;
}
