// Computes the weekly summary: asks, writes, verifies. Everything it knows comes from the queries of the API.
import type { City } from '../config.ts';
import { addDays, isoInCity } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { version } from '../version.ts';
import { type Ask, createAsk, questionOf } from './asking.ts';
import { fallers, risers } from './movers.ts';
import { chooseQuotes, type WantedPosts } from './quotes.ts';
import { paramsOf, type Scope, weeksBefore } from './scope.ts';
import type { Sentence } from './sentence.ts';
import type { Section, WeeklyReport } from './weekly-report.ts';
import { lacksOfWeek, lacksOfWeekBefore } from './whole.ts';
import { readWords } from './words-of-week.ts';
import { verifySentences, writeSentence } from './write.ts';

export interface ReportOptions {
  /** the present: when the report is made, and up to when gaps are told */
  nowMs: number;
  /** see chooseQuotes */
  swaps?: ReadonlyMap<number, number>;
  /** likewise */
  wanted?: WantedPosts;
}

/** Days of the first chart, weeks of the second. */
const chartDays = 28;
const chartWeeks = 13;
/** Posts may arrive between writing and verifying: then everything is asked again. */
const attempts = 3;

/** Throws what the queries throw. */
export async function makeWeeklyReport(
  store: Store,
  scope: Scope,
  options: ReportOptions,
): Promise<WeeklyReport> {
  const fresh = () => createAsk(store, scope.city, options.nowMs);
  for (let attempt = 1; ; attempt += 1) {
    const report = await compute(scope, fresh(), options);
    const verified = await verifyReport(report, scope, fresh());
    if (verified.dropped === 0 || attempt === attempts) return verified;
  }
}

/** The report without what does not hold. `ask` must be a fresh one. */
export async function verifyReport(report: WeeklyReport, scope: Scope, ask: Ask): Promise<WeeklyReport> {
  const brief = await verifySentences(scope, ask, report.brief);
  const changes = await verifySentences(scope, ask, report.changes);
  const dropped = report.dropped + brief.dropped.length + changes.dropped.length;
  return { ...report, brief: brief.kept, changes: changes.kept, dropped };
}

async function compute(
  scope: Scope,
  ask: Ask,
  { nowMs, swaps = new Map(), wanted }: ReportOptions,
): Promise<WeeklyReport> {
  const { city, week } = scope;
  const params = paramsOf(scope);
  const { voices } = city.minimumN;
  const [summary, topics, places, sources] = await Promise.all([
    ask('summary', params),
    ask('topics', { ...params, limit: 500 }),
    ask('places', { ...params, limit: 2000 }),
    ask('compare', { ...params, by: 'source', limit: 500 }),
  ]);
  const told = <Row extends { volume: number; voices: number }>(rows: readonly Row[]) =>
    rows.filter((row) => row.volume > 0 && row.voices >= voices);
  const withheld = (rows: readonly { volume: number; voices: number }[]) =>
    rows.filter((row) => row.volume > 0 && row.voices < voices).length;
  return {
    kind: 'weekly',
    city: { id: city.id, name: city.name, timezone: city.timezone, sample: city.sample === true },
    ...audienceOf(scope),
    week: { name: week.name, from: week.from, to: week.to, previousFrom: weeksBefore(params, 1).from },
    madeAt: isoInCity(city.timezone, nowMs),
    version,
    minimumN: city.minimumN,
    brief: await writeBrief(scope, ask),
    changes: await writeChanges(scope, ask),
    dropped: 0,
    summary: section('summary', params, summary.rows),
    topics: section('topics', { ...params, limit: 500 }, told(topics.rows)),
    places: section('places', { ...params, limit: 2000 }, told(places.rows)),
    sources: section('compare', { ...params, by: 'source', limit: 500 }, told(sources.rows)),
    withheld: { topics: withheld(topics.rows), places: withheld(places.rows) },
    ...(await readSeries(scope, ask)),
    quotes: await chooseQuotes(scope, ask, swaps, wanted),
    words: await readWords(scope, ask),
    lacks: { week: await lacksOfWeek(scope, ask), before: await lacksOfWeekBefore(scope, ask) },
  };
}

const section = <Row>(query: string, params: Record<string, string | number>, rows: Row[]): Section<Row> => ({
  question: questionOf(query, params),
  rows,
});

function audienceOf({ city, audience }: Scope): Pick<WeeklyReport, 'audience'> {
  if (audience === undefined) return {};
  const { id, name } = audience;
  const topics = city.topics.filter((topic) => audience.topics.includes(topic.id));
  const places = city.neighbourhoods.filter((place) => audience.places.includes(place.id));
  return {
    audience: {
      ...{ id, name },
      topics: topics.map((topic) => ({ id: topic.id, label: topic.label })),
      places: places.map((place) => ({ id: place.id, name: place.name })),
    },
  };
}

const briefTemplates = ['volume', 'rose', 'fell', 'emerging', 'feeling', 'worst', 'best', 'busiest'];

async function writeBrief(scope: Scope, ask: Ask): Promise<Sentence[]> {
  const written = await Promise.all(briefTemplates.map((name) => writeSentence(scope, ask, name)));
  return written.filter((sentence) => sentence !== undefined);
}

async function writeChanges(scope: Scope, ask: Ask): Promise<Sentence[]> {
  const [up, down] = [await risers(scope, ask), await fallers(scope, ask)];
  const written = await Promise.all([
    ...up.map(({ topic }) => writeSentence(scope, ask, 'topicRose', { topic })),
    ...down.map(({ topic }) => writeSentence(scope, ask, 'topicFell', { topic })),
  ]);
  return written.filter((sentence) => sentence !== undefined);
}

/** Posts a day, and net sentiment a week; both end with the week of the report. */
async function readSeries(scope: Scope, ask: Ask): Promise<Pick<WeeklyReport, 'daily' | 'weekly'>> {
  const params = paramsOf(scope);
  const days = { ...params, from: addDays(params.to, -chartDays), metric: 'volume', interval: 'day' };
  const weeks = {
    ...params,
    from: addDays(params.to, -7 * chartWeeks),
    metric: 'sentiment',
    interval: 'week',
  };
  const [daily, weekly] = await Promise.all([ask('series', days), ask('series', weeks)]);
  return {
    daily: { question: questionOf('series', days), answer: daily },
    weekly: { question: questionOf('series', weeks), answer: weekly },
  };
}

/** Whose report: an audience of the profile; undefined when there is none of that name. */
export const audienceNamed = (city: City, id: string) =>
  city.audiences?.find((audience) => audience.id === id);
