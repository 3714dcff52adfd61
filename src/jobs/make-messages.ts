// What leaves on schedule is made when it is due: each once, whoever looks and however often; what was missed is made up for by the latest alone.
import { z } from 'zod';
import type { City } from '../config.ts';
import { handOver, recipientsOf } from '../deliver/hand-over.ts';
import { createDeliveryLedger } from '../deliver/ledger.ts';
import { deliveryId, messageId } from '../deliver/message.ts';
import type { ScheduledKind } from '../deliver/scheduled.ts';
import { scheduledKinds } from '../deliver/scheduled-kinds.ts';
import { latestSlot, type Slot } from '../deliver/slots.ts';
import { ConfigError, RateLimitedError } from '../errors.ts';
import { jobId, type Payload } from '../queues.ts';
import type { Runtime } from '../runtime.ts';
import type { State } from '../store/state.ts';

/** How long a message waits for its numbers, and how often it looks. */
const patienceMs = 30 * 60_000;
const lookAgainMs = 15_000;
/** A message that could not be made, however often it was tried, is tried again after so long. */
const failedAgainMs = 15 * 60_000;

const recordSchema = z.object({
  /** the slot that was served last */
  day: z.string(),
  at: z.iso.datetime(),
  /** empty: nothing was made, this is where the schedule began */
  about: z.string(),
});
type Served = z.output<typeof recordSchema>;

const nameOf = (kind: string) => `schedule ${kind}`;
const read = async (state: State, city: string, kind: string): Promise<Served | undefined> =>
  recordSchema.safeParse(await state.run.get(city, nameOf(kind))).data;

const write = (state: State, city: string, kind: string, { day, atMs }: Slot, about: string): Promise<void> =>
  state.run.put(city, nameOf(kind), { day, at: new Date(atMs).toISOString(), about });

const failedSchema = z.object({ day: z.string(), at: z.iso.datetime() });
const failureOf = (kind: string) => `schedule ${kind} failed`;

/** What a job that was given up leaves: its slot is queued again after a while. */
export const markUnmade = (
  { state }: Pick<Runtime, 'state'>,
  { city, kind, day }: Payload<'report'>,
  nowMs = Date.now(),
): Promise<void> => state.run.put(city, failureOf(kind), { day, at: new Date(nowMs).toISOString() });

async function failedLately(
  state: State,
  { city, kind, day, nowMs }: { city: string; kind: string; day: string; nowMs: number },
): Promise<boolean> {
  const { data } = failedSchema.safeParse(await state.run.get(city, failureOf(kind)));
  return data?.day === day && Math.abs(nowMs - Date.parse(data.at)) < failedAgainMs;
}

/** A record from the future was written by a clock that was wrong: the ledger alone says then what was sent. */
function isServed(record: Served, { day, atMs }: Slot, nowMs: number): boolean {
  const servedMs = Date.parse(record.at);
  return record.day === day || (servedMs >= atMs && servedMs <= nowMs);
}

const audiencesOf = (city: City, kind: ScheduledKind['kind']): string[] => [
  ...new Set(
    (city.delivery?.recipients ?? [])
      .filter(({ kinds }) => kinds.includes(kind))
      .flatMap(({ audiences }) => audiences),
  ),
];

async function queueDue(
  runtime: Runtime,
  city: City,
  scheduled: ScheduledKind,
  nowMs: number,
): Promise<void> {
  const { state, log } = runtime;
  const { kind } = scheduled;
  const isWanted = audiencesOf(city, kind).length > 0;
  const slot = latestSlot(city.timezone, scheduled.timeOf(city), nowMs);
  const last = await read(state, city.id, kind);
  if (last === undefined && !isWanted) return;
  // Whoever asks for a summary on a Wednesday gets the first one on Monday.
  if (last === undefined) return write(state, city.id, kind, slot, '');
  if (isServed(last, slot, nowMs)) return;
  if (!isWanted) return write(state, city.id, kind, slot, '');
  if (nowMs - slot.atMs > scheduled.staleAfterMs) {
    log.warn({ city: city.id, kind, day: slot.day }, 'a message was missed, and is of no use any more');
    return write(state, city.id, kind, slot, '');
  }
  if (await failedLately(state, { city: city.id, kind, day: slot.day, nowMs })) return;
  const queues = await runtime.queues();
  const due = new Date(slot.atMs).toISOString();
  await queues.add('report', jobId(['report', city.id, kind, slot.day]), {
    ...{ city: city.id, kind, day: slot.day, due, queuedAt: new Date(nowMs).toISOString() },
  });
}

