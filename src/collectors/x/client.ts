// twitter-api-v2 as it is, through the guarded agent; loaded when the source runs.
import type { TwitterApiv2, TwitterResponse } from 'twitter-api-v2';
import { TransientError } from '../../errors.ts';
import { readRateWindow } from '../../http/rate-window.ts';
import { type CallContext, guardedClient, noteRefusal } from '../json-api.ts';
import { failureOf } from './failure.ts';

/** The library has no time limit of its own for a whole answer. */
const callTimeoutMs = 60_000;

export interface XClient {
  /** In turn, counted, its limit noted; `window` names what X counts together. Throws the program's errors. */
  call<T>(window: string, work: (api: TwitterApiv2) => Promise<T>): Promise<T>;
  /** A call whose answer comes with its headers. */
  get(window: string, path: string, query: Record<string, string | undefined>): Promise<unknown>;
}

export async function createXClient(context: CallContext, token: string): Promise<XClient> {
  const { TwitterApi } = await import('twitter-api-v2');
  const api = new TwitterApi(token, { httpAgent: guardedClient(context).agents.https }).v2;
  const { clock, signal } = context;
  const nowMs = () => clock.now().getTime();
  async function call<T>(window: string, work: (api: TwitterApiv2) => Promise<T>): Promise<T> {
    await context.turn(window);
    try {
      return await inTime(work(api), signal);
    } catch (error) {
      signal.throwIfAborted();
      const failure = failureOf(error, nowMs());
      noteRefusal(context, failure, window);
      throw failure;
    }
  }
  return {
    call,
    async get(window, path, query) {
      const { data, headers } = await call<TwitterResponse<unknown>>(window, (v2) =>
        v2.get(path, query, { fullResponse: true }),
      );
      context.noteRate(readRateWindow(headers as Record<string, string>, nowMs(), 'epoch seconds'), window);
      return data;
    },
  };
}

async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let stop = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new TransientError(`api.x.com: no answer within ${callTimeoutMs} ms`)),
      callTimeoutMs,
    );
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
