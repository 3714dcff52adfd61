// The answers of the API as the page reads them: the queries' own types, so that neither can drift from the other.
import type { z } from 'zod';
import type { citySummarySchema } from '../api/page/city-summary.ts';
import type { cityMapSchema } from '../charts/city-map.ts';
import type { coverage } from '../store/queries/coverage.ts';
import type { Gap } from '../store/queries/define.ts';
import type { places } from '../store/queries/places.ts';
import type { posts } from '../store/queries/posts.ts';
import type { summary } from '../store/queries/summary.ts';
import type { topics } from '../store/queries/topics.ts';

export interface Answer<Row> {
  query: { from: string; to: string; previousFrom: string; timezone: string };
  rows: Row[];
  coverage: Gap[];
  next?: string;
}

export type CitySummary = z.output<typeof citySummarySchema>;
export type CityMap = z.output<typeof cityMapSchema>;
export type SummaryRow = z.output<typeof summary.row>;
export type TopicRow = z.output<typeof topics.row>;
export type PlaceRow = z.output<typeof places.row>;
export type PostRow = z.output<typeof posts.row>;
export type RunRow = z.output<typeof coverage.row>;
export type Change = NonNullable<SummaryRow['change']>['volume'];
export type { Gap };
