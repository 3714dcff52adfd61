// A figure over time: its shape at a glance, then every bucket; or, split by something, one shape per group.
import {
  formatChange,
  formatInterval,
  formatNumber,
  formatShare,
  formatSigned,
  formatTime,
} from './number.ts';
import { sparkline } from './sparkline.ts';
import { type Column, renderTable, type TableOptions } from './table.ts';

/** As the row of src/store/queries/series.ts. */
export interface SeriesRow {
  time: string;
  value: number | null;
  n: number;
  low?: number;
  high?: number;
  topic?: string;
  place?: string;
  source?: string;
  sentiment?: string;
}

const none = '–';

const groupOf = (row: SeriesRow): string | undefined => row.topic ?? row.place ?? row.source ?? row.sentiment;

function formatOf(query: object): (value: number) => string {
  const { metric } = query as { metric?: string };
  if (metric === 'sentiment') return formatSigned;
  return metric === 'share' ? formatShare : formatNumber;
}

export function renderSeries(
  rows: readonly SeriesRow[],
  previous: readonly SeriesRow[],
  query: object,
  options: TableOptions,
): string {
  const isSplit = rows.some((row) => groupOf(row) !== undefined);
  return isSplit
    ? renderGroups(rows, previous, query, options)
    : renderBuckets(rows, previous, query, options);
}

function renderBuckets(
  rows: readonly SeriesRow[],
  previous: readonly SeriesRow[],
  query: object,
  options: TableOptions,
): string {
  const format = formatOf(query);
  const { interval, metric = 'value' } = query as { interval?: string; metric?: string };
  const shown = (row: SeriesRow | undefined) =>
    row?.value === null || row?.value === undefined ? none : format(row.value);
  // buckets of unequal months may not pair up: then nothing is compared
  const before = previous.length === rows.length ? previous : [];
  const right = (title: string, cells: string[]): Column => ({ title, align: 'right', cells });
  const hasInterval = rows.some((row) => row.low !== undefined);
  const columns: Column[] = [
    { title: interval ?? 'time', align: 'left', cells: rows.map((row) => formatTime(row.time, interval)) },
    right(metric, rows.map(shown)),
    ...(hasInterval
      ? [
          right(
            '95% interval',
            rows.map((row) => intervalOf(row, format)),
          ),
        ]
      : []),
    ...(metric === 'volume'
      ? []
      : [
          right(
            'n',
            rows.map((row) => formatNumber(row.n)),
          ),
        ]),
    ...(before.length > 0
      ? [
          right('before', before.map(shown)),
          right(
            'change',
            rows.map((row, index) => changeOf(row, before[index], query)),
          ),
        ]
      : []),
  ];
  const shape = sparkline(
    rows.map((row) => row.value),
    Math.min(options.width, 100),
  );
  return `${shape}\n\n${renderTable(columns, options)}`;
}

function intervalOf({ low, high }: SeriesRow, format: (value: number) => string): string {
  return low === undefined || high === undefined ? none : formatInterval(low, high, format);
}

function changeOf(row: SeriesRow, before: SeriesRow | undefined, query: object): string {
  if (row.value === null || before?.value === null || before === undefined) return none;
  const { metric } = query as { metric?: string };
  if (metric === 'sentiment') return formatSigned(row.value - before.value);
  return formatChange(row.value, before.value);
}

/** Groups in the order of the answer, which is by size. */
function renderGroups(
  rows: readonly SeriesRow[],
  previous: readonly SeriesRow[],
  query: object,
  options: TableOptions,
): string {
  const format = formatOf(query);
  const groups = [...new Set(rows.map((row) => groupOf(row) ?? ''))];
  const { by = 'group', metric = 'value' } = query as { by?: string; metric?: string };
  const width = Math.max(10, Math.min(60, options.width - 60));
  const lines = groups.map((group) => {
    const own = rows.filter((row) => groupOf(row) === group);
    const posts = total(own);
    const before = total(previous.filter((row) => groupOf(row) === group));
    const last = own.at(-1)?.value;
    return {
      group,
      shape: sparkline(
        own.map((row) => row.value),
        width,
      ),
      last: last === null || last === undefined ? none : format(last),
      posts: formatNumber(posts),
      change: previous.length === 0 ? none : formatChange(posts, before),
    };
  });
  const columns: Column[] = [
    { title: by, align: 'left', cells: lines.map((line) => line.group) },
    { title: metric, align: 'left', cells: lines.map((line) => line.shape) },
    { title: 'last', align: 'right', cells: lines.map((line) => line.last) },
    // `n` of a share is the whole of which it is a part: the sum would say nothing about the group
    ...(metric === 'share'
      ? []
      : [
          { title: 'posts', align: 'right' as const, cells: lines.map((line) => line.posts) },
          { title: 'change', align: 'right' as const, cells: lines.map((line) => line.change) },
        ]),
  ];
  return renderTable(columns, options);
}

const total = (rows: readonly SeriesRow[]): number => rows.reduce((sum, row) => sum + row.n, 0);
