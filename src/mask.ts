// What names a person leaves the text here, before the queue and again as the first step of enrichment: masking,
// hashing of accounts, and mending of text that the store could not keep. Pure, and linear in the text's length.
import { createHmac } from 'node:crypto';
import { findAt, findRedditName } from './mask/handles.ts';
import { findProfileLink } from './mask/links.ts';
import { findPhone } from './mask/phones.ts';
import { type Hit, isAt, isDigit, type Scan } from './mask/scan.ts';
import { maxTextLength } from './post.ts';

export interface MaskedText {
  text: string;
  /**
   * Offset in `text` → offset in the input, in UTF-16 units. Start and end of a mask are start and end of what it
   * replaced; what lies inside a mask maps to its start.
   */
  toInput(offset: number): number;
}

interface Replacement {
  hit: Hit;
  /** where the mask starts and ends in the output */
  start: number;
  end: number;
}

const nobody: ReadonlySet<string> = new Set();
const slash = 47;
const isTrigger = (code: number) =>
  isDigit(code) || isAt(code) || code === slash || code === 43 /* + */ || code === 40; /* ( */

function findHit(scan: Scan, at: number, code: number): Hit | undefined {
  if (isAt(code)) return findAt(scan, at);
  if (code === slash) return findRedditName(scan, at) ?? findProfileLink(scan, at);
  const phone = findPhone(scan, at);
  // "713-555-0100@example.org" is one address, not a number and an account.
  if (phone && isAt(scan.text.charCodeAt(phone.end))) {
    const email = findAt(scan, phone.end);
    if (email && email.start <= phone.start) return email;
  }
  return phone;
}

function nextPosition(text: string, at: number, code: number): number {
  let next = at + 1;
  if (isDigit(code)) while (isDigit(text.charCodeAt(next))) next++;
  return next;
}

function findAll(text: string, allowed: ReadonlySet<string>): Hit[] {
  const scan: Scan = { text, allowed, from: 0, tail: '' };
  const hits: Hit[] = [];
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    const hit = isTrigger(code) ? findHit(scan, at, code) : undefined;
    if (!hit) {
      at = nextPosition(text, at, code);
      continue;
    }
    at = hit.end;
    if (!hit.as) continue;
    hits.push(hit);
    scan.from = hit.end;
    scan.tail = hit.as.at(-1)!;
  }
  return hits;
}

function mapOffset(replacements: readonly Replacement[], offset: number): number {
  let low = 0;
  let high = replacements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (replacements[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  const last = replacements[low - 1];
  if (!last) return offset;
  return offset < last.end ? last.hit.start : last.hit.end + (offset - last.end);
}

/**
 * Masks accounts ("@user"), e-mail addresses ("[email]") and telephone numbers ("[phone]"). Idempotent. `allowed`
 * holds what `allowedAccounts` makes of the city's own accounts; they stay readable.
 */
export function maskText(text: string, allowed: ReadonlySet<string> = nobody): MaskedText {
  const hits = /[@＠/+(0-9]/.test(text) ? findAll(text, allowed) : [];
  if (hits.length === 0) return { text, toInput: (offset) => offset };
  const parts: string[] = [];
  const replacements: Replacement[] = [];
  let copied = 0;
  let length = 0;
  for (const hit of hits) {
    parts.push(text.slice(copied, hit.start), hit.as!);
    const start = length + hit.start - copied;
    length = start + hit.as!.length;
    replacements.push({ hit, start, end: length });
    copied = hit.end;
  }
  parts.push(text.slice(copied));
  return { text: parts.join(''), toInput: (offset) => mapOffset(replacements, offset) };
}

/** "@CityOfX", "/u/CityOfX" → "cityofx": one spelling of an account for comparing and hashing. */
export function normalizeAccount(account: string): string {
  return account
    .normalize('NFKC')
    .trim()
    .replace(/^\/?u\//i, '')
    .replace(/^@/, '')
    .toLowerCase();
}

/** The set that `maskText` leaves readable. */
export function allowedAccounts(accounts: readonly { account: string }[]): ReadonlySet<string> {
  return new Set(accounts.map(({ account }) => normalizeAccount(account)));
}

/** HMAC-SHA-256 of source and account under the year's key; the first 32 hex digits (128 bits). */
export function hashAuthor(key: Buffer, source: string, account: string): string {
  return createHmac('sha256', key)
    .update(`${source}\0${normalizeAccount(account)}`)
    .digest('hex')
    .slice(0, 32);
}

/** Cuts at `max` UTF-16 units, never inside a surrogate pair nor inside a mask. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const isInsidePair = /[\ud800-\udbff]/.test(text[max - 1]!) && /[\udc00-\udfff]/.test(text[max]!);
  const cut = text.slice(0, isInsidePair ? max - 1 : max);
  const tail = cut.slice(-64);
  const partial = /[@[][\w.-]*$/.exec(tail);
  return partial ? cut.slice(0, cut.length - tail.length + partial.index) : cut;
}

/** Any surrogate, paired or not: most text has none, and telling lone ones apart costs more than all else here. */
const anySurrogate = /[\ud800-\udfff]/;
const loneSurrogate = /\p{Surrogate}/u;

/** Lone surrogates and NUL become U+FFFD, and text over `maxLength` is cut; `mended` names what was done. */
export function cleanText(text: string, maxLength = maxTextLength): { text: string; mended: string[] } {
  const mended: string[] = [];
  let cleaned = text;
  if (anySurrogate.test(cleaned) && loneSurrogate.test(cleaned)) {
    cleaned = cleaned.replace(/\p{Surrogate}/gu, '\ufffd');
    mended.push('lone surrogates became U+FFFD');
  }
  if (cleaned.includes('\0')) {
    cleaned = cleaned.replaceAll('\0', '\ufffd');
    mended.push('NUL became U+FFFD');
  }
  if (cleaned.length > maxLength) {
    cleaned = cutText(cleaned, maxLength);
    mended.push(`cut to ${maxLength} characters`);
  }
  return { text: cleaned, mended };
}
