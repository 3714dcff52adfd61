// One look at all rules of a city: what is found, what of it is told, and what is over. What is to be sent is looked at again just before.
import type { City } from '../config.ts';
import { recipientsOf } from '../deliver/hand-over.ts';
import type { Message } from '../deliver/message.ts';
import { isoInCity } from '../store/city-time.ts';
import { advance, byWatch, end, keysOf } from './advance.ts';
import type { Alert, Why } from './alert.ts';
import { messageOf } from './compose.ts';
import { explain } from './explain.ts';
import type { Finding } from './finding.ts';
import { type FindingsContext, findAll, hasFailed } from './findings.ts';
import type { AlertLedger } from './ledger.ts';
import type { Looking } from './looking.ts';
import type { Situation } from './situation.ts';
import { rulesOf, type Watch } from './watch.ts';

export interface LookContext extends FindingsContext {
  ledger: AlertLedger;
  /** brings a message to whom the profile names, and says to how many it was not brought before; the same message again is a no-op */
  handOver(message: Message, nowMs: number): Promise<number>;
  /** whether it was, be it by a process that ended before it could say so */
  isHandedOver(city: string, alert: Alert): Promise<boolean>;
  looking: Looking;
}

interface Due {
  key: string;
  alert: Alert;
}

/** The rule of a watch that has an alert: by its key, as its subject may be a source. */
function ruleOf(city: City, key: string): Pick<Watch, 'rule'> | undefined {
  const rule = rulesOf(city).find(({ id }) => key.startsWith(`${id}/`));
  return rule && { rule };
}

/** Reasons are worth having, and no reason to be silent. */
async function tryToExplain(
  { store, log }: LookContext,
  city: City,
  situation: Situation,
  finding: Finding,
): Promise<Why | undefined> {
  try {
    return await explain(store, city, situation, finding);
  } catch (err) {
    log.warn({ city: city.id, watch: finding.watch.key, err }, 'an alert could not be explained');
    return undefined;
  }
}

/** As it is in truth: what was handed over is sent, also when nobody could say so any more. */
async function settle(context: LookContext, city: City, alert: Alert): Promise<Alert> {
  if (alert.sending !== 'waiting' || !(await context.isHandedOver(city.id, alert))) return alert;
  return { ...alert, sending: 'sent', sentAt: alert.seenAt };
}

/** Writes what becomes of the alerts of a watch, the newest first; returns what is to be told. */
async function goOn(
  context: LookContext,
  city: City,
  situation: Situation,
  { key, alerts, finding }: { key: string; alerts: readonly Alert[]; finding: Finding | undefined },
  signal?: AbortSignal,
): Promise<Due | undefined> {
  const put = async (alert: Alert) => {
    signal?.throwIfAborted();
    await context.ledger.put(city.id, key, alert);
  };
  const { nowMs } = situation;
  const [newest, ...others] = alerts;
  const last = newest && (await settle(context, city, newest));
  for (const other of others) if (other.state !== 'over') await put(end(city, other, nowMs));
  // A rule that was taken out of the profile has nothing more to say; what is on ends like a lull.
  const watch = finding?.watch ?? ruleOf(city, key) ?? { rule: { coolDownHours: 0 } as Watch['rule'] };
  const { ended, alert, isToSend } = advance(city, watch, last, finding, nowMs);
  if (ended) await put(ended);
  if (alert === undefined) return undefined;
  const isNew = last?.id !== alert.id;
  const why = isNew && finding ? await tryToExplain(context, city, situation, finding) : alert.why;
  const told: Alert = { ...alert, ...(why && { why }) };
  await put(told);
  return isToSend ? { key, alert: told } : undefined;
}

/**
 * Looks, writes what changed, hands over what is to be told. `clock`: now, also for the second look. Two looks at once tell the same, once; with `signal`
 * nothing more is written or handed over.
 */
export async function look(
  context: LookContext,
  city: City,
  clock: () => number,
  signal?: AbortSignal,
): Promise<{ found: number; sent: number }> {
  const nowMs = clock();
  const sinceMs = await context.looking(city.id, nowMs);
  const looked = await findAll(context, city, nowMs, sinceMs);
  const { situation, findings, unknown, failed } = looked;
  const known = await context.ledger.known(city.id, findings.flatMap(keysOf));
  const found = byWatch(findings, known, nowMs);
  const due: Due[] = [];
  for (const key of new Set([...found.keys(), ...known.keys()])) {
    if (hasFailed(looked, key)) continue;
    const of = { key, alerts: known.get(key) ?? [], finding: found.get(key) };
    const told = await goOn(context, city, situation, of, signal);
    if (told) due.push(told);
  }
  const sent = due.length === 0 ? 0 : await sendDue(context, city, due, clock(), signal);
  context.log.debug(
    { city: city.id, found: findings.length, sent, unknown, failed: failed.length },
    'looked at the rules of alerts',
  );
  return { found: findings.length, sent };
}

/** Fresh answers once more: what is not so any more, or was seen or sent meanwhile, is not told. */
async function sendDue(
  context: LookContext,
  city: City,
  due: readonly Due[],
  nowMs: number,
  signal?: AbortSignal,
): Promise<number> {
  const { ledger, handOver } = context;
  const { situation, findings } = await findAll(context, city, nowMs);
  let sent = 0;
  for (const { key, alert } of due) {
    const finding = findings.find((one) => keysOf(one).includes(key) && one.flood === undefined);
    if (finding === undefined) continue;
    const { title, value } = finding;
    const why = await tryToExplain(context, city, situation, finding);
    const sentAt = isoInCity(city.timezone, nowMs);
    const told: Alert = { ...alert, title, value, ...(why && { why }), sending: 'sent', sentAt };
    const stored = await ledger.find(city.id, alert.id);
    if (stored?.state !== 'open' || stored.sending !== 'waiting') continue;
    signal?.throwIfAborted();
    const message = messageOf(city, told);
    // The ledger of deliveries sends the same alert once, however often it is handed over: it goes first.
    const added = await handOver(message, nowMs);
    const isTold = added > 0 || recipientsOf(city, message).length > 0;
    await ledger.put(city.id, key, isTold ? told : { ...alert, title, value, sending: 'no recipient' });
    if (isTold) sent += 1;
  }
  return sent;
}
