// What was sent to whom and when. A delivery only moves forward, whoever writes and whatever the clocks say: its version is its progress.
import { z } from 'zod';
import type { Lane } from '../store/lane.ts';
import { sqlTime, timeColumn } from '../store/table-versions.ts';

/**
 * `sending`: the receiver may have it from now on. `uncertain`: it may have it, and nothing will tell; a person decides. `failed`: it has not, and nothing
 * more is tried.
 */
export const deliveryStates = ['waiting', 'sending', 'uncertain', 'failed', 'sent'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface DeliveryEntry {
  city: string;
  id: string;
  /** id of the message */
  message: string;
  kind: string;
  about: string;
  audience: string;
  /** its name in the profile */
  recipient: string;
  channel: string;
  /** 0, and 1 more for every further copy that a person asked for */
  copy: number;
  state: DeliveryState;
  attempts: number;
  /** of the last attempt; empty when there was none */
  error: string;
  /** ISO 8601: when it was handed over, or asked for again */
  askedAt: string;
  changedAt: string;
}

/** A step of a delivery; `again`: a person asks for another attempt. */
export type Step = DeliveryState | 'again';

/** Within an attempt: begun, to be tried again, nobody knows, given up, asked for again. */
const ranks: Record<Exclude<Step, 'sent'>, number> = {
  sending: 1,
  waiting: 2,
  uncertain: 3,
  failed: 4,
  again: 5,
};
const final = 1_000_000_000_000;

/** Grows with each attempt and each step of it; what is sent is above everything. */
export const progressOf = (step: Step, attempts: number): number =>
  step === 'sent' ? final : 10 * attempts + ranks[step];

export interface DeliveryLedger {
  get(city: string, id: string): Promise<DeliveryEntry | undefined>;
  /**
   * The newest first; `states`: only those; `troubledSinceMs`: only what was asked for since then and failed, is uncertain, or has an error. Throws
   * TransientError, as all of these.
   */
  list(
    city: string,
    query?: { states?: readonly DeliveryState[]; troubledSinceMs?: number; limit?: number },
  ): Promise<DeliveryEntry[]>;
  ofMessage(city: string, message: string): Promise<DeliveryEntry[]>;
  /** Confirmed when it resolves. An entry that is further on already stays as it is. */
  write(entry: DeliveryEntry, step?: Step): Promise<void>;
}

const row = z
  .object({
    city: z.string(),
    id: z.string(),
    message: z.string(),
    kind: z.string(),
    about: z.string(),
    audience: z.string(),
    recipient: z.string(),
    channel: z.string(),
    copy: z.number(),
    state: z.enum(deliveryStates),
    attempts: z.number(),
    error: z.string(),
    asked_at: timeColumn,
    changed_at: timeColumn,
  })
  .transform(
    ({ asked_at, changed_at, ...entry }): DeliveryEntry => ({
      ...entry,
      askedAt: asked_at,
      changedAt: changed_at,
    }),
  );

const columns = [
  ...['city', 'id', 'message', 'kind', 'about', 'audience', 'recipient', 'channel', 'copy'],
  ...['state', 'attempts', 'error', 'asked_at', 'changed_at'],
];
const select = `SELECT ${columns.join(', ')} FROM state_delivery FINAL WHERE city = {city:String}`;
const troubled =
  " AND asked_at > fromUnixTimestamp64Milli({since:Int64}) AND (state IN ('failed', 'uncertain') OR error != '')";

export function createDeliveryLedger(lane: Lane): DeliveryLedger {
  return {
    async get(city, id) {
      const [entry] = await lane.rows(row, `${select} AND id = {id:String}`, { city, id });
      return entry;
    },
    list: (city, { states = deliveryStates, troubledSinceMs, limit = 1_000 } = {}) =>
      lane.rows(
        row,
        `${select} AND state IN {states:Array(String)}${troubledSinceMs === undefined ? '' : troubled} ORDER BY asked_at DESC, id LIMIT {limit:UInt32}`,
        { city, states, limit, since: Math.floor(troubledSinceMs ?? 0) },
      ),
    ofMessage: (city, message) =>
      lane.rows(row, `${select} AND message = {message:String} ORDER BY recipient, copy`, { city, message }),
    async write(entry, step = entry.state) {
      const { askedAt, changedAt, ...rest } = entry;
      const { city, id, message, kind, about, audience, recipient, channel, copy, state, attempts, error } =
        rest;
      const values = [
        ...[city, id, message, kind, about, audience, recipient, channel, copy, state, attempts, error],
        ...[sqlTime(askedAt), sqlTime(changedAt), progressOf(step, attempts)],
      ];
      await lane.insert('state_delivery', [...columns, 'version'], [JSON.stringify(values)]);
    },
  };
}
