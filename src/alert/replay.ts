// What the rules on volume and sentiment would have told of a time that is past: look by look, with what was known then of the posts that are
// stored now. Nothing is written and nothing is sent.
import type { City } from '../config.ts';
import { listProjects } from '../store/chronicle-table.ts';
import type { Store } from '../store/client.ts';
import { advance } from './advance.ts';
import type { Alert } from './alert.ts';
import { createHistoryCache } from './history.ts';
import { judgeAll } from './judge.ts';
import { type Recent, readProjectKeys, readRecent, type Span, situationOf, windowMs } from './recent.ts';
import { watchesOf } from './watch.ts';

const stepMs = 5 * 60_000;
/** What is read at once: the store gives so many rows to one question as a day may have, and no more. */
const pieceMs = 86_400_000;

export interface Replay {
  alerts: Alert[];
  /** watches without enough history at the end */
  unknown: string[];
}

/** Times of the looks at [fromMs, toMs), a day at a time. */
export function* daysOf({ fromMs, toMs }: Span): Generator<number[]> {
  for (let start = fromMs; start < toMs; start += pieceMs) {
    const end = Math.min(toMs, start + pieceMs);
    const looks: number[] = [];
    for (let nowMs = start + stepMs; nowMs <= end; nowMs += stepMs) looks.push(nowMs);
    if (looks.length > 0) yield looks;
  }
}

async function readDay(
  store: Store,
  city: City,
  searches: ReadonlyMap<string, string>,
  looks: readonly number[],
): Promise<Recent> {
  const span = { fromMs: looks[0]! - windowMs, toMs: looks.at(-1)! };
  const projects = new Map<string, Set<string>>();
  for (const [id, q] of searches) projects.set(id, await readProjectKeys(store, city, q, span));
  return { ...(await readRecent(store, city, span)), projects };
}

/** Each look of a day with its own posts; the newest first. */
function* postsOfLooks({ posts }: Recent, looks: readonly number[]): Generator<[number, Recent['posts']]> {
  const oldestFirst = [...posts].reverse();
  let [first, end] = [0, 0];
  for (const nowMs of looks) {
    while (end < oldestFirst.length && oldestFirst[end]!.at < nowMs) end += 1;
    while (first < end && oldestFirst[first]!.at < nowMs - windowMs) first += 1;
    yield [nowMs, oldestFirst.slice(first, end).reverse()];
  }
}

/** Looks at [fromMs, toMs) every five minutes; alerts in the order in which they would have been found. */
export async function replay(
  store: Store,
  city: City,
  { signal, ...period }: Span & { signal: AbortSignal },
): Promise<Replay> {
  const watches = watchesOf(city).filter(({ rule }) => rule.kind !== 'term');
  const wanted = new Set(watches.map(({ subject }) => subject.project));
  const projects = (await listProjects(store.pages, city.id)).filter(({ id }) => wanted.has(id));
  const searches = new Map(projects.map(({ id, q }) => [id, q]));
  const titles = new Map(projects.map(({ id, title }) => [id, title]));
  const cache = createHistoryCache();
  const newest = new Map<string, Alert>();
  const alerts = new Map<string, Alert>();
  let unknown: string[] = [];
  for (const looks of daysOf(period)) {
    const day = await readDay(store, city, searches, looks);
    for (const [nowMs, posts] of postsOfLooks(day, looks)) {
      signal.throwIfAborted();
      const histories = await cache(store, city, watches, searches, nowMs);
      const situation = situationOf(city, histories, { ...day, posts }, nowMs);
      const judgement = judgeAll(situation, city, watches, histories, titles);
      unknown = judgement.unknown;
      const found = new Map(judgement.findings.map((finding) => [finding.watch.key, finding]));
      for (const { key, rule } of watches) {
        const { ended, alert, isToSend } = advance(city, { rule }, newest.get(key), found.get(key), nowMs);
        const told: Alert | undefined =
          alert && isToSend ? { ...alert, sending: 'sent', sentAt: alert.seenAt } : alert;
        for (const one of [ended, told]) {
          if (one === undefined) continue;
          newest.set(key, one);
          alerts.set(one.id, one);
        }
      }
    }
  }
  return { alerts: [...alerts.values()], unknown };
}
