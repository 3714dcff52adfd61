// What every rule of a city says now. A part that cannot be asked silences its own rule, and no other.
import type { City } from '../config.ts';
import type { Log } from '../log.ts';
import { listProjects } from '../store/chronicle-table.ts';
import type { Store } from '../store/client.ts';
import type { Finding } from './finding.ts';
import type { createHistoryCache } from './history.ts';
import { judgeAll } from './judge.ts';
import { readProjectKeys, readUnsettled, situationOf, windowMs } from './recent.ts';
import type { Situation } from './situation.ts';
import { type Allowed, judgeBudgets, judgeSilence } from './sources.ts';
import { judgeTerms } from './terms.ts';
import { rulesOf, type Watch, watchesOf } from './watch.ts';

export interface FindingsContext {
  store: Store;
  /** hours of the weeks before, kept between looks */
  histories: ReturnType<typeof createHistoryCache>;
  /** what is left of the budgets of a city's sources now; throws TransientError */
  allowed(city: City, nowMs: number): Promise<readonly Allowed[]>;
  log: Log;
}

export interface Findings {
  situation: Situation;
  findings: Finding[];
  /** watches without enough history */
  unknown: string[];
  /** nothing is known of these watches now: keys, or `RULE/` for all of a rule */
  failed: string[];
}

/** Of what has failed nothing is said: neither that it goes on, nor that it is over. */
export const hasFailed = ({ failed }: Pick<Findings, 'failed'>, key: string): boolean =>
  failed.some((one) => one === key || (one.endsWith('/') && key.startsWith(one)));

/** `sinceMs`: since when the city is looked at without a stop. Nothing is changed. Throws TransientError when nothing at all can be asked. */
export async function findAll(
  { store, histories: cache, allowed, log }: FindingsContext,
  city: City,
  nowMs: number,
  sinceMs = 0,
): Promise<Findings> {
  const failed: string[] = [];
  const fail = (watch: string, err: unknown) => {
    failed.push(watch);
    log.warn({ city: city.id, watch, err }, 'a rule of alerts could not be looked at');
  };
  const all = watchesOf(city);
  const wanted = new Set(all.map(({ subject }) => subject.project));
  const listed = (await listProjects(store.pages, city.id)).filter(({ id }) => wanted.has(id));
  const searches = new Map(listed.map(({ id, q }) => [id, q]));
  const titles = new Map(listed.map(({ id, title }) => [id, title]));
  const histories = await cache(store, city, all, searches, nowMs);
  const span = { fromMs: nowMs - windowMs, toMs: nowMs };
  const recent = await readUnsettled(store, city, span);
  const projects = new Map<string, Set<string>>();
  const unanswered = new Map(histories.failed);
  for (const [id, q] of searches) {
    if (unanswered.has(id)) continue;
    try {
      projects.set(id, await readProjectKeys(store, city, q, span));
    } catch (error) {
      unanswered.set(id, error);
    }
  }
  const isAnswered = ({ subject }: Watch) => !unanswered.has(subject.project ?? '');
  for (const watch of all) if (!isAnswered(watch)) fail(watch.key, unanswered.get(watch.subject.project!));
  const watches = all.filter(isAnswered);
  const situation = situationOf(city, histories, { ...recent, projects }, nowMs);
  const { findings, unknown } = judgeAll(situation, city, watches, histories, titles);
  const hasHistory = histories.known({}) !== undefined;
  const add = async (key: string, judge: () => Promise<readonly Finding[]>) => {
    try {
      findings.push(...(await judge()));
    } catch (error) {
      fail(key, error);
    }
  };
  for (const watch of watches) {
    if (watch.rule.kind === 'term' && hasHistory)
      await add(watch.key, () => judgeTerms(store, city, situation, watch));
  }
  for (const rule of rulesOf(city)) {
    if (rule.kind === 'silent')
      await add(`${rule.id}/`, () => judgeSilence(store, city, { ...situation, sinceMs }, histories, rule));
    if (rule.kind === 'budget')
      await add(`${rule.id}/`, async () => judgeBudgets(city, rule, await allowed(city, nowMs)));
  }
  return { situation, findings, unknown, failed };
}
