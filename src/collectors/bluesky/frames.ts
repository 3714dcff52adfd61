// What Jetstream sends, one JSON object a message. Pure.
// https://github.com/bluesky-social/jetstream/blob/main/lexicons/network/bsky/jetstream/subscribeEvents.json
import { postCollection } from './record.ts';

interface Placed {
  seq: number;
  did: string;
  /** ISO time at which this instance saw it: what a cursor in microseconds is compared with */
  at: string;
}

export type Frame =
  | ({ kind: 'post'; rkey: string; record: unknown } & Placed)
  | ({ kind: 'deletion'; rkey: string } & Placed)
  /** `isGone`: deleted, deactivated, suspended or taken down */
  | ({ kind: 'account'; isGone: boolean } & Placed)
  | ({ kind: 'other' } & Placed)
  | { kind: 'info'; name: string }
  | { kind: 'error'; name: string };

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined for what is no frame of this stream. Names are the protocol's own words, never a text. */
export function readFrame(message: string): Frame | undefined {
  const frame = parse(message);
  if (!isFields(frame)) return undefined;
  if (frame.$type === 'error') return { kind: 'error', name: wordOf(frame.error) };
  const payload = frame.payload;
  if (frame.$type !== 'message' || !isFields(payload) || typeof payload.$type !== 'string') return undefined;
  const variant = payload.$type.slice(payload.$type.indexOf('#') + 1);
  if (variant === 'info') return { kind: 'info', name: wordOf(payload.name) };
  const { seq, did, time, witnessedAt } = payload;
  const at = typeof witnessedAt === 'string' ? witnessedAt : time;
  if (!Number.isSafeInteger(seq) || typeof did !== 'string' || typeof at !== 'string') return undefined;
  const placed: Placed = { seq: seq as number, did, at };
  if (variant === 'commit') return commitOf(payload, placed);
  if (variant !== 'account') return { kind: 'other', ...placed };
  return {
    kind: 'account',
    isGone: isFields(payload.account) && payload.account.active === false,
    ...placed,
  };
}

function commitOf({ collection, operation, rkey, record }: Fields, placed: Placed): Frame {
  if (collection !== postCollection || typeof rkey !== 'string') return { kind: 'other', ...placed };
  return operation === 'delete'
    ? { kind: 'deletion', rkey, ...placed }
    : { kind: 'post', rkey, record, ...placed };
}

function parse(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

const wordOf = (value: unknown) =>
  typeof value === 'string' && /^\w{1,40}$/.test(value) ? value : 'unnamed';
