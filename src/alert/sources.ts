// Rules on sources, looked at: one that went silent, a budget near its end.
import { nextTime } from '../config/schedule.ts';
import type { AlertRule, City } from '../config.ts';
import { isoInCity } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { sources as sourcesQuery } from '../store/queries/sources.ts';
import { detectSilence } from './detect-silence.ts';
import type { Finding } from './finding.ts';
import type { Histories } from './history.ts';
import { budgetLeft, silences } from './limits.ts';
import { type Situation, usualBins } from './situation.ts';
import { budgetTitle, silenceTitle } from './title.ts';
import { historyHours, weekHours } from './week.ts';

const hourMs = 3_600_000;

/** Posts to expect since the last one of a source, in what was collected of the time; its own and others' alike. */
export function sinceLastPost(
  situation: Situation,
  histories: Pick<Histories, 'of' | 'known'>,
  source: string,
): { emptyHours: number; expected: number; spread: number } | undefined {
  const history = histories.of({}).get(source);
  const week = histories.known({})?.weeks.get(source);
  if (history === undefined || week === undefined) return undefined;
  if (situation.posts.some((post) => post.source === source))
    return { emptyHours: 0, expected: 0, spread: 1 };
  const last = history.findLastIndex((hour) => (hour?.all ?? 0) > 0);
  let expected = 0;
  for (let at = last + 1; at < historyHours; at += 1) {
    if (history[at] !== null) expected += week.rates[at % weekHours]!;
  }
  for (const mean of usualBins(situation, { weeks: new Map([[source, week]]) })) expected += mean;
  const wholeHours = Math.floor((situation.nowMs - situation.endMs) / hourMs);
  return { emptyHours: historyHours - 1 - last + wholeHours, expected, spread: week.spread.threeHours };
}

/** A run may take so long; what it covered is known when it ends. */
const longestRunMs = 15 * 60_000;

/**
 * Hours that a source may be behind before it is silent: those of the rule, and at least until two runs of its schedule were due after what is covered,
 * and had time to end. One run that is missed, or one that has not begun yet, is no silence.
 */
export function allowedHours(schedule: string, timezone: string, coveredMs: number, hours: number): number {
  const next = (ms: number) =>
    schedule === '' ? undefined : nextTime(schedule, timezone, new Date(ms))?.getTime();
  const first = next(coveredMs);
  const second = first === undefined ? undefined : next(first);
  return second === undefined ? hours : Math.max(hours, (second + longestRunMs - coveredMs) / hourMs);
}

/** After a stop every source is behind, and the runs that were missed begin at once: for so long that is no silence. */
export const catchUpMs = 60 * 60_000;

/** `sinceMs`: since when the city is looked at without a stop. */
export async function judgeSilence(
  store: Store,
  city: City,
  situation: Situation & { sinceMs: number },
  histories: Histories,
  rule: AlertRule,
): Promise<Finding[]> {
  const { rows } = await sourcesQuery.run(store, city, {}, { nowMs: situation.nowMs });
  return rows.flatMap(({ source, status, problem, behind, schedule }) => {
    if (city.sources[source] === undefined || behind === undefined) return [];
    const since = sinceLastPost(situation, histories, source);
    // That a budget is spent is told by its own rule.
    const behindHours = status === 'budget' ? 0 : behind / 60;
    const empty = since ?? { emptyHours: 0, expected: 0, spread: 1 };
    const { hours: least, p } = silences[rule.sensitivity];
    const coveredMs = situation.nowMs - behind * 60_000;
    const hours = allowedHours(schedule, city.timezone, coveredMs, least);
    const found = detectSilence({ behindHours, ...empty }, { hours, p });
    if (found === undefined) return [];
    return [
      {
        watch: { rule, key: `${rule.id}/${source}` },
        about: { source, label: source },
        ...(!found.isCollected && { notBeforeMs: situation.sinceMs + catchUpMs }),
        ...{ onsetMs: situation.nowMs - found.hours * hourMs, value: Math.round(found.hours * 10) / 10 },
        title: silenceTitle(source, found.hours, found.isCollected ? '' : problem),
      },
    ];
  });
}

/** What is left of one limit of a source's budget. */
export interface Allowed {
  source: string;
  /** of the limit in the profile, such as `postsPerDay` */
  name: string;
  /** in the limit's own units; may be negative */
  left: number;
  most: number;
  /** for people */
  limit: string;
  /** the day or month of which it is, as the platform counts it */
  fromMs: number;
  untilMs: number;
}

/** Of the whole budget of each source. Pure. */
export const judgeBudgets = (
  { timezone }: Pick<City, 'timezone'>,
  rule: AlertRule,
  allowed: readonly Allowed[],
): Finding[] =>
  allowed.flatMap(({ source, name, left, most, limit, fromMs, untilMs }): Finding[] => {
    const part = Math.max(0, left / (most || 1));
    if (part > budgetLeft[rule.sensitivity]) return [];
    return [
      {
        watch: { rule, key: `${rule.id}/${source}/${name}` },
        about: { source, label: source },
        // one alert a day or month: what is spent stays spent
        ...{ onsetMs: fromMs, value: Math.round(part * 1_000) / 1_000, usual: 1 },
        title: budgetTitle(source, part, limit, isoInCity(timezone, untilMs)),
      },
    ];
  });
