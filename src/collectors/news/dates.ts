// Dates as feeds write them → milliseconds since 1970 in UTC.
import { createReadTime } from '../file/dates.ts';

/** Undefined where there is no date, none that can be read, or one before 1990 (0001-01-01 and its like mean "none"). */
export type ReadFeedDate = (value: string | undefined) => number | undefined;

const earliest = Date.UTC(1990, 0, 1);

// First letters of the months in English, German, French, Spanish, Italian, Portuguese and Dutch, without accents.
const months: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fev'],
  ['mar', 'mrt', 'maer'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mag', 'mei'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'ott', 'out'],
  ['nov'],
  ['dec', 'dez', 'dic'],
];

const zones: Readonly<Record<string, string>> = {
  ...{ utc: '+0000', gmt: '+0000', ut: '+0000', z: '+0000', wet: '+0000', west: '+0100', bst: '+0100' },
  ...{ cet: '+0100', mez: '+0100', cest: '+0200', mesz: '+0200', eet: '+0200', eest: '+0300', msk: '+0300' },
  ...{ est: '-0500', edt: '-0400', cst: '-0600', cdt: '-0500', mst: '-0700', mdt: '-0600' },
  ...{ pst: '-0800', pdt: '-0700', akst: '-0900', akdt: '-0800', hst: '-1000', aest: '+1000', aedt: '+1100' },
};

const clock = String.raw`(?:[\s,T]+(?:at\s+)?(\d{1,2})[:.h](\d\d)(?:[:.](\d\d)(?:[.,]\d{1,9})?)?\s{0,3}([ap]\.?m\.?)?)?`;
const zone = String.raw`\s{0,3}\(?((?:GMT|UTC)?[+-]\d{1,2}:?\d{0,2}|[A-Z]{1,5})?\)?`;
// 21 November 2026 10:00:00 +0100; 21-Nov-26; 21. November 2026
const dayFirst = new RegExp(
  String.raw`(?<!\d)(\d{1,2})[\s.-]{1,3}(?:de\s)?(\p{L}{3,10})[\s.,-]{1,3}(?:de\s)?(\d{4}|\d\d)(?!\d)${clock}${zone}`,
  'iu',
);
// November 21, 2026 10:00 PM EST
const monthFirst = new RegExp(
  String.raw`(?<!\p{L})(\p{L}{3,10})[\s.]{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4})(?!\d)${clock}${zone}`,
  'iu',
);

function monthOf(name: string): number {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const exact = months.findIndex((spellings) => spellings.some((spelling) => spelling === plain.slice(0, 4)));
  return (
    (exact >= 0 ? exact : months.findIndex((spellings) => spellings.some((one) => plain.startsWith(one)))) + 1
  );
}

/** "GMT+2", "+01:00", "CET" → "+0200", "+0100", "+0100"; empty when nothing is said or known. */
function offsetOf(text: string | undefined): string {
  if (!text) return '';
  const named = zones[text.toLowerCase()];
  if (named) return named;
  const found = /([+-])(\d{1,2}):?(\d\d)?$/.exec(text);
  return found ? `${found[1]}${found[2]!.padStart(2, '0')}${found[3] ?? '00'}` : '';
}

/** Words → the ISO form, which the reader of archives understands; an hour that is not written is noon. */
function asIso(text: string): string | undefined {
  const day = dayFirst.exec(text);
  const month = day ? null : monthFirst.exec(text);
  const found = day ?? month;
  if (!found) return undefined;
  const [, first, second, year, hour, minute, seconds, half, offset] = found;
  const number = monthOf((day ? second : first)!);
  if (number === 0) return undefined;
  const two = (value: string | number) => String(value).padStart(2, '0');
  const date = `${year!.length === 2 ? `20${year}` : year}-${two(number)}-${two((day ? first : second)!)}`;
  if (hour === undefined) return `${date}T12:00:00${offsetOf(offset)}`;
  const hours = half ? (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hour);
  return `${date}T${two(hours)}:${minute}:${seconds ?? '00'}${offsetOf(offset)}`;
}

/** Dates without an offset are in `timezone`, the city's. */
export function createReadFeedDate(timezone: string): ReadFeedDate {
  const read = createReadTime(timezone);
  return (value) => {
    const text = value?.trim().slice(0, 100);
    if (!text) return undefined;
    const straight = read(text.replace(/^(\d{4}-\d\d-\d\d)[\s_]+(?=\d\d:)/, '$1T'));
    const iso = typeof straight === 'string' ? asIso(text) : undefined;
    const time = iso === undefined ? straight : read(iso);
    return typeof time === 'number' && time >= earliest ? time : undefined;
  };
}
