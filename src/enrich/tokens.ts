// One pass over a text into words, hashtags, links, emoji and punctuation, with their offsets; every tag reads these tokens.
import { charClass, classOf, classOfAstral } from './characters.ts';
import { readSpelling, shapeIn, wordIn } from './spellings.ts';
import { longestWord, shape, TokenBuffer, type Tokens, tokenKind } from './token-buffer.ts';
import {
  emoticonAt,
  endOfEmoji,
  isApostrophe,
  isHump,
  isLinkStart,
  isNumber,
  isPair,
  normalise,
  shapeOf,
  underscore,
} from './token-text.ts';

const hash = 0x23;
const at = 0x40;

export function tokenize(text: string): Tokens {
  const out = new TokenBuffer(text);
  for (let i = 0; i < text.length; ) i = scan(out, i);
  return out.finish();
}

function addWord(out: TokenBuffer, kind: number, start: number, end: number, glued = 0): void {
  if (end - start > longestWord) {
    out.add(kind, start, end, '', glued);
    return;
  }
  const entry = readSpelling(out.text, start, end, out.generation);
  if (entry >= 0) {
    out.addNumbered(kind, start, end, wordIn(entry), shapeIn(entry) | glued);
    return;
  }
  const raw = out.text.slice(start, end);
  out.add(kind, start, end, normalise(raw), shapeOf(raw) | glued);
}

/** End of the run of letters, digits and marks from `i` on; apostrophes between letters belong to it. */
function endOfWord(text: string, from: number, inTag: boolean): number {
  let i = from;
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

function scanWord(out: TokenBuffer, start: number): number {
  if (isLinkStart(out.text, start)) return scanLink(out, start);
  const end = Math.max(endOfWord(out.text, start, false), start + 1);
  if (
    end - start > 2 &&
    isApostrophe(out.text.charCodeAt(end - 2)) &&
    (out.text.charCodeAt(end - 1) | 32) === 0x73
  ) {
    addWord(out, tokenKind.word, start, end - 2);
    out.add(tokenKind.suffix, end - 2, end, "'s", shape.glued);
    return end;
  }
  addWord(out, isNumber(out.text, start, end) ? tokenKind.number : tokenKind.word, start, end);
  return end;
}

function scanLink(out: TokenBuffer, start: number): number {
  let end = start;
  while (end < out.text.length && classOf(out.text.charCodeAt(end)) !== charClass.space) end++;
  out.add(tokenKind.link, start, end, '');
  return end;
}

/** Splits "#MidtownHouston", "#fix_the_roads" and "#HTXStrong" where case, digits and underscores say so. */
function scanTag(out: TokenBuffer, start: number): number {
  const end = endOfWord(out.text, start + 1, true);
  if (end === start + 1) return scanSymbol(out, start);
  let from = start + 1;
  let glued = 0;
  for (let i = from + 1; i <= end; i++) {
    if (i < end && !isHump(out.text, i, end)) continue;
    while (from < i && out.text.charCodeAt(from) === underscore) from++;
    let to = i;
    while (to > from && out.text.charCodeAt(to - 1) === underscore) to--;
    if (to > from) {
      addWord(out, tokenKind.tag, from, to, glued);
      glued = shape.glued;
    }
    from = i;
  }
  return end;
}

function scanMention(out: TokenBuffer, start: number): number {
  const end = endOfWord(out.text, start + 1, true);
  if (end === start + 1) return scanSymbol(out, start);
  out.add(
    tokenKind.mention,
    start,
    end,
    end - start > longestWord ? '' : out.text.slice(start, end).toLowerCase(),
  );
  return end;
}

function scanSymbol(out: TokenBuffer, start: number): number {
  const unit = out.text.charCodeAt(start);
  if (unit === 0x26) {
    // "&" and the entity that archives leave of it read as "and".
    const end = out.text.startsWith('&amp;', start) ? start + 5 : start + 1;
    out.add(tokenKind.word, start, end, 'and');
    return end;
  }
  if (unit === 0x5b && (out.text.startsWith('[email]', start) || out.text.startsWith('[phone]', start))) {
    out.add(tokenKind.placeholder, start, start + 7, '');
    return start + 7;
  }
  const emoticon = emoticonAt(out.text, start);
  if (emoticon > 0) {
    const end = start + emoticon;
    out.add(tokenKind.emoji, start, end, out.text.slice(start, end).replace('-', ''));
    return end;
  }
  const glued = start > 0 && classOf(out.text.charCodeAt(start - 1)) !== charClass.space ? shape.glued : 0;
  const entry = unit < 0x80 ? readSpelling(out.text, start, start + 1, out.generation) : -1;
  if (entry >= 0) out.addNumbered(tokenKind.symbol, start, start + 1, wordIn(entry), glued);
  else out.add(tokenKind.symbol, start, start + 1, out.text[start]!, glued);
  return start + 1;
}

function scanEmoji(out: TokenBuffer, start: number): number {
  const end = endOfEmoji(out.text, start);
  const first = out.text.codePointAt(start)!;
  out.add(tokenKind.emoji, start, end, String.fromCodePoint(first));
  return end;
}

function scan(out: TokenBuffer, i: number): number {
  const unit = out.text.charCodeAt(i);
  switch (classOf(unit)) {
    case charClass.letter:
    case charClass.digit:
      return scanWord(out, i);
    case charClass.ideograph:
      out.add(tokenKind.word, i, i + 1, out.text[i]!);
      return i + 1;
    case charClass.emoji:
      return scanEmoji(out, i);
    case charClass.surrogate:
      return scanAstral(out, i);
    case charClass.symbol:
      if (unit === hash) return scanTag(out, i);
      return unit === at ? scanMention(out, i) : scanSymbol(out, i);
    default:
      if (unit === 0x0a) out.add(tokenKind.newline, i, i + 1, '\n');
      return i + 1;
  }
}

function scanAstral(out: TokenBuffer, i: number): number {
  if (!isPair(out.text, i)) return i + 1;
  const kind = classOfAstral(out.text.codePointAt(i)!);
  if (kind === charClass.emoji) return scanEmoji(out, i);
  if (kind === charClass.letter) return scanWord(out, i);
  out.add(tokenKind.word, i, i + 2, out.text.slice(i, i + 2));
  return i + 2;
}
