// How much was said yesterday, beside the same weekday of the eight weeks before; and whether all of it was heard.
import { addDays, dayStart } from '../../store/city-time.ts';
import { baselineWeeks, fewestWeeks, riseP, usualOf } from '../../store/queries/usual.ts';
import { isIncomplete, lacksOf } from '../collection.ts';
import type { Template, Writing } from '../sentence.ts';
import { type DigestScope, digestParams } from './scope.ts';
import { heardLess, lacksOfDay } from './unusual.ts';

type DigestTemplate = Template<DigestScope>;

/** How often chance alone may bring a day as far out as one that is told of. */
const rare = 0.01;
const numbers = ['four', 'five', 'six', 'seven', 'eight'];
const weekdayOf = (day: string) =>
  new Intl.DateTimeFormat('en-US', { weekday: 'long', timeZone: 'UTC' }).format(Date.parse(day));

/** Sources that lacked more than a tenth of the day. */
export const lessHeard: DigestTemplate = async ({ scope, words, read }) => {
  const lacks = await lacksOfDay(scope, read.ask);
  if (!isIncomplete(lacks, scope.day)) return undefined;
  const told = lacks.slice(0, 3).map(({ name, reasons }) => `${name} (${reasons.join(', ')})`);
  return `We heard less than was said: not all of yesterday was collected of ${words.list(told)}.`;
};

/** Of nothing there is no figure that could be unusual. */
export const heardNothing: DigestTemplate = async ({ scope, read }) => {
  const posts = await read.number('summary', digestParams(scope), { field: 'volume' });
  return (posts ?? 0) === 0 ? 'Nothing is stored of yesterday.' : undefined;
};

/** More than on any of the same weekdays before that were collected, or fewer, and seldom so by chance. */
async function toldOf(
  { scope, words, read }: Writing<DigestScope>,
  sign: 1 | -1,
): Promise<string | undefined> {
  const { city, day } = scope;
  const asked = { ...digestParams(scope), from: addDays(day.from, -7 * baselineWeeks) };
  const params = { ...asked, metric: 'volume', interval: 'day' };
  const { rows, coverage } = await read.ask('series', params);
  const rowOn = (date: string) => rows.find(({ time }) => time.startsWith(date));
  const stretchOf = (date: string) => ({
    fromMs: dayStart(city.timezone, date),
    toMs: dayStart(city.timezone, addDays(date, 1)),
  });
  const days = Array.from({ length: baselineWeeks }, (_, week) => addDays(day.from, -7 * (week + 1)));
  const before = days.flatMap((date) => {
    const row = rowOn(date);
    const isWhole = !isIncomplete(lacksOf(coverage, stretchOf(date)), stretchOf(date));
    return isWhole && row !== undefined && (row.value ?? 0) > 0
      ? [{ time: row.time, posts: row.value! }]
      : [];
  });
  const today = rowOn(day.from);
  if (before.length < fewestWeeks || today === undefined || (today.value ?? 0) === 0) return undefined;
  const sorted = [...before].sort((a, b) => a.posts - b.posts || (a.time < b.time ? -1 : 1));
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const p = riseP(
    today.value!,
    usualOf(
      before.map(({ posts }) => posts),
      1,
    ),
  );
  const isFar = sign > 0 ? today.value! > most.posts && p < rare : today.value! < least.posts && p > 1 - rare;
  if (!isFar) return undefined;
  const at = async (time: string) =>
    (await read.number('series', params, { row: { time }, field: 'value' }))!;
  const now = words.posts(await at(today.time));
  const range = `${words.count(await at(least.time))} to ${words.count(await at(most.time))}`;
  const past = `the ${numbers[before.length - fewestWeeks]} ${weekdayOf(day.from)}s before (${range})`;
  return `Yesterday: ${now}, ${sign > 0 ? 'more' : 'fewer'} than on any of ${past}.`;
}

export const rose: DigestTemplate = (writing) => toldOf(writing, 1);

/** No sentence says that less was said when less was heard. */
export const fell: DigestTemplate = async (writing) =>
  (await heardLess(writing.scope, writing.read.ask)) ? undefined : toldOf(writing, -1);
