// One call to an interface that answers JSON: in turn, counted, with what it says of its limit.
import { ConfigError, RateLimitedError, TransientError } from '../errors.ts';
import { readRateWindow } from '../http/rate-window.ts';
import { RefusedError } from '../http/refused-error.ts';
import type { ResetForm } from '../http/retry-after.ts';
import type { CollectContext } from './collector.ts';

export type CallContext = Pick<
  CollectContext<unknown>,
  'http' | 'signal' | 'clock' | 'turn' | 'noteRate' | 'spend'
>;

export interface JsonCall {
  /** sent as JSON by POST; a GET without it */
  body?: object;
  headers?: Readonly<Record<string, string | undefined>>;
  /** what the platform counts together; the whole source without it */
  window?: string;
  resetForm?: ResetForm;
  /** statuses of 400 and more that are answers, with what is wrong in their body */
  answers?: readonly number[];
}

export interface JsonAnswer {
  status: number;
  value: unknown;
  headers: Readonly<Record<string, string>>;
}

/**
 * Throws RefusedError for 4xx, RateLimitedError, and TransientError also for what is no JSON: error pages with status 200
 * and bodies that end early pass by themselves.
 */
export async function askJson(context: CallContext, url: string, call: JsonCall = {}): Promise<JsonAnswer> {
  const { signal, clock, turn, noteRate } = context;
  const { body, headers, window, resetForm, answers } = call;
  const http = guardedClient(context);
  await turn(window);
  try {
    const how = {
      ...({ expect: 'json', signal } as const),
      ...(headers && { headers }),
      ...(resetForm && { resetForm }),
      ...(answers && { answers }),
    };
    const answer = await (body === undefined
      ? http.get(url, how)
      : http.send(url, {
          ...{ ...how, method: 'POST', body: JSON.stringify(body) },
          headers: { ...headers, 'content-type': 'application/json' },
        }));
    noteRate(readRateWindow(answer.headers, clock.now().getTime(), resetForm), window);
    return { status: answer.status, value: answer.json(), headers: answer.headers };
  } catch (error) {
    noteRefusal(context, error, window);
    if (error instanceof RefusedError && error.reason === 'content')
      throw new TransientError(error.message, { cause: error });
    throw error;
  }
}

/** Nothing more goes to a window that has said "later", while others of the source are asked. */
export function noteRefusal(
  { noteRate, clock }: Pick<CallContext, 'noteRate' | 'clock'>,
  error: unknown,
  window?: string,
): void {
  if (error instanceof RateLimitedError)
    noteRate({ remaining: 0, resetAtMs: clock.now().getTime() + error.retryAfterMs }, window);
}

export function guardedClient({ http }: Pick<CallContext, 'http'>): NonNullable<CallContext['http']> {
  if (!http) throw new ConfigError('this source needs the guarded HTTP client');
  return http;
}
