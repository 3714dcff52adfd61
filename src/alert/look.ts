// One look at all rules of a city: what is found, what of it is told, and what is over. What is to be sent is looked at again just before.
import type { City } from '../config.ts';
import type { Message } from '../deliver/message.ts';
import type { Log } from '../log.ts';
import { listProjects } from '../store/chronicle-table.ts';
import { isoInCity } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { advance } from './advance.ts';
import type { Alert } from './alert.ts';
import { messageOf } from './compose.ts';
import { explain } from './explain.ts';
import type { Finding } from './finding.ts';
import type { createHistoryCache } from './history.ts';
import { judgeAll } from './judge.ts';
import type { AlertLedger } from './ledger.ts';
import { readSituation } from './recent.ts';
import type { Situation } from './situation.ts';
import { judgeBudgets, judgeSilence } from './sources.ts';
import { judgeTerms } from './terms.ts';
import { rulesOf, type Watch, watchesOf } from './watch.ts';

export interface LookContext {
  store: Store;
  ledger: AlertLedger;
  /** hours of the weeks before, kept between looks */
  histories: ReturnType<typeof createHistoryCache>;
  /** brings a message to whom the profile names; the same message again is a no-op */
  handOver(message: Message, nowMs: number): Promise<unknown>;
  log: Log;
}

export interface Look {
  situation: Situation;
  findings: Finding[];
  /** watches without enough history */
  unknown: string[];
}

/** What every rule says now; nothing is changed. */
export async function findAll(
  { store, histories: cache }: Pick<LookContext, 'store' | 'histories'>,
  city: City,
  nowMs: number,
): Promise<Look> {
  const watches = watchesOf(city);
  const wanted = new Set(watches.map(({ subject }) => subject.project));
  const projects = (await listProjects(store.pages, city.id)).filter(({ id }) => wanted.has(id));
  const searches = new Map(projects.map(({ id, q }) => [id, q]));
  const titles = new Map(projects.map(({ id, title }) => [id, title]));
  const histories = await cache(store, city, watches, searches, nowMs);
  const situation = await readSituation(store, city, histories, searches, nowMs);
  const { findings, unknown } = judgeAll(situation, city, watches, histories, titles);
  const hasHistory = histories.known({}) !== undefined;
  for (const watch of watches) {
    if (watch.rule.kind !== 'term' || !hasHistory) continue;
    const finding = await judgeTerms(store, city, situation, watch);
    if (finding) findings.push(finding);
  }
  for (const rule of rulesOf(city)) {
    if (rule.kind === 'silent')
      findings.push(...(await judgeSilence(store, city, situation, histories, rule)));
    if (rule.kind === 'budget') findings.push(...(await judgeBudgets(store, city, rule, nowMs)));
  }
  return { situation, findings, unknown };
}

/** The rule of a watch that has an alert: by its key, as its subject may be a source. */
function ruleOf(city: City, key: string): Pick<Watch, 'rule'> | undefined {
  const rule = rulesOf(city).find(({ id }) => key.startsWith(`${id}/`));
  return rule && { rule };
}

/** Looks, writes what changed, hands over what is to be told. `clock`: now, also for the second look. */
export async function look(
  context: LookContext,
  city: City,
  clock: () => number,
): Promise<{ found: number; sent: number }> {
  const { store, ledger, log } = context;
  const nowMs = clock();
  const { situation, findings, unknown } = await findAll(context, city, nowMs);
  const newest = await ledger.newest(city.id);
  const found = new Map(findings.map((finding) => [finding.watch.key, finding]));
  const due: { key: string; alert: Alert }[] = [];
  for (const key of new Set([...found.keys(), ...newest.keys()])) {
    const last = newest.get(key);
    const finding = found.get(key);
    // A rule that was taken out of the profile has nothing more to say; what is on ends like a lull.
    const watch = finding?.watch ?? ruleOf(city, key) ?? (last && { rule: { coolDownHours: 0 } as never });
    if (watch === undefined) continue;
    const { alert, isToSend } = advance(city, watch, last, finding, nowMs);
    if (alert === undefined) continue;
    const isNew = last?.id !== alert.id;
    const why = isNew && finding ? await explain(store, city, situation, finding) : alert.why;
    const told: Alert = { ...alert, ...(why && { why }) };
    await ledger.put(city.id, key, told);
    if (isToSend) due.push({ key, alert: told });
  }
  const sent = due.length === 0 ? 0 : await sendDue(context, city, due, clock());
  log.debug(
    { city: city.id, found: findings.length, sent, unknown: unknown.length },
    'looked at the rules of alerts',
  );
  return { found: findings.length, sent };
}

/** Fresh answers once more: what is not so any more is not told. */
async function sendDue(
  context: LookContext,
  city: City,
  due: readonly { key: string; alert: Alert }[],
  nowMs: number,
): Promise<number> {
  const { situation, findings } = await findAll(context, city, nowMs);
  let sent = 0;
  for (const { key, alert } of due) {
    const finding = findings.find((one) => one.watch.key === key && one.flood === undefined);
    if (finding === undefined) continue;
    const { title, value } = finding;
    const why = await explain(context.store, city, situation, finding);
    const sentAt = isoInCity(city.timezone, nowMs);
    const told: Alert = { ...alert, title, value, ...(why && { why }), sending: 'sent', sentAt };
    // The ledger of deliveries sends the same alert once, however often it is handed over: it goes first.
    await context.handOver(messageOf(city, told), nowMs);
    await context.ledger.put(city.id, key, told);
    sent += 1;
  }
  return sent;
}
