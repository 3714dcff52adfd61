// What Coral's webhook tells: that a comment was written, by its id. https://docs.coralproject.net/webhooks
import { z } from 'zod';
import type { Mistake } from '../webhook/message.ts';
import { isSignedBody } from '../webhook/signature.ts';

/** How old an event may be: Coral sends one again where nobody answered. */
export const toleranceMs = 60 * 60_000;

const eventSchema = z.object({
  id: z.string().min(1).max(100),
  type: z.string().min(1).max(100),
  data: z.object({ commentID: z.string().min(1).max(100).optional() }),
  createdAt: z.iso.datetime({ offset: true, error: 'expected ISO 8601 with an offset' }),
});

const commentEvents = new Set(['COMMENT_CREATED', 'COMMENT_REPLY_CREATED']);

export interface CoralEvent {
  id: string;
  /** of a comment that was written; other events say nothing that is collected */
  isComment: boolean;
}

export interface CoralMessage {
  /** `sha256=<hex>`; several with commas between, while secrets are changed */
  signature: string | undefined;
  body: Uint8Array;
}

export type ReadEvent =
  | { event: CoralEvent }
  | { refused: 'missing' | 'wrong' | 'old' }
  | { mistakes: Mistake[] };

/** The signature is checked before anything is read. Mistakes name places and expectations, and quote no value. Pure. */
export function readEvent(
  { signature, body }: CoralMessage,
  secrets: readonly string[],
  nowMs: number,
): ReadEvent {
  if (!signature) return { refused: 'missing' };
  if (!isSignedBody({ signature, body }, secrets)) return { refused: 'wrong' };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return { mistakes: [{ parameter: 'body', detail: 'expected JSON in UTF-8' }] };
  }
  const read = eventSchema.safeParse(value);
  if (!read.success) {
    const mistakes = read.error.issues.map(({ path, message }) => ({
      parameter: path.join('.') || 'body',
      detail: message,
    }));
    return { mistakes };
  }
  const { id, type, data, createdAt } = read.data;
  if (Math.abs(Date.parse(createdAt) - nowMs) > toleranceMs) return { refused: 'old' };
  const isComment = commentEvents.has(type);
  if (isComment && data.commentID === undefined)
    return { mistakes: [{ parameter: 'data.commentID', detail: 'expected the id of the comment' }] };
  return { event: { id, isComment } };
}
