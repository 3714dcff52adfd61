// What a job carries: the payload as one opaque string, or, once it is done, only its result. Pure.
import type { QueueDefinition } from './definition.ts';
import type { Suspicion } from './verdict.ts';

/** Raised when an older program could no longer read what a newer one writes. */
const currentFormat = 1;

/**
 * `body` is JSON in a string: jsonb refuses NUL and lone surrogates, which a post may carry in any field.
 * `suspicion` is there only when a worker ended with this job, or one it was divided from, in its hand.
 */
export type Envelope =
  | { format: number; body: string; suspicion?: Suspicion }
  | { format: number; done: unknown };

export type Opened<P> =
  | { kind: 'work'; payload: P; suspicion: Suspicion }
  | { kind: 'done'; result: unknown }
  | { kind: 'unreadable'; reason: string };

export function seal(payload: unknown, suspicion?: Suspicion): Envelope {
  const body = JSON.stringify(payload);
  return suspicion ? { format: currentFormat, body, suspicion } : { format: currentFormat, body };
}

/** Replaces the payload: no text lingers in completed jobs, and a repeated run knows that nothing is left to do. */
export function sealResult(result: unknown): Envelope {
  return { format: currentFormat, done: result ?? null };
}

/** Never throws: what cannot be read is said with a reason that quotes nothing of the payload. */
export function openEnvelope<P>(definition: QueueDefinition<P>, data: unknown): Opened<P> {
  if (typeof data !== 'object' || data === null) return unreadable('no envelope');
  const envelope = data as Partial<Record<'format' | 'body' | 'done' | 'suspicion', unknown>>;
  if (typeof envelope.format !== 'number') return unreadable('no format');
  if (envelope.format > currentFormat)
    return unreadable(`format ${envelope.format} is newer than this program`);
  if ('done' in envelope) return { kind: 'done', result: envelope.done };
  if (typeof envelope.body !== 'string') return unreadable('no body');
  let content: unknown;
  try {
    content = JSON.parse(envelope.body);
  } catch {
    return unreadable('the body is not JSON');
  }
  const decoded = definition.payload.safeParse(content);
  if (!decoded.success) {
    const paths = decoded.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'payload');
    return unreadable(`not a payload of this version at ${paths.join(', ')}`);
  }
  const suspicion = (envelope.suspicion as Suspicion | undefined) ?? { inherited: 0, trials: 0 };
  return { kind: 'work', payload: decoded.data, suspicion };
}

const unreadable = (reason: string) => ({ kind: 'unreadable', reason }) as const;
