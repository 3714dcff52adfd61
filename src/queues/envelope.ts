// What a job carries: the payload as one opaque string, or, once it is done, only its result. Pure.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { QueueDefinition } from './definition.ts';
import type { Suspicion } from './verdict.ts';

/** The newest that this program reads, raised when an older one could no longer read what it writes: 2 brought `packed`. */
const currentFormat = 2;

/**
 * `body` is JSON in a string: jsonb refuses NUL and lone surrogates, which a post may carry in any field. A long one is `packed`: deflated
 * (RFC 1951), in base64. `suspicion` is there only when a worker ended with this job, or one it was divided from, in its hand.
 */
export type Envelope =
  | { format: 1; body: string; suspicion?: Suspicion }
  | { format: 2; packed: string; suspicion?: Suspicion }
  | { format: 1; done: unknown };

/** Characters of JSON from which packing pays: a batch of posts takes a fifth of the room, and of the queue's time. */
const packedFrom = 4_000;

/** No job comes near it; a broken one must not fill the memory. */
const maxUnpackedBytes = 64_000_000;

export type Opened<P> =
  | { kind: 'work'; payload: P; suspicion: Suspicion }
  | { kind: 'done'; result: unknown }
  | { kind: 'unreadable'; reason: string };

export function seal(payload: unknown, suspicion?: Suspicion): Envelope {
  const body = JSON.stringify(payload);
  const known = suspicion && { suspicion };
  if (body.length < packedFrom) return { format: 1, body, ...known };
  return { format: 2, packed: deflateRawSync(body, { level: 1 }).toString('base64'), ...known };
}

/** Replaces the payload: no text lingers in completed jobs, and a repeated run knows that nothing is left to do. */
export function sealResult(result: unknown): Envelope {
  return { format: 1, done: result ?? null };
}

/** Never throws: what cannot be read is said with a reason that quotes nothing of the payload. */
export function openEnvelope<P>(definition: QueueDefinition<P>, data: unknown): Opened<P> {
  if (typeof data !== 'object' || data === null) return unreadable('no envelope');
  const envelope = data as Partial<Record<'format' | 'body' | 'packed' | 'done' | 'suspicion', unknown>>;
  if (typeof envelope.format !== 'number') return unreadable('no format');
  if (envelope.format > currentFormat)
    return unreadable(`format ${envelope.format} is newer than this program`);
  if ('done' in envelope) return { kind: 'done', result: envelope.done };
  const { body, packed } = envelope;
  if (typeof body !== 'string' && typeof packed !== 'string') return unreadable('no body');
  let content: unknown;
  try {
    content = JSON.parse(typeof packed === 'string' ? unpack(packed) : String(body));
  } catch {
    return unreadable('the body is not JSON, or badly packed');
  }
  const decoded = definition.payload.safeParse(content);
  if (!decoded.success) {
    const paths = decoded.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'payload');
    return unreadable(`not a payload of this version at ${paths.join(', ')}`);
  }
  const suspicion = (envelope.suspicion as Suspicion | undefined) ?? { inherited: 0, trials: 0 };
  return { kind: 'work', payload: decoded.data, suspicion };
}

function unpack(packed: string): string {
  return inflateRawSync(Buffer.from(packed, 'base64'), { maxOutputLength: maxUnpackedBytes }).toString();
}

const unreadable = (reason: string) => ({ kind: 'unreadable', reason }) as const;
