// What a run counts, what it leaves behind in the coverage ledger, and what its cursor holds.
import { z } from 'zod';
import type { Post } from '../post.ts';
import type { Ending } from './collector.ts';

const span = z.object({ from: z.string(), to: z.string(), posts: z.number() });
const counts = z.record(z.string(), z.number());

const totalsSchema = z.object({
  read: z.number(),
  enqueued: z.number(),
  skipped: z.number(),
  dead: z.number(),
  mended: z.number(),
  batches: z.number(),
  /** how many items were skipped, by name of the skip */
  skips: counts,
  /** per source: time of its first and last post */
  spans: z.record(z.string(), span),
  /** what single channels of the collector's source are covered for; intervals of one channel do not touch */
  channels: z.array(z.object({ channel: z.string(), from: z.string(), to: z.string() })).optional(),
});

export type Totals = z.output<typeof totalsSchema>;

/** read = enqueued + skipped + dead */
export const noTotals = (): Totals => ({
  read: 0,
  enqueued: 0,
  skipped: 0,
  dead: 0,
  mended: 0,
  batches: 0,
  skips: {},
  spans: {},
});

/** The cursor as it is saved: the collector's own, and for finite sources the totals so far. */
const runCursor = z.object({ version: z.literal(1), at: z.unknown(), totals: totalsSchema.optional() });
export type RunCursor = z.output<typeof runCursor>;

/** A cursor that cannot be read is none: the source is collected from its start, which repeats and loses nothing. */
export function readRunCursor(value: unknown): RunCursor | undefined {
  const parsed = runCursor.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

export interface RunOutcome extends Totals {
  ended: Ending;
  /** why it did not end complete, without content of posts */
  reason?: string;
  error?: unknown;
  /** when the platform lets us come back */
  retryAt?: Date;
  /** posts that the platform deleted, handed to the caller in this run */
  deleted?: number;
  /** why an earlier, interrupted run was not gone on with */
  startedOver?: string;
}

export interface ChannelSpan {
  channel: string;
  /** ISO 8601 */
  from: string;
  to: string;
}

export interface CoverageEntry {
  city: string;
  source: string;
  /** an import says what an archive holds; only a collection says that nothing else was there */
  how: 'collect' | 'import';
  run: string;
  /** ISO 8601, the interval covered; missing when nothing was read */
  from?: string;
  to?: string;
  /** where the source said it channel by channel: this is covered of each, and nothing else */
  channels?: ChannelSpan[];
  ended: Ending;
  reason?: string;
  posts: number;
  startedAt: string;
  finishedAt: string;
}

export interface DeadLetter {
  /** the same when the page is read again */
  id: string;
  city: string;
  source: string;
  stage: 'collect';
  run: string;
  /** file name and line number, or the page */
  where: string;
  /** fixed words, nothing of the content */
  reason: string;
  at: string;
  /** what could be read, masked and without author, for a retry */
  post?: Partial<Pick<Post, 'source' | 'id' | 'channel' | 'kind' | 'url' | 'createdAt' | 'title' | 'text'>>;
}

export function addSpan(totals: Totals, source: string, from: string, to: string, posts: number): void {
  const known = Object.hasOwn(totals.spans, source) ? totals.spans[source] : undefined;
  const next = known
    ? {
        from: from < known.from ? from : known.from,
        to: to > known.to ? to : known.to,
        posts: known.posts + posts,
      }
    : { from, to, posts };
  // `source` may be any name a row has; spread and computed keys define, they never reach a prototype.
  totals.spans = { ...totals.spans, [source]: next };
}

/** Adds an interval to those of its channel; intervals that touch become one. */
export function addChannelSpan(totals: Totals, added: ChannelSpan): void {
  let { from, to } = added;
  const apart = (totals.channels ?? []).filter((known) => {
    if (known.channel !== added.channel || known.to < from || known.from > to) return true;
    if (known.from < from) from = known.from;
    if (known.to > to) to = known.to;
    return false;
  });
  totals.channels = [...apart, { channel: added.channel, from, to }];
}
