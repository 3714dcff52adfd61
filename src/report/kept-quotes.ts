// The quotes of a report that was kept as JSON, and which posts it is made again with. Pure.
import { z } from 'zod';
import { PermanentError } from '../errors.ts';
import type { PostKey, WantedPosts } from './quotes.ts';
import type { WeeklyReport } from './weekly-report.ts';

const key = z.object({ source: z.string(), id: z.string() });
const keptQuote = key.extend({ topic: z.string(), label: z.string(), others: z.array(key) });
/** The part of WeeklyReport that is read here; files of other versions may be kept. */
const kept = z.object({
  kind: z.literal('weekly'),
  madeAt: z.iso.datetime({ offset: true }),
  city: z.object({ id: z.string() }),
  week: z.object({ name: z.string() }),
  audience: z.object({ id: z.string() }).optional(),
  quotes: z.object({
    quotes: z.array(keptQuote),
    pointers: z.array(key),
    withdrawn: z.number().optional(),
  }),
});

export type KeptQuote = z.output<typeof keptQuote>;

/** Throws PermanentError when it is not the JSON of a weekly summary. What a version before wrote may lack other parts. */
export function readKeptReport(content: Uint8Array): WeeklyReport {
  try {
    const report: unknown = JSON.parse(Buffer.from(content).toString('utf8'));
    kept.parse(report);
    return report as WeeklyReport;
  } catch (cause) {
    throw new PermanentError(
      'The JSON that is kept of this report is not one that this version wrote; make the report again.',
      { cause },
    );
  }
}

/**
 * By topic: the post that is quoted now, and of the `quote`th the `by`th of the others and those after it, without what another quote shows already
 * (then it has no other: an empty list).
 */
export function wantedPosts(
  quotes: readonly KeptQuote[],
  { quote, by }: { quote: number; by: number },
): WantedPosts {
  const isShown = (post: PostKey) =>
    quotes.some(({ source, id }) => source === post.source && id === post.id);
  return new Map(
    quotes.map(({ topic, source, id, others }, index) => {
      if (index !== quote - 1) return [topic, [{ source, id }]];
      const free = others.filter((other) => !isShown(other));
      const first = free.length === 0 ? 0 : (by - 1) % free.length;
      return [topic, [...free.slice(first), ...free.slice(0, first)]];
    }),
  );
}
