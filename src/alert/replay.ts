// What the rules on volume and sentiment would have told of a time that is past: look by look, with what was known then of the posts that are
// stored now. Nothing is written and nothing is sent.
import type { City } from '../config.ts';
import { listProjects } from '../store/chronicle-table.ts';
import type { Store } from '../store/client.ts';
import { readWatchedPosts } from '../store/queries/alert-readings.ts';
import { advance } from './advance.ts';
import type { Alert } from './alert.ts';
import { createHistoryCache } from './history.ts';
import { judgeAll } from './judge.ts';
import { situationOf, windowMs } from './recent.ts';
import { watchesOf } from './watch.ts';

const stepMs = 5 * 60_000;
const mostPosts = 1_000_000;

export interface Replay {
  alerts: Alert[];
  /** watches without enough history at the end */
  unknown: string[];
}

/** Looks at [fromMs, toMs) every five minutes; alerts in the order in which they would have been found. */
export async function replay(
  store: Store,
  city: City,
  { fromMs, toMs, signal }: { fromMs: number; toMs: number; signal: AbortSignal },
): Promise<Replay> {
  const watches = watchesOf(city).filter(({ rule }) => rule.kind !== 'term');
  const wanted = new Set(watches.map(({ subject }) => subject.project));
  const projects = (await listProjects(store.pages, city.id)).filter(({ id }) => wanted.has(id));
  const searches = new Map(projects.map(({ id, q }) => [id, q]));
  const titles = new Map(projects.map(({ id, title }) => [id, title]));
  const cache = createHistoryCache();
  const window = { city: city.id, fromMs: fromMs - windowMs, toMs, limit: mostPosts };
  const posts = (await readWatchedPosts(store, window)).reverse();
  const newest = new Map<string, Alert>();
  const alerts = new Map<string, Alert>();
  let unknown: string[] = [];
  let [first, end] = [0, 0];
  for (let nowMs = fromMs + stepMs; nowMs <= toMs; nowMs += stepMs) {
    signal.throwIfAborted();
    while (end < posts.length && posts[end]!.at < nowMs) end += 1;
    while (first < end && posts[first]!.at < nowMs - windowMs) first += 1;
    const histories = await cache(store, city, watches, searches, nowMs);
    const recent = posts.slice(first, end).reverse();
    const situation = await situationOf(store, city, histories, searches, recent, nowMs);
    const judgement = judgeAll(situation, city, watches, histories, titles);
    unknown = judgement.unknown;
    const found = new Map(judgement.findings.map((finding) => [finding.watch.key, finding]));
    for (const { key, rule } of watches) {
      const { alert, isToSend } = advance(city, { rule }, newest.get(key), found.get(key), nowMs);
      if (alert === undefined) continue;
      const told: Alert = isToSend ? { ...alert, sending: 'sent', sentAt: alert.seenAt } : alert;
      newest.set(key, told);
      alerts.set(told.id, told);
    }
  }
  return { alerts: [...alerts.values()], unknown };
}
