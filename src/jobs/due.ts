// When a source is to be collected again. Pure.
import { nextTime } from '../config/schedule.ts';
import type { SourceRun } from '../store/source-run.ts';

/** Endings after which there is more to read at once. */
const goesOn = new Set(['budget', 'stopped']);

const minuteMs = 60_000;
const longestPauseMs = 6 * 60 * minuteMs;

/** A source that fails, or refuses us, again and again is asked less and less often: 5 minutes more, 10, … 6 hours. */
function pauseMs({ failures = 0 }: SourceRun): number {
  return failures < 2 ? 0 : Math.min(longestPauseMs, 5 * minuteMs * 2 ** Math.min(failures - 2, 10));
}

/**
 * The time from which the source is due, given how its last run went: at once when there was none, or when it ended with
 * more to read; when the platform lets us come back; else by its schedule. However many times were missed, it is one run.
 */
export function dueAt(last: SourceRun | undefined, schedule: string, timezone: string): Date | undefined {
  if (last === undefined) return new Date(0);
  if (last.retryAt !== undefined) return new Date(last.retryAt);
  if (goesOn.has(last.ended)) return new Date(last.finishedAt);
  const next = nextTime(schedule, timezone, new Date(last.startedAt));
  const rested = Date.parse(last.finishedAt) + pauseMs(last);
  return next && new Date(Math.max(next.getTime(), rested));
}
