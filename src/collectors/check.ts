// For `earshot doctor`: is a source ready to be collected? One line says what is wrong.
import { ConfigError, RateLimitedError, TransientError } from '../errors.ts';
import type { HttpClient } from '../http.ts';
import type { Log } from '../log.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Collector, CollectorCity } from './collector.ts';
import { endAfter } from './ending.ts';
import { createGate } from './gate.ts';
import { assertMayStart, readOptions, secretsOf } from './permission.ts';

export interface CheckParams {
  city: CollectorCity;
  options: unknown;
  credentials: Readonly<Record<string, string>>;
  http: HttpClient;
  log: Log;
  signal: AbortSignal;
  clock?: Clock;
}

export interface SourceCheck {
  level: 'ok' | 'warn' | 'fail';
  detail: string;
}

/** `warn`: the platform is away or busy, which says nothing of the credentials. Never quotes a credential. */
export async function checkSource<Item, Options>(
  collector: Collector<Item, Options>,
  { options: given, ...params }: CheckParams,
): Promise<SourceCheck> {
  const { city, credentials, signal, clock = systemClock } = params;
  try {
    const options = readOptions(collector, given);
    assertMayStart(collector, city, credentials, secretsOf(collector, given));
    if (!collector.check) return { level: 'ok', detail: 'may start; it needs no credentials' };
    const { turn, noteRate, spend } = createGate(collector, { clock, signal });
    const problem = await collector.check({ ...params, options, clock, turn, noteRate, spend });
    return problem === undefined
      ? { level: 'ok', detail: 'the platform accepts our credentials' }
      : { level: 'fail', detail: problem };
  } catch (error) {
    return { level: isPassing(error) ? 'warn' : 'fail', detail: describe(error, clock.now()) };
  }
}

const isPassing = (error: unknown) => error instanceof TransientError || error instanceof RateLimitedError;

function describe(error: unknown, now: Date): string {
  if (error instanceof ConfigError) return [error.message, ...error.problems].join('; ');
  if (error instanceof TransientError) return error.message;
  const end = endAfter({ error, failures: 1, now, longestWaitMs: 0 });
  return typeof end === 'number' ? 'the platform asks to come back later' : (end.reason ?? 'it failed');
}
