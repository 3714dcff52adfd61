// Small questions that the tokenizer asks of a text: is this a link, a number, the hump of a hashtag, an emoji's end?
import { charClass, classOf, classOfAstral, isRegionalIndicator, isSkinTone, isUpper } from './characters.ts';
import { shape } from './token-buffer.ts';

export const underscore = 0x5f;
export const isApostrophe = (unit: number) => unit === 0x27 || unit === 0x2019 || unit === 0x02bc;

export const isPair = (text: string, i: number) => (text.codePointAt(i) ?? 0) > 0xffff;

export function normalise(raw: string): string {
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

export function shapeOf(raw: string): number {
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
export function isNumber(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (classOf(text.charCodeAt(i)) !== charClass.digit) return false;
  return true;
}

/** "http://", "https://", "www.", and the bare "http" that data sets leave where a link was. */
export function isLinkStart(text: string, i: number): boolean {
  const small = (at: number) => text.charCodeAt(at) | 32;
  const unit = small(i);
  if (unit === 0x77) return small(i + 1) === 0x77 && small(i + 2) === 0x77 && text[i + 3] === '.';
  if (unit !== 0x68 || small(i + 1) !== 0x74 || small(i + 2) !== 0x74 || small(i + 3) !== 0x70) return false;
  const after = text.charCodeAt(i + 4) | 32;
  const next = after === 0x73 ? i + 5 : i + 4;
  return text.startsWith('://', next) || classOf(text.charCodeAt(next)) === charClass.space;
}

export function isHump(text: string, i: number, end: number): boolean {
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
export function endOfEmoji(text: string, start: number): number {
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
export function emoticonAt(text: string, i: number): number {
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
