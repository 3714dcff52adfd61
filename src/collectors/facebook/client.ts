// The Graph API: its errors by their code, its limits by their usage.
// https://developers.facebook.com/docs/graph-api/guides/error-handling · .../docs/graph-api/overview/rate-limiting
import { z } from 'zod';
import { ConfigError, RateLimitedError, TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import { askJson, type CallContext, noteRefusal } from '../json-api.ts';

const host = 'graph.facebook.com';
const hourMs = 3_600_000;
/** Usage is told in per cent: near the end the rest is left to others. */
const mostUsage = 95;

export type Call = (path: string, query: Record<string, string | undefined>) => Promise<unknown>;

/** A page, post or comment that is gone or not shown to us. */
export class NotShownError extends RefusedError {}

const errorSchema = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional(),
    is_transient: z.boolean().optional(),
  }),
});

export function createCall(
  context: CallContext,
  { token, version }: { token: string; version: string },
): Call {
  const nowMs = () => context.clock.now().getTime();
  return async (path, query) => {
    const known = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const answer = await askJson(
      context,
      `https://${host}/${version}/${path}?${new URLSearchParams(known)}`,
      {
        headers: { authorization: `Bearer ${token}` },
        answers: [400, 401, 403, 404],
      },
    );
    const waitMs = waitOf(answer.headers);
    const error = failureOf(answer.status, answer.value, waitMs);
    if (error) {
      noteRefusal(context, error);
      throw error;
    }
    if (waitMs !== undefined) context.noteRate({ remaining: 0, resetAtMs: nowMs() + waitMs });
    return answer.value;
  };
}

const usage = z.object({ call_count: z.number(), total_cputime: z.number(), total_time: z.number() });
const appUsage = usage;
/** Minutes until a business may call again. */
const businessUsage = z.record(
  z.string(),
  z.array(usage.partial().extend({ estimated_time_to_regain_access: z.number().optional() })),
);

/** How long to pause, by `X-App-Usage` and `X-Business-Use-Case-Usage`; undefined: there is room. */
export function waitOf(headers: Readonly<Record<string, string>>): number | undefined {
  const app = appUsage.safeParse(parse(headers['x-app-usage'])).data;
  const businesses = businessUsage.safeParse(parse(headers['x-business-use-case-usage'])).data ?? {};
  const all = [
    ...(app ? [{ ...app, estimated_time_to_regain_access: undefined }] : []),
    ...Object.values(businesses).flat(),
  ];
  const waits = all.flatMap((one) => {
    const regain = one.estimated_time_to_regain_access ?? 0;
    if (regain > 0) return [regain * 60_000];
    const used = Math.max(one.call_count ?? 0, one.total_cputime ?? 0, one.total_time ?? 0);
    // A rolling hour: a quarter of it makes room.
    return used >= mostUsage ? [hourMs / 4] : [];
  });
  return waits.length > 0 ? Math.max(...waits) : undefined;
}

function parse(text: string | undefined): unknown {
  if (text === undefined || text.length > 10_000) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const limitCodes = new Set([4, 17, 32, 613, 80001, 80002, 80006]);

function failureOf(status: number, value: unknown, waitMs: number | undefined): Error | undefined {
  const error = errorSchema.safeParse(value).data?.error;
  if (!error)
    return status < 400 ? undefined : new RefusedError('status', `facebook answered ${status}`, { status });
  const { code, error_subcode: subcode } = error;
  if (limitCodes.has(code))
    return new RateLimitedError(`facebook asks to come back later (code ${code})`, waitMs ?? hourMs / 4);
  if (code === 190 || code === 102)
    return new ConfigError(
      `facebook does not accept the token (code ${code}${subcode === 463 ? ', expired' : ''}): make a new long-lived page token`,
    );
  if (code === 10 || (code >= 200 && code <= 299))
    return new ConfigError(
      `facebook refuses this to the app (code ${code}): see its permissions and Page Public Content Access`,
    );
  if (code === 1 || code === 2 || error.is_transient)
    return new TransientError(`facebook is busy (code ${code})`);
  // Code 100 with subcode 33: what is asked for does not exist, or is not visible.
  if (code === 803 || (code === 100 && subcode === 33))
    return new NotShownError('status', `facebook: not there (code ${code})`, { status });
  return new RefusedError('status', `facebook answered ${status} (code ${code})`, { status: 400 });
}
