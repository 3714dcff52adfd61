// Accounts in text: @name (Twitter, Bluesky, Mastodon with its instance, full-width ＠), u/name, and e-mail addresses.
import { codeBefore, type Hit, isAddressLetter, isAt, isDigit, isWord, type Scan } from './scan.ts';

const letter = /[\p{L}\p{N}\p{M}]/u;
/** Scripts written without spaces: after an ASCII name they begin the next word. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Khmr}\p{scx=Laoo}\p{scx=Mymr}]/u;

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function isNameStart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return isWord(code) || (code > 127 && letter.test(characterAt(text, at)));
}

function segmentEnd(text: string, start: number): number {
  const isSpaced = !unspaced.test(characterAt(text, start));
  let end = start;
  while (end < text.length) {
    if (isWord(text.charCodeAt(end))) {
      end++;
      continue;
    }
    if (text.charCodeAt(end) < 128) break;
    const character = characterAt(text, end);
    if (!letter.test(character) || (isSpaced && unspaced.test(character))) break;
    end += character.length;
  }
  return end;
}

/**
 * End of the name that starts at `start` (`start` itself when there is none). A name goes on over `.`, `-` and `@`
 * when another segment follows at once: jane.doe, city-hall.bsky.social, user@instance.tld.
 */
export function nameEnd(text: string, start: number): number {
  return isNameStart(text, start) ? continuedEnd(text, segmentEnd(text, start)) : start;
}

/** Where a name that reaches `from` really ends. */
export function continuedEnd(text: string, from: number): number {
  let end = from;
  for (;;) {
    const next = afterJoint(text, end);
    if (next === end || !isNameStart(text, next)) return end;
    end = segmentEnd(text, next);
  }
}

/** Position behind what joins two segments: `.`, `-`, `--` (as in xn--) or `@`; `at` itself when nothing does. */
function afterJoint(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 45) return text.charCodeAt(at + 1) === 45 ? at + 2 : at + 1;
  return code === 46 || isAt(code) ? at + 1 : at;
}

/** "@5pm", "@7.30", "@29.76,-95.36": an hour, a rate or a coordinate, and no account. */
function isAmount(name: string): boolean {
  return name.length <= 40 && /^\d{1,4}(?:[.-]\d+)*(?:am|pm|h|st|nd|rd|th)?$/i.test(name);
}

export function masked(scan: Scan, start: number, end: number, name: string): Hit {
  return scan.allowed.has(name.toLowerCase()) ? { start, end } : { start, end, as: '@user' };
}

const isLocal = (code: number) =>
  isWord(code) ||
  code === 46 ||
  code === 43 ||
  code === 45 ||
  code === 37 ||
  code === 39 ||
  isAddressLetter(code);

/** Start of the local part before the @ at `at`; `at` when there is none. */
function localStart(scan: Scan, at: number): number {
  const { text } = scan;
  let start = at;
  while (start > scan.from && isLocal(text.charCodeAt(start - 1))) start--;
  // What was masked just before counts as part of the address, as it would when the output is read again.
  if (start === scan.from && isWord(scan.tail.charCodeAt(0))) return start;
  while (start < at && !isWord(text.charCodeAt(start)) && !isAddressLetter(text.charCodeAt(start))) start++;
  return start;
}

const isDomain = (code: number) => (isWord(code) && code !== 95) || isAddressLetter(code);

/** End of a host name with a dot in it, after the @ at `at`; `at` when there is none. */
function domainEnd(text: string, at: number): number {
  let end = at + 1;
  let lastDot = -1;
  while (isDomain(text.charCodeAt(end))) {
    while (isDomain(text.charCodeAt(end))) end++;
    const next = isAt(text.charCodeAt(end)) ? end : afterJoint(text, end);
    if (next === end || !isDomain(text.charCodeAt(next))) break;
    if (text.charCodeAt(end) === 46) lastDot = end;
    end = next;
  }
  return lastDot > 0 && end - lastDot > 2 ? end : at;
}

function findEmail(scan: Scan, at: number): Hit | undefined {
  const before = codeBefore(scan, at);
  if (!isLocal(before) || before === 46) return undefined;
  const start = localStart(scan, at);
  if (start === at) return undefined;
  const end = domainEnd(scan.text, at);
  if (end === at) return undefined;
  return scan.allowed.has(scan.text.slice(start, end).toLowerCase())
    ? { start, end }
    : { start, end, as: '[email]' };
}

/** True for "RT@name", which is a mention although a letter stands before the @. */
function isRepost(scan: Scan, at: number): boolean {
  if (at - 2 < scan.from) return false;
  return scan.text.slice(at - 2, at).toLowerCase() === 'rt' && !isWord(codeBefore(scan, at - 2));
}

/** What the @ at `at` belongs to: an address, an account, or nothing ("@ 5pm", "f@ct"). */
export function findAt(scan: Scan, at: number): Hit | undefined {
  const { text } = scan;
  const email = findEmail(scan, at);
  if (email) return email;
  if (isWord(codeBefore(scan, at)) && !isRepost(scan, at)) return undefined;
  const end = nameEnd(text, at + 1);
  if (end === at + 1) return undefined;
  const name = text.slice(at + 1, end);
  if (isDigit(text.charCodeAt(at + 1)) && isAmount(name)) return undefined;
  return masked(scan, at, end, name.replace('＠', '@'));
}

/** reddit's u/name and /u/name, found at the slash before the name. */
export function findRedditName(scan: Scan, slash: number): Hit | undefined {
  const { text } = scan;
  if (slash - 1 < scan.from || (text.charCodeAt(slash - 1) | 32) !== 117) return undefined;
  let start = slash - 1;
  if (start > scan.from && text[start - 1] === '/') start--;
  const before = codeBefore(scan, start);
  if (isWord(before) || before === 46 || before === 45 || before === 47 || before === 35 || isAt(before))
    return undefined;
  if (!isWord(text.charCodeAt(slash + 1))) return undefined;
  const end = nameEnd(text, slash + 1);
  const name = text.slice(slash + 1, end);
  // What follows an @ is no part of it, and may be a mask: "/u/ab" stays short when "/u/jane" beside it has become "@user".
  const isShort = name.split(/[@＠]/, 1)[0]!.length < 3;
  return isShort ? undefined : masked(scan, start, end, name);
}
