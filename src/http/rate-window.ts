// How many calls a platform says are left, and when it counts anew. Pure.
import { type HeaderValues, type ResetForm, retryAfterMs } from './retry-after.ts';

const REMAINING_HEADERS = ['x-rate-limit-remaining', 'x-ratelimit-remaining', 'ratelimit-remaining'];
const RESET_HEADERS = ['x-rate-limit-reset', 'x-ratelimit-reset', 'ratelimit-reset'];

/**
 * Of the headers of any answer, also of a good one: calls left and epoch ms of the reset by our clock. Undefined where
 * the platform says nothing of it. `nowMs` is epoch ms; `form` says how the reset is meant (`retry-after.ts`). Fractions
 * (Reddit) are rounded down.
 */
export function readRateWindow(
  headers: HeaderValues,
  nowMs: number,
  form: ResetForm = 'auto',
): { remaining: number; resetAtMs: number } | undefined {
  const first = (names: readonly string[]) => {
    const found = Object.entries(headers).find(([name]) => names.includes(name.toLowerCase()))?.[1];
    return typeof found === 'string' ? found : found?.[0];
  };
  const remaining = first(REMAINING_HEADERS)?.trim() ?? '';
  if (!/^\d{1,12}(\.\d{1,6})?$/.test(remaining) || first(RESET_HEADERS) === undefined) return undefined;
  return { remaining: Math.floor(Number(remaining)), resetAtMs: nowMs + retryAfterMs(headers, nowMs, form) };
}
