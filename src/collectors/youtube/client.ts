// The YouTube Data API: one unit a call, and what its errors mean. https://developers.google.com/youtube/v3/docs/errors
import { DateTime } from 'luxon';
import { z } from 'zod';
import { ConfigError, RateLimitedError, TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import { askJson, type CallContext, noteRefusal } from '../json-api.ts';

const host = 'www.googleapis.com';
/** Daily quotas begin at midnight Pacific Time: https://developers.google.com/youtube/v3/determine_quota_cost */
export const quotaZone = 'America/Los_Angeles';

export interface Quota {
  /** YYYY-MM-DD in the quota's zone */
  day: string;
  units: number;
}

/** What is asked for is not there, or not shown: comments that are switched off, a video that was taken away. */
export class NotShownError extends RefusedError {}

export type Call = (resource: string, query: Record<string, string | undefined>) => Promise<unknown>;

const errorSchema = z.object({
  error: z.object({ errors: z.array(z.object({ reason: z.string() })).optional() }),
});

export const dayOf = (now: Date): string => DateTime.fromJSDate(now, { zone: quotaZone }).toISODate()!;

/** Ms until the quota begins anew. */
export function untilNextDay(now: Date): number {
  const here = DateTime.fromJSDate(now, { zone: quotaZone });
  return here.plus({ days: 1 }).startOf('day').toMillis() - here.toMillis();
}

/** `quota` is counted on; no call is made beyond `unitsPerDay`. */
export function createCall(
  context: CallContext,
  { key, quota, unitsPerDay }: { key: string; quota: Quota; unitsPerDay: number },
): Call {
  return async (resource, query) => {
    const now = context.clock.now();
    const day = dayOf(now);
    if (quota.day !== day) Object.assign(quota, { day, units: 0 });
    if (quota.units >= unitsPerDay)
      throw new RateLimitedError(`the day's ${unitsPerDay} units are used up`, untilNextDay(now));
    const known = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const url = `https://${host}/youtube/v3/${resource}?${new URLSearchParams(known)}`;
    quota.units++;
    context.spend({ units: 1 });
    const answer = await askJson(context, url, {
      headers: { 'x-goog-api-key': key },
      answers: [400, 403, 404],
    });
    if (answer.status < 400) return answer.value;
    const error = failureOf(answer.status, answer.value, context.clock.now());
    noteRefusal(context, error);
    throw error;
  };
}

function failureOf(status: number, value: unknown, now: Date): Error {
  const reason = errorSchema.safeParse(value).data?.error.errors?.[0]?.reason ?? '';
  switch (reason) {
    case 'quotaExceeded':
    case 'dailyLimitExceeded':
      return new RateLimitedError('youtube: the quota of the day is used up', untilNextDay(now));
    case 'rateLimitExceeded':
    case 'userRateLimitExceeded':
      return new RateLimitedError('youtube asks to come back later', 60_000);
    case 'commentsDisabled':
    case 'videoNotFound':
    case 'playlistNotFound':
    case 'commentNotFound':
      return new NotShownError('status', `youtube: ${reason}`, { status });
    case 'processingFailure':
      return new TransientError('youtube could not work on the call');
    case 'invalidPageToken':
      return new RefusedError('status', 'youtube does not know our place any more', { status });
    case 'keyInvalid':
    case 'badRequest':
    case 'forbidden':
    case 'accessNotConfigured':
    case 'ipRefererBlocked':
      return new ConfigError(
        `youtube does not accept the key (${reason}): see its project in the Google console`,
      );
    default:
      return new RefusedError('status', `youtube answered ${status}`, { status });
  }
}
