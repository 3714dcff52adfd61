// The connection to an instance of Jetstream: through the guard, with a bounded buffer, until it is quiet or closed.
import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import { PermanentError, RateLimitedError, TransientError } from '../../errors.ts';
import { retryAfterMs } from '../../http/retry-after.ts';
import { type CallContext, guardedClient, noteRefusal } from '../json-api.ts';
import { type Frame, readFrame } from './frames.ts';
import { postCollection } from './record.ts';

export const jetstreamWindow = 'jetstream';
const path = '/xrpc/network.bsky.jetstream.subscribeEvents';
const handshakeTimeoutMs = 15_000;
/** A post is at most 3,000 bytes of text with its facets; one message is one event. */
const maxMessageBytes = 1_000_000;
/** Messages that wait here before the socket is paused. */
const mostWaiting = 1_000;

/** Lower than this a cursor is a sequence number of the instance, else microseconds since 1970. */
export const sequenceLimit = 1e15;

/** The instance does not go back as far as the cursor. */
export class CursorTooOldError extends PermanentError {}

/**
 * Frames from `cursor` (inclusive) on; ends when nothing came for `quietMs`. Throws CursorTooOldError, RateLimitedError,
 * TransientError for a connection that breaks or is refused for now.
 */
export async function* readJetstream(
  context: CallContext,
  { host, cursor, quietMs }: { host: string; cursor: number; quietMs: number },
): AsyncGenerator<Frame, void> {
  const { WebSocket: Socket } = await import('ws');
  const agent = guardedClient(context).agents.https;
  const query = new URLSearchParams([
    ['collections', postCollection],
    ['kinds', 'commit'],
    ['kinds', 'account'],
    ['cursor', String(cursor)],
  ]);
  await context.turn(jetstreamWindow);
  const socket = new Socket(`wss://${host}${path}?${query}`, {
    ...{ agent, handshakeTimeout: handshakeTimeoutMs, maxPayload: maxMessageBytes },
    ...{ followRedirects: false, perMessageDeflate: false },
  });
  const inbox = openInbox(socket, { host, nowMs: () => context.clock.now().getTime() });
  const stop = () => socket.terminate();
  context.signal.addEventListener('abort', stop, { once: true });
  try {
    await inbox.opened.catch((error: unknown) => {
      noteRefusal(context, error, jetstreamWindow);
      throw error;
    });
    for (;;) {
      const message = await inbox.next(quietMs);
      context.signal.throwIfAborted();
      if (message === undefined) return;
      const frame = readFrame(message);
      if (!frame) throw new TransientError(`${host} sent something that is no event`);
      if (frame.kind === 'error') throw new TransientError(`${host} closed the stream (${frame.name})`);
      yield frame;
    }
  } finally {
    context.signal.removeEventListener('abort', stop);
    socket.terminate();
  }
}

interface Inbox {
  opened: Promise<void>;
  /** The next message, or undefined after so much silence. Rejects when the connection is over. */
  next(quietMs: number): Promise<string | undefined>;
}

function openInbox(socket: WebSocket, { host, nowMs }: { host: string; nowMs: () => number }): Inbox {
  const waiting: string[] = [];
  let failure: Error | undefined;
  let wake = () => {};
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('unexpected-response', (_request, response: IncomingMessage) => {
      refusalOf(host, response, nowMs()).then(reject, reject);
    });
    // It stays: an error after the handshake would otherwise end the process.
    socket.on('error', (cause) => {
      const error = ownError(cause) ?? new TransientError(`${host}: the stream broke off`, { cause });
      reject(error);
      fail(error);
    });
  });
  opened.catch(() => {});
  socket.on('close', () => fail(new TransientError(`${host} closed the stream`)));
  socket.on('message', (data: RawData) => {
    waiting.push(String(data));
    if (waiting.length >= mostWaiting) socket.pause();
    wake();
  });
  return {
    opened,
    async next(quietMs) {
      if (waiting.length === 0 && !failure) {
        socket.resume();
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, quietMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      // What came before the end is read first.
      const message = waiting.shift();
      if (message === undefined && failure) throw failure;
      return message;
    },
  };
}

const ownError = (cause: unknown) =>
  cause instanceof PermanentError || cause instanceof TransientError || cause instanceof RateLimitedError
    ? cause
    : undefined;

/** An answer in place of the stream: XRPC errors are JSON with a name. */
async function refusalOf(host: string, response: IncomingMessage, nowMs: number): Promise<Error> {
  const { statusCode = 0, headers } = response;
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) {
    body += chunk;
    if (body.length > 4_096) break;
  }
  if (/"error"\s*:\s*"CursorTooOld"/.test(body))
    return new CursorTooOldError(`${host} does not go back as far as our cursor`);
  if (statusCode === 429 || (statusCode === 503 && headers['retry-after'] !== undefined))
    return new RateLimitedError(`${host} answered ${statusCode}: later`, retryAfterMs(headers, nowMs));
  const message = `${host} answered ${statusCode} in place of the stream`;
  return statusCode >= 400 && statusCode < 500 ? new PermanentError(message) : new TransientError(message);
}
