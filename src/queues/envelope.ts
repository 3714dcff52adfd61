// What a job carries: the payload as one opaque string, or, once it is done, only its result. Pure.
import type { QueueDefinition } from './definition.ts';

/** Raised when an older program could no longer read what a newer one writes. */
const currentFormat = 1;

/**
 * `body` is JSON in a string: jsonb refuses NUL and lone surrogates, which a post may carry in any field.
 * `crashes` counts the workers that ended while they held this job's ancestors.
 */
export type Envelope =
  | { format: number; body: string; crashes?: number; parked?: string }
  | { format: number; done: unknown };

export type Opened<P> =
  | { kind: 'work'; payload: P; crashes: number }
  | { kind: 'done'; result: unknown }
  | { kind: 'unreadable'; reason: string };

export function seal(payload: unknown, crashes = 0): Envelope {
  const body = JSON.stringify(payload);
  return crashes > 0 ? { format: currentFormat, body, crashes } : { format: currentFormat, body };
}

/** Replaces the payload: no text lingers in completed jobs, and a repeated run knows that nothing is left to do. */
export function sealResult(result: unknown): Envelope {
  return { format: currentFormat, done: result ?? null };
}

/** Never throws: what cannot be read is said with a reason that quotes nothing of the payload. */
export function openEnvelope<P>(definition: QueueDefinition<P>, data: unknown): Opened<P> {
  if (typeof data !== 'object' || data === null) return unreadable('no envelope');
  const envelope = data as Partial<Record<'format' | 'body' | 'done' | 'crashes', unknown>>;
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
  return { kind: 'work', payload: decoded.data, crashes: Number(envelope.crashes ?? 0) };
}

const unreadable = (reason: string) => ({ kind: 'unreadable', reason }) as const;
