// Telephone numbers as they are written in the US, the UK, Germany and India, and with a country code; not dates,
// prices, ids, coordinates or case numbers. National forms: E.123, NANP, Ofcom's and DIN 5008's notations.
import { codeBefore, type Hit, isDigit, isWord, type Scan } from './scan.ts';

interface Group {
  start: number;
  end: number;
  /** what stands between this group and the one before */
  separator: string;
}

/** Longest number of groups that is tried from one start, so that the scan stays linear. */
const maxGroups = 7;
const maxGroupDigits = 17;
const separatorForm = /^\)?(?: ?[-./–‑] ?|[  ])?\(?$/;
const beforeNumber = new Set('([{<>:,;"\'“”‘’«»*–—…|~!?。、，：（@]');

function readGroups(text: string, start: number): Group[] {
  const groups: Group[] = [];
  let at = start;
  let separator = '';
  while (groups.length < maxGroups) {
    let end = at;
    while (isDigit(text.charCodeAt(end))) end++;
    if (end === at || end - at > maxGroupDigits) break;
    groups.push({ start: at, end, separator });
    at = end;
    while (at - end < 5 && at < text.length && !isDigit(text.charCodeAt(at))) at++;
    separator = text.slice(end, at);
    if (separator === '' || !separatorForm.test(separator)) break;
  }
  return groups;
}

function mayFollow(scan: Scan, start: number): boolean {
  const code = codeBefore(scan, start);
  if (Number.isNaN(code) || code <= 32 || code === 0xa0 || code > 0x2e80) return true;
  const character = String.fromCharCode(code);
  if (character === '.') return start - 1 > scan.from && !isDigit(scan.text.charCodeAt(start - 2));
  return beforeNumber.has(character);
}

/** What may stand before a number (`beforeNumber`) may stand behind one too, or masking the second would uncover the first. */
function mayEnd(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  const isFollowedByDigit = isDigit(text.charCodeAt(end + 1));
  if (isWord(code)) return (code | 32) === 120 && isFollowedByDigit;
  return !(isFollowedByDigit && '-./‑'.includes(text[end] ?? ' ')) && code !== 37 && code !== 0xb0;
}

const positive = new Set(
  'call calls text tel telephone phone mobile mob cell cellphone contact whatsapp fax ring ph dial sms handy telefon mobil anrufen ruf rufen'.split(
    ' ',
  ),
);
const negative = new Set(
  'case ticket id ids ref reference request sr nr no incident order invoice account acct isbn permit docket complaint parcel tracking serial meter plate'.split(
    ' ',
  ),
);

/** What the words just before say: a telephone, a reference of something else, or nothing. */
function contextBefore(scan: Scan, start: number): 'phone' | 'reference' | undefined {
  const window = scan.text.slice(Math.max(scan.from, start - 32), start);
  // Masks end the look back, as they did when they were made.
  const bound = Math.max(window.lastIndexOf(']'), window.lastIndexOf('@'), window.lastIndexOf('＠'));
  const words =
    window
      .slice(bound + 1)
      .toLowerCase()
      .match(/\p{L}+/gu)
      ?.slice(-3) ?? [];
  if (words.some((word) => positive.has(word))) return 'phone';
  return words.slice(-2).some((word) => negative.has(word)) ? 'reference' : undefined;
}

function isInternational(digits: string, groups: Group[]): boolean {
  if (digits[0] === '0') return false;
  const separators = groups.slice(1).map((group) => group.separator);
  const dotted = separators.filter((separator) => separator.includes('.')).length;
  // "+29.7604", "+29.7604-095.3698": a coordinate or a rate.
  if (dotted > 0 && (dotted !== separators.length || groups.length === 2)) return false;
  if (groups.length === 1) return digits.length >= 10 && digits.length <= 15;
  if (digits[0] === '1') return digits.length === 11;
  if (digits.startsWith('44')) return digits.length === 12 || digits.length === 13;
  if (digits.startsWith('91')) return digits.length === 12;
  return digits.length >= 8 && digits.length <= 15;
}

/** Trunk 0 and area code: 020 7946 0018, 030/123456, 080-23456789. */
function isNational(digits: string, groups: Group[]): boolean {
  if (digits.length < 9 || digits.length > 12 || groups.length > 5) return false;
  const lengths = groups.map((group) => group.end - group.start);
  if (lengths[0]! < 2 || lengths.at(-1)! < 2) return false;
  const between = groups.slice(1).map((group) => group.separator.trim());
  const isDate = lengths[0]! <= 2 && lengths[1]! <= 2 && between[0] !== '' && between[0] === between[1];
  const hasYear = between[0] !== '' && lengths[1] === 4 && /^(?:19|20)/.test(digits.slice(lengths[0]));
  return !isDate && !(hasYear && lengths[0]! <= 2);
}

const northAmerican = /^1?[2-9]\d\d[2-9]\d{6}$/;

function isBare(digits: string, context: string | undefined): boolean {
  if (context === 'reference') return false;
  if (/^0[1-9]\d{8,10}$/.test(digits) || /^00[1-9]\d{9,14}$/.test(digits)) return true;
  if (digits.length === 10) return northAmerican.test(digits) || /^[6-9]/.test(digits);
  return context === 'phone' && digits.length === 11 && northAmerican.test(digits);
}

function isPhone(digits: string, groups: Group[], context: () => 'phone' | 'reference' | undefined): boolean {
  if (digits.length < 7 || digits.length > 17) return false;
  if (groups.length === 1) return isBare(digits, context());
  const shape = groups.map((group) => group.end - group.start).join('-');
  if (/^(?:1-)?3-3-4$|^(?:1-)?3-7$/.test(shape)) {
    if (northAmerican.test(digits)) return !shape.endsWith('7') || groups.at(-1)!.separator.includes(')');
  }
  if (shape === '5-5' && /^[6-9]/.test(digits)) return context() !== 'reference';
  if (/^00[1-9]/.test(digits) && digits.length >= 10) return context() !== 'reference';
  if (/^0[1-9]/.test(digits)) return isNational(digits, groups) && context() !== 'reference';
  return shape === '3-4' && context() === 'phone';
}

/** A number that starts at `start`, which holds a digit, `+` or `(`. */
export function findPhone(scan: Scan, start: number): Hit | undefined {
  const { text } = scan;
  if (!mayFollow(scan, start)) return undefined;
  let first = start;
  if (text[first] === '(') first++;
  const hasPlus = text[first] === '+';
  if (hasPlus) first++;
  if (text[first] === '(' && hasPlus) first++;
  if (!isDigit(text.charCodeAt(first))) return undefined;
  const groups = readGroups(text, first);
  // "(713) 555-0100" has its own parenthesis; "(713-555-0100)" stands in one, and is found at its first digit.
  if (text[start] === '(' && text[groups[0]?.end ?? first] !== ')') return undefined;
  const context = () => contextBefore(scan, start);
  for (let count = groups.length; count > 0; count--) {
    const tried = groups.slice(0, count);
    const end = tried.at(-1)!.end;
    if (end - first < 7) break;
    const size = tried.reduce((sum, group) => sum + group.end - group.start, 0);
    if (size < 7 || size > 17) continue;
    if (!mayEnd(text, end)) continue;
    const digits = tried.map((group) => text.slice(group.start, group.end)).join('');
    const isFound = hasPlus ? isInternational(digits, tried) : isPhone(digits, tried, context);
    if (isFound) return { start, end, as: '[phone]' };
  }
  return undefined;
}
