// What a chart over time needs of an answer of `series`.
import type { z } from 'zod';
import type { Gap } from '../store/queries/define.ts';
import type { intervals } from '../store/queries/params.ts';
import type { series } from '../store/queries/series.ts';
import type { Look } from './look.ts';

export type Interval = (typeof intervals)[number];
export type SeriesRow = z.output<typeof series.row>;

export interface SeriesAnswer {
  query: { from: string; to: string; interval: Interval };
  /** in order of time */
  rows: readonly SeriesRow[];
  coverage: readonly Gap[];
}

export interface ChartSetting {
  look: Look;
  /** BCP 47 */
  locale: string;
  /** the present: what lies after it has not happened yet */
  nowMs: number;
  /** the stretch that is spoken of: bars before it are paler */
  sinceMs?: number;
}
