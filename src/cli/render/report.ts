// A measuring report for reading: its figures with their intervals, a row per class, and what was taken for what.
import type { Report } from '../../evaluate/tasks.ts';
import { formatInterval, formatNumber } from './number.ts';
import { type Column, renderTable, type TableOptions } from './table.ts';

const minus = '−';
const share = (value: number) => `${(100 * value).toFixed(1)}%`.replace('-', minus);
const points = (value: number) =>
  Math.abs(value) < 0.0005 ? share(0) : `${value > 0 ? '+' : ''}${share(value)}`;
const decimals = (value: number) => value.toFixed(3);

const figures: [keyof Report, string, (value: number) => string][] = [
  ['n', 'rows', formatNumber],
  ['opinions', 'opinions', formatNumber],
  ['accuracy', 'accuracy', share],
  ['macroRecall', 'macro recall', share],
  ['macroF1', 'macro F1', share],
  ['precision', 'precision', share],
  ['recall', 'recall', share],
  ['f1', 'F1', share],
  ['coverage', 'coverage at 90% precision', share],
  ['calibrationError', 'calibration error', decimals],
  ['quantificationError', 'largest error of a share', share],
  ['postsPerSecond', 'posts per second', (value) => formatNumber(Math.round(value))],
];

/** A matrix with more columns than this is not for reading. */
const mostLabels = 12;

/** Text that ends with a line break. */
export function renderReport(report: Report, options: TableOptions): string {
  const parts = [renderFigures(report, options)];
  const { perClass = {}, confusion = {} } = report;
  if (Object.keys(perClass).length > 0) parts.push(renderClasses(report, options));
  const labels = [...new Set(Object.values(confusion).flatMap((row) => Object.keys(row)))].sort();
  if (labels.length > 0 && labels.length <= mostLabels) parts.push(renderConfusion(report, labels, options));
  return `${parts.join('\n\n')}\n`;
}

function renderFigures(report: Report, options: TableOptions): string {
  const known = figures.filter(([name]) => typeof report[name] === 'number');
  const rows = known.map(([name, title, format]) => {
    const interval = report.intervals?.[name];
    return [
      title,
      format(report[name] as number),
      interval ? formatInterval(...interval, format) : '',
    ] as const;
  });
  const adjusted = report.quantification?.largest.adjusted;
  if (adjusted !== undefined) rows.splice(-1, 0, ['  after adjustment', share(adjusted), '']);
  return renderTable(
    [
      { title: report.task, align: 'left', cells: rows.map(([title]) => title) },
      { title: '', align: 'right', cells: rows.map(([, value]) => value) },
      { title: '95%', align: 'left', cells: rows.map(([, , interval]) => interval) },
    ],
    options,
  );
}

function renderClasses({ perClass = {}, quantification }: Report, options: TableOptions): string {
  const classes = Object.entries(perClass);
  const column = (title: string, value: (entry: (typeof classes)[number]) => string): Column => ({
    title,
    align: 'right',
    cells: classes.map(value),
  });
  const columns = [
    { title: 'class', align: 'left', cells: classes.map(([name]) => name) } as const,
    column('rows', ([, { n }]) => formatNumber(n)),
    column('precision', ([, { precision }]) => share(precision)),
    column('recall', ([, { recall }]) => share(recall)),
    column('F1', ([, { f1 }]) => share(f1)),
    column('F1 95%', ([, { intervals }]) => formatInterval(...intervals.f1, share)),
    column('share off', ([, { quantificationError }]) => points(quantificationError)),
  ];
  if (quantification)
    columns.push(column('adjusted', ([name]) => `±${share(quantification.adjusted[name] ?? 0)}`));
  return renderTable(columns, options);
}

function renderConfusion({ confusion = {} }: Report, labels: string[], options: TableOptions): string {
  const rows = Object.entries(confusion);
  return renderTable(
    [
      { title: 'in the file ↓ said →', align: 'left', cells: rows.map(([name]) => name) },
      ...labels.map(
        (label): Column => ({
          title: label,
          align: 'right',
          cells: rows.map(([, row]) => (row[label] === undefined ? '·' : formatNumber(row[label]))),
        }),
      ),
    ],
    options,
  );
}
