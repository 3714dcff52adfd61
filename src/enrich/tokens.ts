// One pass over a text into words, hashtags, links, emoji and punctuation, with their offsets; every tag reads these tokens.
import { charClass, classOf, classOfAstral, isRegionalIndicator, isSkinTone, isUpper } from './characters.ts';

export const tokenKind = {
  word: 1,
  number: 2,
  /** a word inside a hashtag: "#MidtownHouston" gives "midtown" and "houston" */
  tag: 3,
  mention: 4,
  link: 5,
  emoji: 6,
  symbol: 7,
  /** a possessive "'s" */
  suffix: 8,
  /** "[email]" or "[phone]" left by masking */
  placeholder: 9,
  newline: 10,
} as const;

/** Bits of a token's shape. */
export const shape = { capital: 1, allCaps: 2, elongated: 4, glued: 8 } as const;

/** Longer words are nobody's vocabulary: their `words` entry stays empty. */
const longestWord = 64;

/** Tokens in order; offsets in UTF-16 units of `text`, end exclusive. */
export interface Tokens {
  text: string;
  count: number;
  kinds: Uint8Array;
  shapes: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** lower case, typographic apostrophes made plain, emoji without modifiers */
  words: string[];
}

const apostrophe = 0x27;
const hash = 0x23;
const at = 0x40;
const underscore = 0x5f;
const isApostrophe = (unit: number) => unit === apostrophe || unit === 0x2019 || unit === 0x02bc;

