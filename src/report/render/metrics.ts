// One file of metrics as Boston's CityScore takes them: metric, date, numerator, denominator, target. A score is (numerator / denominator) / target.
import { renderCsv } from '../../files/csv.ts';
import type { Rows } from '../asking.ts';
import type { WeeklyReport } from '../weekly-report.ts';

interface Metric {
  metric: string;
  /** Monday of the week */
  date: string;
  numerator: number;
  denominator: number;
  /** the same figure of the week before, until the city sets its own; empty where there is none */
  target: number | null;
}

/** Net sentiment from 0 (all negative) to 1, since a score has no sign; left out where there are too few. */
function feelingOf(metric: string, date: string, row: Rows['summary']): Metric[] {
  if (row.sentiment === null) return [];
  const { positive, neutral, n, change } = row;
  const before = change?.sentiment.previous;
  return [
    {
      metric,
      date,
      numerator: positive + neutral / 2,
      denominator: n,
      target: typeof before === 'number' && before > -1 ? (1 + before) / 2 : null,
    },
  ];
}

export function metricsOf({ week: { from }, city, summary, topics }: WeeklyReport): Metric[] {
  const [whole] = summary.rows;
  if (whole === undefined) return [];
  const count = (metric: string, numerator: number, target: number | null | undefined): Metric => ({
    // By a target of 0 nothing can be divided.
    ...{ metric, date: from, numerator, denominator: 1, target: target || null },
  });
  const metrics = [
    count('posts', whole.volume, whole.change?.volume.previous),
    count('voices', whole.voices, whole.change?.voices.previous),
    ...feelingOf('sentiment 0 to 1', from, whole),
    ...topics.rows.flatMap((row) => [
      count(`posts: ${row.topic}`, row.volume, row.change?.volume.previous),
      ...feelingOf(`sentiment 0 to 1: ${row.topic}`, from, row),
    ]),
  ];
  // The columns are not ours to add to.
  return city.sample ? metrics.map((one) => ({ ...one, metric: `sample data: ${one.metric}` })) : metrics;
}

export const renderMetrics = (report: WeeklyReport): string => renderCsv(metricsOf(report));
