// A row of trends: a topic, a neighbourhood, a topic in a neighbourhood, or a term, beside what is usual.
import { z } from 'zod';

const share = z.number().nullable();

export const trendKinds = ['topic', 'place', 'cell', 'term'] as const;
export type TrendKind = (typeof trendKinds)[number];

export const trendRow = z.object({
  kind: z.enum(trendKinds),
  /** id of the topic: of topics and cells, and of terms when one topic was asked for */
  topic: z.string().optional(),
  label: z.string().optional(),
  /** id of the neighbourhood: of places and cells */
  place: z.string().optional(),
  name: z.string().optional(),
  /** a word, or two in a row, in lower case */
  term: z.string().optional(),
  /** posts of the period, of the sources that are compared; of a term those that say it, copies once */
  volume: z.number(),
  /** posts per 1,000 residents of the neighbourhood, where the profile knows them */
  perThousand: z.number().optional(),
  /** posts to expect from the weeks before */
  usual: z.number(),
  /** 95 of 100 usual counts lie between these */
  low: z.number(),
  high: z.number(),
  /** volume / usual; null when it was never there */
  ratio: z.number().nullable(),
  /** how often chance alone brings as many or more, 0…1 */
  p: z.number(),
  /** what to believe after all rows of this kind were looked at: of those believed, one in twenty is by chance */
  isMoreThanChance: z.boolean(),
  /** distinct authors + posts without an author, in the period */
  voices: z.number(),
  /** which share of what is above the usual comes so, 0…1 (a post may be all three); of a term, of the posts that say it */
  rise: z.object({ automated: share, copied: share, official: share }),
  /** the sources that bring most of the volume, at most three */
  sources: z.array(z.object({ source: z.string(), volume: z.number() })),
  /** only of terms: log-odds ratio with an informative Dirichlet prior, in standard errors */
  z: z.number().optional(),
  /** only of terms: posts that say it, at most three, those with most reactions first; keys for the query posts */
  posts: z.array(z.object({ source: z.string(), id: z.string(), time: z.string() })).optional(),
});
export type TrendRow = z.output<typeof trendRow>;

/** The largest three of what each source brought. */
export function topSources(volumes: ReadonlyMap<string, number>): TrendRow['sources'] {
  return [...volumes]
    .filter(([, volume]) => volume > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 3)
    .map(([source, volume]) => ({ source, volume }));
}