/** Makes a tokenizer with buffers of its own; what it returns stays valid. */
export function createTokenizer(): (text: string) => Tokens {
  let room = 256;
  let kinds = new Uint8Array(room);
  let shapes = new Uint8Array(room);
  let starts = new Int32Array(room);
  let ends = new Int32Array(room);
  let words: string[] = [];
  let count = 0;
  let text = '';

  function grow(): void {
    room *= 2;
    const larger = <T extends Uint8Array | Int32Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    kinds = larger(new Uint8Array(room), kinds);
    shapes = larger(new Uint8Array(room), shapes);
    starts = larger(new Int32Array(room), starts);
    ends = larger(new Int32Array(room), ends);
  }

  function emit(kind: number, start: number, end: number, word: string, bits = 0): void {
    if (count === room) grow();
    kinds[count] = kind;
    shapes[count] = bits;
    starts[count] = start;
    ends[count] = end;
    words[count] = word;
    count++;
  }

  function emitWord(kind: number, start: number, end: number, glued = 0): void {
    if (end - start > longestWord) {
      emit(kind, start, end, '', glued);
      return;
    }
    const raw = text.slice(start, end);
    emit(kind, start, end, normalise(raw), shapeOf(raw) | glued);
  }

  /** End of the run of letters, digits and marks from `i` on; apostrophes between letters belong to it. */
  function endOfWord(i: number, inTag: boolean): number {
    while (i < text.length) {
      const unit = text.charCodeAt(i);
      const kind = classOf(unit);
      if (
        kind === charClass.letter ||
        kind === charClass.digit ||
        kind === charClass.mark ||
        kind === charClass.joiner
      )
        i++;
      else if (inTag && unit === underscore) i++;
      else if (
        kind === charClass.surrogate &&
        classOfAstral(text.codePointAt(i)!) === charClass.letter &&
        isPair(text, i)
      )
        i += 2;
      else if (!inTag && isApostrophe(unit) && classOf(text.charCodeAt(i + 1)) === charClass.letter) i++;
      else break;
    }
    return i;
  }

  function scanWord(start: number): number {
    if (isLinkStart(text, start)) return scanLink(start);
    const end = Math.max(endOfWord(start, false), start + 1);
    if (
      end - start > 2 &&
      isApostrophe(text.charCodeAt(end - 2)) &&
      (text.charCodeAt(end - 1) | 32) === 0x73
    ) {
      emitWord(tokenKind.word, start, end - 2);
      emit(tokenKind.suffix, end - 2, end, "'s", shape.glued);
      return end;
    }
    emitWord(isNumber(text, start, end) ? tokenKind.number : tokenKind.word, start, end);
    return end;
  }

  function scanLink(start: number): number {
    let end = start;
    while (end < text.length && classOf(text.charCodeAt(end)) !== charClass.space) end++;
    emit(tokenKind.link, start, end, '');
    return end;
  }

  /** Splits "#MidtownHouston", "#fix_the_roads" and "#HTXStrong" where case, digits and underscores say so. */
  function scanTag(start: number): number {
    const end = endOfWord(start + 1, true);
    if (end === start + 1) return scanSymbol(start);
    let from = start + 1;
    let glued = 0;
    for (let i = from + 1; i <= end; i++) {
      if (i < end && !isHump(text, i, end)) continue;
      while (from < i && text.charCodeAt(from) === underscore) from++;
      let to = i;
      while (to > from && text.charCodeAt(to - 1) === underscore) to--;
      if (to > from) {
        emitWord(tokenKind.tag, from, to, glued);
        glued = shape.glued;
      }
      from = i;
    }
    return end;
  }

  function scanMention(start: number): number {
    const end = endOfWord(start + 1, true);
    if (end === start + 1) return scanSymbol(start);
    emit(
      tokenKind.mention,
      start,
      end,
      end - start > longestWord ? '' : text.slice(start, end).toLowerCase(),
    );
    return end;
  }

  function scanSymbol(start: number): number {
    const unit = text.charCodeAt(start);
    if (unit === 0x26) {
      // "&" and the entity that archives leave of it read as "and".
      const end = text.startsWith('&amp;', start) ? start + 5 : start + 1;
      emit(tokenKind.word, start, end, 'and');
      return end;
    }
    if (unit === 0x5b && (text.startsWith('[email]', start) || text.startsWith('[phone]', start))) {
      emit(tokenKind.placeholder, start, start + 7, '');
      return start + 7;
    }
    const emoticon = emoticonAt(text, start);
    if (emoticon > 0) {
      const end = start + emoticon;
      emit(tokenKind.emoji, start, end, text.slice(start, end).replace('-', ''));
      return end;
    }
    const glued = start > 0 && classOf(text.charCodeAt(start - 1)) !== charClass.space ? shape.glued : 0;
    emit(tokenKind.symbol, start, start + 1, text[start]!, glued);
    return start + 1;
  }

  function scanEmoji(start: number): number {
    const end = endOfEmoji(text, start);
    const first = text.codePointAt(start)!;
    emit(tokenKind.emoji, start, end, String.fromCodePoint(first));
    return end;
  }

  function scan(i: number): number {
    const unit = text.charCodeAt(i);
    switch (classOf(unit)) {
      case charClass.letter:
      case charClass.digit:
        return scanWord(i);
      case charClass.ideograph:
        emit(tokenKind.word, i, i + 1, text[i]!);
        return i + 1;
      case charClass.emoji:
        return scanEmoji(i);
      case charClass.surrogate:
        return scanAstral(i);
      case charClass.symbol:
        if (unit === hash) return scanTag(i);
        return unit === at ? scanMention(i) : scanSymbol(i);
      default:
        if (unit === 0x0a) emit(tokenKind.newline, i, i + 1, '\n');
        return i + 1;
    }
  }

  function scanAstral(i: number): number {
    if (!isPair(text, i)) return i + 1;
    const kind = classOfAstral(text.codePointAt(i)!);
    if (kind === charClass.emoji) return scanEmoji(i);
    if (kind === charClass.letter) return scanWord(i);
    emit(tokenKind.word, i, i + 2, text.slice(i, i + 2));
    return i + 2;
  }

  return (input) => {
    text = input;
    count = 0;
    words = [];
    for (let i = 0; i < text.length; ) i = scan(i);
    return {
      text,
      count,
      kinds: kinds.slice(0, count),
      shapes: shapes.slice(0, count),
      starts: starts.slice(0, count),
      ends: ends.slice(0, count),
      words,
    };
  };
}

const isPair = (text: string, i: number) => (text.codePointAt(i) ?? 0) > 0xffff;

