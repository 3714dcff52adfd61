// A measuring report for reading: its figures, then a row per class.
import type { Report } from '../../evaluate/tasks.ts';
import { formatNumber } from './number.ts';
import { renderTable, type TableOptions } from './table.ts';

const share = (value: number) => `${(100 * value).toFixed(1)}%`;

const figures: [keyof Report, string, (value: number) => string][] = [
  ['n', 'rows', formatNumber],
  ['accuracy', 'accuracy', share],
  ['macroRecall', 'macro recall', share],
  ['macroF1', 'macro F1', share],
  ['precision', 'precision', share],
  ['recall', 'recall', share],
  ['f1', 'F1', share],
  ['calibrationError', 'calibration error', (value) => value.toFixed(3)],
  ['quantificationError', 'largest error of a share', share],
  ['postsPerSecond', 'posts per second', (value) => formatNumber(Math.round(value))],
];

/** Text that ends with a line break. */
export function renderReport(report: Report, options: TableOptions): string {
  const known = figures.filter(([name]) => typeof report[name] === 'number');
  const head = renderTable(
    [
      { title: report.task, align: 'left', cells: known.map(([, title]) => title) },
      { title: '', align: 'right', cells: known.map(([name, , format]) => format(report[name] as number)) },
    ],
    options,
  );
  const parts = [head];
  const classes = Object.entries(report.perClass ?? {});
  if (classes.length > 0) {
    const column = (title: string, value: (row: (typeof classes)[number][1]) => string) =>
      ({ title, align: 'right', cells: classes.map(([, row]) => value(row)) }) as const;
    const columns = [
      { title: 'class', align: 'left', cells: classes.map(([name]) => name) } as const,
      column('rows', ({ n }) => formatNumber(n)),
      column('precision', ({ precision }) => share(precision)),
      column('recall', ({ recall }) => share(recall)),
      column('F1', ({ f1 }) => share(f1)),
    ];
    parts.push(renderTable(columns, options));
  }
  const { count, first } = report.badLines;
  if (count > 0)
    parts.push(
      `${count} lines cannot be used; ${first.map(({ line, reason }) => `${line}: ${reason}`).join('; ')}`,
    );
  return `${parts.join('\n\n')}\n`;
}
