// The parameters that queries share; help and OpenAPI are generated from their descriptions and examples.
import { z } from 'zod';

const text = (description: string, example: string) =>
  z
    .string()
    .max(2_000)
    .optional()
    .meta({ description, examples: [example] });

export const periodParams = {
  from: text(
    'Start, inclusive: a date (midnight in the city), a time, or words such as "7 days". Default: 30 days before `to`.',
    '2026-03-01',
  ),
  to: text(
    'End, exclusive: a date (midnight in the city) or a time. Default: the end of today.',
    '2026-04-01',
  ),
  period: text(
    'Instead of both: "last week", "this month", yesterday, "7 days", 2026-W46, 2026-10, 2026-Q3, or 2026-W40..2026-W46.',
    'last week',
  ),
};

export const filterParams = {
  topic: text('Only posts of these topics: ids, comma separated.', 'roads,transit'),
  place: text('Only posts placed in these neighbourhoods: ids, comma separated.', 'north-end'),
  source: text('Only posts of these sources, comma separated.', 'mastodon,reddit'),
  kind: text('Only these kinds: post, comment, article, request; comma separated.', 'post,comment'),
  lang: text('Only posts in these languages: ISO 639-1 codes, comma separated.', 'en,es'),
  sentiment: text(
    'Only posts of this sentiment: negative, neutral, positive, unknown; comma separated.',
    'negative',
  ),
  intent: text(
    'Only posts of this intent: complaint, request, question, praise, information; comma separated.',
    'complaint,request',
  ),
  q: text(
    'A boolean search: words, "phrases", AND OR NOT, brackets, prefix*, word NEAR/5 word, and topic: place: source: kind: lang: sentiment: intent: before a value.',
    '(pothole* OR "broken road") NOT bus',
  ),
};

/** What net sentiment leaves out unless it is asked for. */
export const leftOut = ['official', 'automated', 'copied'] as const;
export type LeftOut = (typeof leftOut)[number];

export const sentimentParams = {
  include: text(
    'Also count these in sentiment, which leaves them out: official, automated, copied; comma separated.',
    'official,copied',
  ),
};

export const limitParam = (fallback: number, most: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(fallback)
    .meta({ description: `Most rows or groups in the answer, up to ${most}.`, examples: [fallback] });

export const intervals = ['hour', 'day', 'week', 'month'] as const;
export const metrics = ['volume', 'voices', 'sentiment', 'share'] as const;
export const dimensions = ['topic', 'place', 'source', 'sentiment', 'intent'] as const;
export type Metric = (typeof metrics)[number];
export type Dimension = (typeof dimensions)[number];
