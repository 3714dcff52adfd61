// What is counted of posts, and how a statement tells it: a row for each group, with its buckets side by side. Pure.
import { z } from 'zod';

export interface Counts {
  volume: number;
  voices: number;
  reach: number;
  /** of all posts */
  all: { negative: number; neutral: number; positive: number };
  /** of the posts that sentiment counts: certainly about the city, not official, automated or copied */
  sure: { negative: number; neutral: number; positive: number };
}

export interface Measured extends Counts {
  /** which of the starts its bucket has, from 0 */
  bucket: number;
  /** id of the topic, place or source, label of the sentiment, the intent; empty without `by` */
  group: string;
}

export const noCounts: Counts = {
  volume: 0,
  voices: 0,
  reach: 0,
  all: { negative: 0, neutral: 0, positive: 0 },
  sure: { negative: 0, neutral: 0, positive: 0 },
};

/** What a statement counts; all but the volume only when it was asked for. */
export const columns = [
  'volume',
  'voice_count',
  'reach_sum',
  'all_negative',
  'all_neutral',
  'all_positive',
  'sure_negative',
  'sure_neutral',
  'sure_positive',
] as const;
type Column = (typeof columns)[number];

const numbers = z.array(z.number());
/** A group with its buckets side by side: thousands of small rows take longer to read than to make. */
export const groupRow = z.object({
  grp: z.string(),
  buckets: numbers,
  ...(Object.fromEntries(columns.map((name) => [name, numbers.optional()])) as Record<
    Column,
    z.ZodOptional<typeof numbers>
  >),
});

/** Counts by sentiment of a bucket; what was not counted is the same nothing for thousands of buckets. */
function split(index: number, negative?: number[], neutral?: number[], positive?: number[]): Counts['all'] {
  if (!negative || !neutral || !positive) return noCounts.all;
  return { negative: negative[index] ?? 0, neutral: neutral[index] ?? 0, positive: positive[index] ?? 0 };
}

type Columns = Omit<z.output<typeof groupRow>, 'grp' | 'buckets'>;

/** What a row says of one of its buckets. */
export const measuredAt = (counts: Columns, index: number, bucket: number, group: string): Measured => ({
  bucket,
  group,
  volume: counts.volume?.[index] ?? 0,
  voices: counts.voice_count?.[index] ?? 0,
  reach: counts.reach_sum?.[index] ?? 0,
  all: split(index, counts.all_negative, counts.all_neutral, counts.all_positive),
  sure: split(index, counts.sure_negative, counts.sure_neutral, counts.sure_positive),
});

const addSplit = (a: Counts['all'], b: Counts['all']): Counts['all'] => ({
  negative: a.negative + b.negative,
  neutral: a.neutral + b.neutral,
  positive: a.positive + b.positive,
});

/** Adds what can be added: not people. */
export function addTo(sum: Measured, more: Measured): void {
  sum.volume += more.volume;
  sum.reach += more.reach;
  sum.all = addSplit(sum.all, more.all);
  sum.sure = addSplit(sum.sure, more.sure);
}
