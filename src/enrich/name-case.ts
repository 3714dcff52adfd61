// Does a word that could be a name look like one? By its capital letter, by what stands around it.
import { districtNouns, districtWords, placePrepositions } from './ordinary-words.ts';
import { shape, type Tokens, tokenKind } from './token-buffer.ts';
import { endsSentence } from './word-line.ts';

/** A way of writing a name. */
export interface Spelling {
  type: string;
  /** its first word, and how many it has */
  word: string;
  words: number;
  /** is its only word an ordinary one? */
  isOrdinary: boolean;
  /** a part of a longer official name: "Greater Heights" is called "Heights" */
  isPart: boolean;
  /** three letters at most */
  isShort: boolean;
}

/** How a name stands in its text. */
export interface Appearance {
  /** in capitals, which say something only where the rest is not */
  isCapital: boolean;
  isAllCaps: boolean;
  isTag: boolean;
  startsSentence: boolean;
  /** "in", "near" … stand before it, or "neighborhood" after it */
  hasPlaceContext: boolean;
  /** it is part of a longer name that is not ours: "Lincoln Memorial", "Memorial Day" */
  isInsideName: boolean;
}

const isWordKind = (kind: number | undefined) => kind === tokenKind.word || kind === tokenKind.number;

/** Does the text use capital letters as sentences do? Texts in one case say nothing by them. */
export function hasCapitals({ shapes, kinds, count }: Tokens): boolean {
  let capital = 0;
  let small = 0;
  for (let i = 0; i < count; i++) {
    if (kinds[i] !== tokenKind.word) continue;
    if (shapes[i]! & shape.capital) capital++;
    else small++;
  }
  return capital > 0 && small > 0;
}

export function appearanceOf(tokens: Tokens, first: number, last: number): Appearance {
  const bits = tokens.shapes[first]!;
  const before = isWordKind(tokens.kinds[first - 1]) ? tokens.words[first - 1]! : '';
  const beforeThe = before === 'the' && isWordKind(tokens.kinds[first - 2]) ? tokens.words[first - 2]! : '';
  const after = isWordKind(tokens.kinds[last + 1]) ? tokens.words[last + 1]! : '';
  const startsSentence =
    first === 0 || endsSentence(tokens, first - 1) || tokens.kinds[first - 1] !== tokenKind.word;
  return {
    isCapital: (bits & shape.capital) !== 0,
    isAllCaps: (bits & shape.allCaps) !== 0,
    isTag: tokens.kinds[first] === tokenKind.tag,
    startsSentence,
    hasPlaceContext:
      placePrepositions.has(before) || placePrepositions.has(beforeThe) || districtNouns.has(after),
    isInsideName:
      isName(tokens, last + 1) ||
      (isName(tokens, first - 1) && !startsSentence && !startsAt(tokens, first - 1)),
  };
}

const startsAt = (tokens: Tokens, index: number) => index === 0 || endsSentence(tokens, index - 1);

/** A capitalised word that is no common noun of places ("Memorial area" is still Memorial). */
function isName(tokens: Tokens, index: number): boolean {
  if (tokens.kinds[index] !== tokenKind.word || !(tokens.shapes[index]! & shape.capital)) return false;
  return !districtNouns.has(tokens.words[index]!) && tokens.words[index] !== 'i';
}

/** 0 (not a name here) … 1. */
export function confidenceIn(name: Spelling, look: Appearance, hasCase: boolean): number {
  if (name.type === 'notUs') return 1;
  const part = name.isPart ? 0.8 : 1;
  if (name.words > 1) return (look.isCapital || look.isTag || !hasCase ? 0.95 : 0.8) * part;
  if (name.isShort) return look.isAllCaps && (hasCase || look.isTag) ? 0.7 * part : 0;
  if (districtWords.has(name.word)) return 0.8 * part;
  // A tag is a name, whatever its case.
  if (look.isTag) return 0.7 * part;
  const isCapital = look.isCapital && hasCase;
  if (name.isOrdinary || name.isPart) {
    const isMeant = isCapital && !look.isInsideName && (look.hasPlaceContext || !look.startsSentence);
    return isMeant ? 0.7 * part : 0;
  }
  if (isCapital) return 0.9;
  if (name.type === 'alias') return 0.8;
  return look.hasPlaceContext || !hasCase ? 0.6 : 0;
}
