// The sources of a city for reading: a line of figures each, and below it what is wrong and what to do.

import { onOneLine } from '../../files/safe-text.ts';
import { formatNumber, formatTime } from './number.ts';
import { renderTable, type TableOptions } from './table.ts';

/** As the rows of src/store/queries/sources.ts. */
export interface SourceRow {
  source: string;
  status: string;
  problem: string;
  advice: string;
  schedule: string;
  lastRun?: string | undefined;
  ended?: string | undefined;
  coveredTo?: string | undefined;
  behind?: number | undefined;
  posts24h: number;
  gaps: number;
  longestGap: number;
  requestsToday: number;
  requestsMonth: number;
  usdMonth: number;
  budget: string;
  terms: string;
}

/** `12 min`, `5 h`, `9 days` */
export function formatMinutes(minutes: number): string {
  if (minutes < 120) return `${Math.round(minutes)} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`;
}

/** Text that ends with a line break. */
export function renderSources(
  city: { id: string; isSample: boolean },
  rows: readonly SourceRow[],
  options: TableOptions,
): string {
  const heading = city.isSample ? `${city.id} (sample data)` : city.id;
  if (rows.length === 0) return `${heading}\nNo source yet: see "Sources" in docs/city-profile.md.\n`;
  const column = (title: string, cell: (row: SourceRow) => string, align: 'left' | 'right' = 'left') => ({
    title,
    align,
    cells: rows.map(cell),
  });
  const table = renderTable(
    [
      column('source', ({ source }) => source),
      column('', ({ status }) => status),
      column('schedule', ({ schedule }) => schedule || '–'),
      column('last run', ({ lastRun }) => (lastRun === undefined ? '–' : formatTime(lastRun, 'hour'))),
      column('ended', ({ ended }) => ended ?? '–'),
      column('behind', ({ behind }) => (behind === undefined ? '–' : formatMinutes(behind)), 'right'),
      column('posts 24 h', ({ posts24h }) => formatNumber(posts24h), 'right'),
      column('gaps, 90 days', describeGaps, 'right'),
    ],
    options,
  );
  const notes = rows.flatMap((row) => [
    ...(row.problem ? [`${row.source}: ${row.problem}${row.advice ? ` ${row.advice}` : ''}`] : []),
    ...(row.requestsMonth > 0 || row.budget ? [`${row.source}: cost: ${describeCost(row)}`] : []),
    `${row.source}: terms: ${row.terms}`,
  ]);
  return `${[heading, table, '', ...notes.map(onOneLine)].join('\n')}\n`;
}

function describeCost({ requestsToday, requestsMonth, usdMonth, budget }: SourceRow): string {
  const asked = `${formatNumber(requestsToday)} requests today, ${formatNumber(requestsMonth)} this month`;
  const paid = usdMonth > 0 ? `, ${usdMonth.toFixed(2)} USD this month` : '';
  return `${asked}${paid}${budget ? `; budget: ${budget}` : ''}`;
}

function describeGaps({ gaps, longestGap }: SourceRow): string {
  return gaps === 0 ? 'none' : `${formatNumber(gaps)}, longest ${formatMinutes(longestGap * 60)}`;
}
