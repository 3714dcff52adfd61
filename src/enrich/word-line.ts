// The words of a text that phrases are made of, and where a phrase cannot go on: at the end of a sentence, a bracket, a link.
import { charClass, classOf } from './characters.ts';
import { cutInt32 } from './slab.ts';
import { shape, type Tokens, tokenKind } from './token-buffer.ts';

/** `line[i]` is a token's index, or −1 for a break. */
export interface WordLine {
  tokens: Tokens;
  line: Int32Array;
}

/** Words that end with a full stop and no sentence. */
const abbreviations = new Set(
  'st ave av blvd bld dr rd ln ct hwy pkwy fwy sq pl ft mt ne nw se sw no nr dept mr mrs ms sr jr vs etc apt bldg'.split(
    ' ',
  ),
);
const softSymbols = new Set(['-', '–', '/', ',', "'", '’', '_', '#', '·']);

/** Does the sentence end with this token? A full stop inside "St. Joseph" or "U.S." does not end it. */
export function endsSentence(tokens: Tokens, index: number): boolean {
  if (tokens.kinds[index] === tokenKind.newline) return true;
  if (tokens.kinds[index] !== tokenKind.symbol) return false;
  const symbol = tokens.words[index];
  if (symbol === '!' || symbol === '?' || symbol === '…' || symbol === '。') return true;
  if (symbol !== '.') return false;
  // "wait..." ends, whatever follows it.
  if (tokens.text.charCodeAt(tokens.ends[index]!) === 0x2e) return true;
  if (classOf(tokens.text.charCodeAt(tokens.ends[index]!)) !== charClass.space) return false;
  const before = index > 0 && tokens.ends[index - 1] === tokens.starts[index] ? tokens.words[index - 1]! : '';
  return (
    !abbreviations.has(before) && !(before.length === 1 && classOf(before.charCodeAt(0)) === charClass.letter)
  );
}

/** 1: a word of a phrase; 0: passed over; −1: phrases end here. */
function part(tokens: Tokens, index: number): number {
  const kind = tokens.kinds[index]!;
  if (kind <= tokenKind.tag || kind === tokenKind.mention) return 1;
  if (kind === tokenKind.suffix) return 0;
  if (kind !== tokenKind.symbol) return -1;
  const symbol = tokens.words[index]!;
  return softSymbols.has(symbol) || (symbol === '.' && !endsSentence(tokens, index)) ? 0 : -1;
}

/** The line of one text at a time, before its length is known. */
let scratch = new Int32Array(2_048);

export function wordLine(tokens: Tokens): WordLine {
  if (scratch.length < 2 * tokens.count) scratch = new Int32Array(4 * tokens.count);
  let length = 0;
  for (let i = 0; i < tokens.count; i++) {
    const which = part(tokens, i);
    // Two hashtags beside each other are two phrases.
    const newTag = tokens.kinds[i] === tokenKind.tag && (tokens.shapes[i]! & shape.glued) === 0;
    if (which < 0 || newTag) scratch[length++] = -1;
    if (which > 0) scratch[length++] = i;
  }
  const line = cutInt32(length);
  for (let at = 0; at < length; at++) line[at] = scratch[at]!;
  return { tokens, line };
}
