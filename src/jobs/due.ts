// When a source is to be collected again. Pure.
import { nextTime } from '../config/schedule.ts';
import type { SourceRun } from '../store/source-run.ts';

/** Endings after which there is more to read at once. */
const goesOn = new Set(['budget', 'stopped']);

/**
 * The time from which the source is due, given how its last run went: at once when there was none, or when it ended with
 * more to read; when the platform lets us come back; else by its schedule. However many times were missed, it is one run.
 */
export function dueAt(last: SourceRun | undefined, schedule: string, timezone: string): Date | undefined {
  if (last === undefined) return new Date(0);
  if (last.retryAt !== undefined) return new Date(last.retryAt);
  if (goesOn.has(last.ended)) return new Date(last.finishedAt);
  return nextTime(schedule, timezone, new Date(last.startedAt));
}
