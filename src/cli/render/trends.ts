// Rows of trends: one table for each kind, the usual beside the volume, and what a rise is made of.
import { formatInterval, formatNumber, formatShare } from './number.ts';
import { type Column, renderTable, type TableOptions } from './table.ts';

/** As `trendRow` of src/store/queries/trend-row.ts. */
export interface TrendLine {
  kind: string;
  topic?: string;
  label?: string;
  place?: string;
  name?: string;
  term?: string;
  volume: number;
  usual: number;
  low: number;
  high: number;
  ratio: number | null;
  isMoreThanChance: boolean;
  voices: number;
  rise: { automated: number | null; copied: number | null; official: number | null };
  sources: readonly { source: string; volume: number }[];
}

const titles: Readonly<Record<string, string>> = {
  topic: 'topic',
  place: 'place',
  cell: 'topic in place',
  term: 'word',
};
const none = '–';
const legend =
  '* more than chance; of all that are marked so, 1 in 20 is not. Usual: of the eight weeks before, with the range of 95 in 100.';

const wholeOrTenth = (value: number) => formatNumber(Math.round(value * 10) / 10);

function nameOf({ kind, topic, label = topic, place, name = place, term }: TrendLine): string {
  if (kind === 'cell') return `${label} · ${name}`;
  return (kind === 'term' ? term : kind === 'place' ? name : label) ?? '';
}

function madeOf({ rise }: TrendLine): string {
  const parts = Object.entries(rise).filter(([, share]) => share !== null && share >= 0.005);
  return parts.map(([name, share]) => `${formatShare(share!)} ${name}`).join(', ') || none;
}

function renderKind(lines: readonly TrendLine[], options: TableOptions): string {
  const column = (title: string, align: Column['align'], cell: (line: TrendLine) => string): Column => ({
    title,
    align,
    cells: lines.map(cell),
  });
  const columns = [
    column(titles[lines[0]!.kind] ?? '', 'left', nameOf),
    column(
      'posts ',
      'right',
      ({ volume, isMoreThanChance }) => formatNumber(volume) + (isMoreThanChance ? '*' : ' '),
    ),
    column(
      'usual',
      'right',
      ({ usual, low, high }) => `${wholeOrTenth(usual)} ${formatInterval(low, high, formatNumber)}`,
    ),
    column('times', 'right', ({ ratio }) => (ratio === null ? 'new' : wholeOrTenth(ratio))),
    column('voices', 'right', ({ voices }) => formatNumber(voices)),
    column('of the rise', 'left', madeOf),
    column('sources', 'left', ({ sources }) => sources.map(({ source }) => source).join(', ')),
  ];
  return renderTable(columns, options);
}

/** One table per kind, in the order of the rows. */
export function renderTrends(lines: readonly TrendLine[], options: TableOptions): string {
  const kinds = [...new Set(lines.map(({ kind }) => kind))];
  const tables = kinds.map((kind) =>
    renderKind(
      lines.filter((line) => line.kind === kind),
      options,
    ),
  );
  return `${tables.join('\n\n')}\n\n${legend}`;
}
