// What a project did: before, after, and what other topics say would have been; then the weeks as two shapes.
import { formatDifference, formatInterval, formatNumber, formatSigned } from './number.ts';
import { sparkline } from './sparkline.ts';
import { type Column, renderTable, type TableOptions } from './table.ts';

/** As the row of src/store/queries/impact.ts. */
export interface ImpactRow {
  metric: 'volume' | 'sentiment';
  before: number | null;
  after: number | null;
  expected: number | null;
  effect: number | null;
  low?: number;
  high?: number;
  p: number | null;
  isMoreThanChance: boolean | null;
  placebos: number;
  control: { topic: string; weight: number }[];
  series: { time: string; value: number | null; expected: number | null }[];
}

const none = '–';
const names = { volume: 'posts a week', sentiment: 'net sentiment' };

const formatOf = ({ metric }: ImpactRow) =>
  metric === 'sentiment' ? formatSigned : (value: number) => formatNumber(Math.round(value * 10) / 10);

const shown = (row: ImpactRow, value: number | null) => (value === null ? none : formatOf(row)(value));

function effect(row: ImpactRow): string {
  if (row.effect === null) return none;
  const { low, high } = row;
  const format = row.metric === 'sentiment' ? formatSigned : formatDifference;
  const interval = low === undefined || high === undefined ? '' : ` ${formatInterval(low, high, format)}`;
  return `${format(row.effect)}${interval}${row.isMoreThanChance === true ? '*' : ''}`;
}

/** The scale of both shapes must be one, or they could not be compared. */
function shapes(row: ImpactRow, width: number): string[] {
  const values = row.series.map(({ value }) => value);
  const expected = row.series.map((week) => week.expected);
  const both = sparkline([...values, ...expected], 2 * values.length);
  const [first, second] = [[...both].slice(0, values.length), [...both].slice(values.length)];
  if (values.length > width) return [];
  const mixture = row.control.map(({ topic, weight }) => `${topic} ${Math.round(weight * 100)}%`).join(', ');
  return [
    `${names[row.metric].padEnd(14)} ${first.join('')}`,
    `${'without it'.padEnd(14)} ${second.join('')}  ${mixture}`,
    '',
  ];
}

export function renderImpact(rows: readonly ImpactRow[], options: TableOptions): string {
  const right = (title: string, cell: (row: ImpactRow) => string): Column => ({
    ...{ title, align: 'right' },
    cells: rows.map(cell),
  });
  const columns: Column[] = [
    { title: '', align: 'left', cells: rows.map(({ metric }) => names[metric]) },
    right('before', (row) => shown(row, row.before)),
    right('after', (row) => shown(row, row.after)),
    right('without it', (row) => shown(row, row.expected)),
    right('effect', effect),
    right('p', ({ p }) => (p === null ? none : p.toFixed(2))),
    right('placebos', ({ placebos }) => formatNumber(placebos)),
  ];
  const legend = [
    'without it: a mixture of other topics that followed these posts best before',
    '* of all topics, this one among them, at most 1 in 20 moved as far from its mixture',
  ];
  const told = rows.filter(({ effect: known }) => known !== null);
  const weeks = told.flatMap((row) => shapes(row, options.width - 16));
  return [renderTable(columns, options), '', ...weeks, ...legend].join('\n');
}
