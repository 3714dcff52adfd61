// Rows of figures (summary, topics, places): volume, voices and net sentiment, each with its change.
import { formatChange, formatInterval, formatNumber, formatShare, formatSigned } from './number.ts';
import { sparkline } from './sparkline.ts';
import { type Column, renderTable, type TableOptions } from './table.ts';

export interface Change {
  previous: number | null;
  difference: number | null;
  isMoreThanChance: boolean | null;
}

/** As `figuresShape` of src/store/queries/figures.ts, with the name of its group. */
export interface FiguresRow {
  label?: string;
  name?: string;
  topic?: string;
  place?: string;
  source?: string;
  intent?: string;
  perThousand?: number;
  volume: number;
  voices: number;
  reach: number;
  negative: number;
  neutral: number;
  positive: number;
  sentiment: number | null;
  n: number;
  low?: number;
  high?: number;
  share: number | null;
  trend?: number[];
  change?: { volume: Change; voices: Change; sentiment: Change };
}

const none = '–';
const legend = '* more than chance would do in 1 of 20 periods';
const tableLegend = '* more than chance; of all that are marked so, 1 in 20 is not';

/** The star says that chance alone would hardly do as much. */
const star = (change: Change | undefined): string => (change?.isMoreThanChance === true ? '*' : ' ');

function countChange(now: number, change: Change | undefined): string {
  if (change?.difference === null || change?.difference === undefined) return `${none} `;
  // What as long a time would have brought before.
  return `${formatChange(now, now - change.difference)}${star(change)}`;
}

function sentimentChange(change: Change | undefined): string {
  if (change?.difference === null || change?.difference === undefined) return `${none} `;
  return `${formatSigned(change.difference)}${star(change)}`;
}

function sentiment({ sentiment: value, low, high, n }: FiguresRow): string {
  if (value === null) return `too few (${formatNumber(n)})`;
  if (low === undefined || high === undefined) return formatSigned(value);
  return `${formatSigned(value)} ${formatInterval(low, high, formatSigned)}`;
}

const groups = ['topic', 'place', 'source', 'intent'] as const;

/** What the rows are about; undefined for the whole city. */
export const groupOf = (row: FiguresRow | undefined) => groups.find((name) => row?.[name] !== undefined);

/** One line per topic, place, source or intent. */
export function renderFigures(rows: readonly FiguresRow[], options: TableOptions): string {
  const right = (title: string, cell: (row: FiguresRow) => string): Column => ({
    title,
    align: 'right',
    cells: rows.map(cell),
  });
  const group = groupOf(rows[0]);
  const columns: Column[] = [
    {
      title: group ?? '',
      align: 'left',
      cells: rows.map((row) => row.label ?? row.name ?? (group ? (row[group] ?? '') : '')),
    },
    right('posts', (row) => formatNumber(row.volume)),
    right('change ', (row) => countChange(row.volume, row.change?.volume)),
    right('voices', (row) => formatNumber(row.voices)),
    right('share', (row) => (row.share === null ? none : formatShare(row.share))),
    ...(rows.some((row) => row.perThousand !== undefined)
      ? [right('per 1,000', (row) => (row.perThousand === undefined ? none : formatNumber(row.perThousand)))]
      : []),
    ...(options.width >= 110 && rows.some(({ trend }) => trend !== undefined)
      ? [right('trend', ({ trend = [] }) => sparkline(trend, 16))]
      : []),
    right('net sentiment', sentiment),
    right('change ', (row) => sentimentChange(row.change?.sentiment)),
    right('n', (row) => formatNumber(row.n)),
  ];
  return `${renderTable(columns, options)}\n\n${tableLegend}`;
}

/** One period: one line per figure, because there is room to say what each is. */
export function renderSummary(row: FiguresRow, options: TableOptions, other = 'the one before'): string {
  const { change } = row;
  const before = (figure: Change | undefined, format: (value: number) => string) =>
    figure?.previous === null || figure?.previous === undefined ? none : format(figure.previous);
  const of = (count: number) => (row.n === 0 ? none : formatShare(count / row.n));
  const lines: [figure: string, now: string, before: string, change: string][] = [
    [
      'posts',
      formatNumber(row.volume),
      before(change?.volume, formatNumber),
      countChange(row.volume, change?.volume),
    ],
    ...(row.perThousand === undefined
      ? []
      : [
          ['  per 1,000 residents', formatNumber(row.perThousand), '', ''] as [
            string,
            string,
            string,
            string,
          ],
        ]),
    [
      'voices',
      formatNumber(row.voices),
      before(change?.voices, formatNumber),
      countChange(row.voices, change?.voices),
    ],
    ['reach', formatNumber(row.reach), '', ''],
    [
      'net sentiment',
      sentiment(row),
      before(change?.sentiment, formatSigned),
      sentimentChange(change?.sentiment),
    ],
    ['  rests on', `${formatNumber(row.n)} posts`, '', ''],
    ['  negative', `${formatNumber(row.negative)} (${of(row.negative)})`, '', ''],
    ['  neutral', `${formatNumber(row.neutral)} (${of(row.neutral)})`, '', ''],
    ['  positive', `${formatNumber(row.positive)} (${of(row.positive)})`, '', ''],
  ];
  const column = (title: string, index: 0 | 1 | 2 | 3): Column => ({
    title,
    align: index === 0 ? 'left' : 'right',
    cells: lines.map((line) => line[index]),
  });
  const columns = [column('', 0), column('this period', 1), column(other, 2), column('change ', 3)];
  return `${renderTable(columns, options)}\n\n${legend}`;
}
