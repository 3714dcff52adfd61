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

/** Net sentiment as positive − negative over all; left out where there are too few. */
function feelingOf(metric: string, date: string, row: Rows['summary']): Metric[] {
  if (row.sentiment === null) return [];
  const { positive, negative, n, change } = row;
  return [
    {
      metric,
      date,
      numerator: positive - negative,
      denominator: n,
      target: change?.sentiment.previous ?? null,
    },
  ];
}

export function metricsOf({ week: { from }, summary, topics }: WeeklyReport): Metric[] {
  const [whole] = summary.rows;
  if (whole === undefined) return [];
  const count = (metric: string, numerator: number, target: number | null | undefined): Metric => ({
    ...{ metric, date: from, numerator, denominator: 1, target: target ?? null },
  });
  return [
    count('posts', whole.volume, whole.change?.volume.previous),
    count('voices', whole.voices, whole.change?.voices.previous),
    ...feelingOf('net sentiment', from, whole),
    ...topics.rows.flatMap((row) => [
      count(`posts: ${row.topic}`, row.volume, row.change?.volume.previous),
      ...feelingOf(`net sentiment: ${row.topic}`, from, row),
    ]),
  ];
}

export const renderMetrics = (report: WeeklyReport): string => renderCsv(metricsOf(report));