/** Queues what is due; a city whose profile cannot be read waits until it is mended. */
export async function queueMessages(
  runtime: Runtime,
  nowMs: number,
  kinds: readonly ScheduledKind[] = scheduledKinds,
): Promise<void> {
  for (const { id } of await runtime.cities.known()) {
    try {
      const city = await runtime.cities.get(id);
      for (const scheduled of kinds) await queueDue(runtime, city, scheduled, nowMs);
    } catch (error) {
      // The schedule of the sources says what is wrong with a profile.
      if (!(error instanceof ConfigError)) throw error;
    }
  }
}

/** Recipients of this message who are in no entry of the ledger. */
async function isMissing(
  runtime: Runtime,
  city: City,
  what: { kind: ScheduledKind['kind']; about: string; audience: string },
): Promise<boolean> {
  const id = messageId({ city: city.id, ...what });
  const entries = await createDeliveryLedger(runtime.store.jobs).ofMessage(city.id, id);
  const known = new Set(entries.map((entry) => entry.id));
  return recipientsOf(city, what).some(({ name }) => !known.has(deliveryId(id, name)));
}

/** Makes the message of a kind for one audience, and hands it over; nothing when everybody has it. */
async function makeMessage(
  runtime: Runtime,
  { city, about, slot, scheduled }: { city: City; about: string; slot: Slot; scheduled: ScheduledKind },
  audience: string,
  { signal, now }: { signal: AbortSignal; now: () => number },
): Promise<void> {
  const { kind } = scheduled;
  if (!(await isMissing(runtime, city, { kind, about, audience }))) return;
  const whose = city.audiences?.find(({ id }) => id === audience);
  const making = { city, about, slot, nowMs: now(), ...(whose && { audience: whose }) };
  const message = await scheduled.make(runtime, making);
  signal.throwIfAborted();
  if (message === undefined) return;
  const handedOver = await handOver(runtime, message, { nowMs: now() });
  runtime.log.info({ city: city.id, kind, about, audience, handedOver }, 'a message is on its way');
}

/**
 * One job of the `report` queue: makes the messages of a kind for every audience, and hands them over. An audience whose message cannot be made holds up no
 * other; the first of such errors is thrown at the end.
 */
export async function makeMessages(
  runtime: Runtime,
  job: Payload<'report'>,
  signal: AbortSignal,
  now: () => number = Date.now,
  kinds: readonly ScheduledKind[] = scheduledKinds,
): Promise<void> {
  const { state, log } = runtime;
  const scheduled = kinds.find(({ kind }) => kind === job.kind);
  if (scheduled === undefined) return;
  const { kind } = scheduled;
  const slot: Slot = { day: job.day, atMs: Date.parse(job.due) };
  const last = await read(state, job.city, kind);
  if (last?.day === job.day) return;
  const city = await runtime.cities.get(job.city);
  // It waited long in the queue: the look says so, and goes on.
  if (now() - slot.atMs > scheduled.staleAfterMs) return;
  const about = scheduled.about(city, slot);
  const waitedMs = now() - Date.parse(job.queuedAt);
  const maySettle = waitedMs >= 0 && waitedMs < patienceMs;
  if (maySettle && scheduled.isSettled && !(await scheduled.isSettled(runtime, city, about)))
    throw new RateLimitedError('its numbers are not settled yet', lookAgainMs);
  const failures: unknown[] = [];
  for (const audience of audiencesOf(city, kind)) {
    try {
      await makeMessage(runtime, { city, about, slot, scheduled }, audience, { signal, now });
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ city: city.id, kind, about, audience, err: error }, 'a message could not be made');
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  await write(state, city.id, kind, slot, about);
}
