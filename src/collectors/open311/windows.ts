// Stretches of time that an endpoint is asked for, and where a run stands in them. Pure.
import { z } from 'zod';

const dayMs = 86_400_000;
/** "at most 90 days": https://wiki.open311.org/GeoReport_v2/#get-service-requests (start_date, end_date) */
export const longestWindowMs = 90 * dayMs;
/** "a span of 90 days or first 1000 requests, whichever is smallest": a full answer may be a cut one (same page). */
export const mostRequests = 1_000;
/** Requests come in late (tokens, calls that are typed in): the last day is read once more in every run. */
export const overlapMs = dayMs;
const shortestWindowMs = 60_000;
const mostSeen = 20_000;

export const windowSchema = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  page: z.number().int().min(1).default(1),
  /** a second look, for changes since `sinceMs` */
  sinceMs: z.number().optional(),
});
export type Window = z.output<typeof windowSchema>;

const stateSchema = z.object({
  /** everything requested before this time was read, epoch ms */
  toMs: z.number().optional(),
  /** what is still to be read, in order */
  windows: z.array(windowSchema).default([]),
  /** when the last second look began */
  rescannedMs: z.number().optional(),
  /** requests of the last day by id, as they were: [id, what changes] */
  seen: z.array(z.tuple([z.string(), z.string(), z.number()])).default([]),
});
export type EndpointState = z.output<typeof stateSchema>;

/** By channel. A cursor that cannot be read is none. */
export const cursorSchema = z.record(z.string(), stateSchema).catch({});

/** [fromMs, toMs) in windows of at most 90 days, oldest first. */
export function cutWindows(fromMs: number, toMs: number, sinceMs?: number): Window[] {
  const windows: Window[] = [];
  for (let from = fromMs; from < toMs; from += longestWindowMs)
    windows.push({
      ...{ fromMs: from, toMs: Math.min(from + longestWindowMs, toMs), page: 1 },
      ...(sinceMs !== undefined && { sinceMs }),
    });
  return windows;
}

/** Halves of a window whose answer was cut, or none when it cannot be cut finer. */
export function halve(window: Window): [Window, Window] | undefined {
  const middle = Math.floor((window.fromMs + window.toMs) / 2);
  if (window.toMs - window.fromMs < 2 * shortestWindowMs) return undefined;
  return [
    { ...window, toMs: middle, page: 1 },
    { ...window, fromMs: middle, page: 1 },
  ];
}

export interface Plan {
  nowMs: number;
  backfillDays: number;
  rescanDays: number;
  rescanHours: number;
}

/** Fills `windows` for a new run: what is new, and when it is time the second look at what is not. */
export function planWindows(state: EndpointState, plan: Plan): void {
  if (state.windows.length > 0) return;
  const { nowMs } = plan;
  // A clock that stood ahead does not keep us from what has come since.
  const before = state.toMs === undefined ? undefined : Math.min(state.toMs, nowMs);
  const fromMs = before === undefined ? nowMs - plan.backfillDays * dayMs : before - overlapMs;
  const isDue = nowMs - Math.min(state.rescannedMs ?? 0, nowMs) >= plan.rescanHours * 3_600_000;
  if (before !== undefined && isDue && state.rescannedMs !== undefined) {
    const begin = nowMs - plan.rescanDays * dayMs;
    state.windows.push(...cutWindows(begin, fromMs, state.rescannedMs - overlapMs));
  }
  if (isDue) state.rescannedMs = nowMs;
  state.windows.push(...cutWindows(fromMs, nowMs + 1));
}

/** Those of the requests that are new or have changed; remembers them. `stamp` is what changes. */
export function takeNew<Item extends { id: string; stamp: string; requestedMs: number }>(
  state: EndpointState,
  items: readonly Item[],
  nowMs: number,
): Item[] {
  const seen = new Map(state.seen.map(([id, stamp, ms]) => [id, { stamp, ms }]));
  const fresh = items.filter(({ id, stamp }) => seen.get(id)?.stamp !== stamp);
  for (const { id, stamp, requestedMs: ms } of items) seen.set(id, { stamp, ms });
  const kept = [...seen].filter(([, { ms }]) => ms >= nowMs - 2 * overlapMs);
  state.seen = kept
    .sort(([, a], [, b]) => a.ms - b.ms)
    .slice(-mostSeen)
    .map(([id, { stamp, ms }]) => [id, stamp, ms]);
  return fresh;
}