function normalise(raw: string): string {
  const lower = raw.toLowerCase();
  for (let i = 0; i < lower.length; i++) {
    const unit = lower.charCodeAt(i);
    // A decomposed accent or a typographic apostrophe: the rare word that needs more than lower case.
    if (unit > 0x2bb && (isApostrophe(unit) || classOf(unit) !== charClass.letter)) {
      return lower.replaceAll('\u2019', "'").replaceAll('\u02bc', "'").normalize('NFC');
    }
  }
  return lower;
}

function shapeOf(raw: string): number {
  let bits = isUpper(raw.charCodeAt(0)) ? shape.capital : 0;
  let upper = 0;
  let letters = 0;
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i);
    if (classOf(unit) === charClass.letter) letters++;
    if (isUpper(unit)) upper++;
    if (i > 1 && unit === raw.charCodeAt(i - 1) && unit === raw.charCodeAt(i - 2)) bits |= shape.elongated;
  }
  if (letters > 1 && upper === letters) bits |= shape.allCaps;
  return bits;
}

/** A number has digits and what stands between them; "5th" and "i45" are words. */
function isNumber(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (classOf(text.charCodeAt(i)) !== charClass.digit) return false;
  return true;
}

/** "http://", "https://", "www.", and the bare "http" that data sets leave where a link was. */
function isLinkStart(text: string, i: number): boolean {
  const unit = text.charCodeAt(i) | 32;
  if (unit === 0x77) return text.slice(i, i + 4).toLowerCase() === 'www.';
  if (unit !== 0x68 || text.slice(i, i + 4).toLowerCase() !== 'http') return false;
  const after = text.charCodeAt(i + 4) | 32;
  const next = after === 0x73 ? i + 5 : i + 4;
  return text.startsWith('://', next) || classOf(text.charCodeAt(next)) === charClass.space;
}

function isHump(text: string, i: number, end: number): boolean {
  const before = text.charCodeAt(i - 1);
  const unit = text.charCodeAt(i);
  if (before === underscore || unit === underscore) return true;
  const [isDigit, wasDigit] = [classOf(unit) === charClass.digit, classOf(before) === charClass.digit];
  // "5th" stays whole, "Harvey2017" does not.
  if (isDigit !== wasDigit) return isDigit || isUpper(unit);
  if (!isUpper(unit)) return false;
  return (
    !isUpper(before) ||
    (i + 1 < end && classOf(text.charCodeAt(i + 1)) === charClass.letter && !isUpper(text.charCodeAt(i + 1)))
  );
}

/** A pictograph with its modifiers and whatever joiners tie to it; a flag is two indicators. */
function endOfEmoji(text: string, start: number): number {
  const width = (i: number) => ((text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1);
  let i = start + width(start);
  if (isRegionalIndicator(text.codePointAt(start)!))
    return isRegionalIndicator(text.codePointAt(i) ?? 0) ? i + 2 : i;
  for (;;) {
    const next = text.codePointAt(i) ?? 0;
    if (isSkinTone(next)) i += 2;
    else if (next === 0xfe0f || next === 0xfe0e || next === 0x20e3) i++;
    else if (next === 0x200d && isEmoji(text.codePointAt(i + 1) ?? 0)) i += 1 + width(i + 1);
    else return i;
  }
}

function isEmoji(codePoint: number): boolean {
  return (codePoint > 0xffff ? classOfAstral(codePoint) : classOf(codePoint)) === charClass.emoji;
}

/** Length of ":)", ";-(", ":D", "<3" … at `i`, or 0. */
function emoticonAt(text: string, i: number): number {
  const eyes = text[i];
  if (eyes === '<') return text[i + 1] === '3' && classOf(text.charCodeAt(i + 2)) !== charClass.digit ? 2 : 0;
  if (eyes !== ':' && eyes !== ';' && eyes !== '=') return 0;
  const nose = text[i + 1] === '-' ? 1 : 0;
  const mouth = text[i + 1 + nose] ?? '';
  if ('()[]|*'.includes(mouth) && mouth !== '') return mouth === '[' && nose === 0 ? 0 : 2 + nose;
  const after = classOf(text.charCodeAt(i + 2 + nose));
  return 'DPp/\\'.includes(mouth) &&
    mouth !== '' &&
    after !== charClass.letter &&
    after !== charClass.digit &&
    text[i + 2 + nose] !== '/'
    ? 2 + nose
    : 0;
}
