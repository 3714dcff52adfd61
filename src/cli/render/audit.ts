// An audit of relevance: how many were kept, doubted and dropped, how right that was, and the posts to look at.
import { decisions, type Estimate, type RelevanceFigures, type Strata } from '../../audit/relevance.ts';
import { escapeJson } from '../../files/safe-text.ts';
import { formatNumber } from './number.ts';
import { renderRecords } from './records.ts';
import { renderTable, type TableOptions } from './table.ts';

export interface AuditRow {
  source: string;
  id: string;
  time: string;
  decision: string;
  score: number;
  reason: string;
  threadTitle?: string;
  parentText?: string;
  title?: string;
  text: string;
}

export interface AuditReport {
  query: { city: string; from: string; to: string };
  strata: Strata;
  figures: RelevanceFigures;
  rows: readonly AuditRow[];
}

const share = (value: number) => `${(100 * value).toFixed(1)}%`;
const names: [keyof RelevanceFigures, string][] = [
  ['precision', 'precision of what is kept'],
  ['recall', 'recall of what is kept'],
  ['recallStored', 'recall of what is stored (kept or unsure)'],
];

/** A line to label: whoever reads it writes true or false for null, and does not see what was decided. */
export function sampleLine({ source, id, time, threadTitle, parentText, title, text }: AuditRow): string {
  return escapeJson(
    JSON.stringify({ relevant: null, source, id, time, threadTitle, parentText, title, text }),
  );
}

/** Text that ends with a line break. */
export function renderAudit(report: AuditReport, format: 'table' | 'json', options: TableOptions): string {
  if (format === 'json') return `${escapeJson(JSON.stringify(report, null, 2))}\n`;
  const parts = [renderStrata(report.strata, options), renderFigures(report.figures, options)];
  if (report.rows.length > 0) {
    const fields = ['decision', 'score', 'reason', 'source', 'id', 'threadTitle', 'title', 'text'];
    parts.push(renderRecords(report.rows, options, fields));
  }
  return `${parts.join('\n\n')}\n`;
}

function renderStrata(strata: Strata, options: TableOptions): string {
  const column = (title: string, field: 'size' | 'labelled' | 'relevant') => ({
    title,
    align: 'right' as const,
    cells: decisions.map((decision) => formatNumber(strata[decision][field])),
  });
  const first = { title: 'decision', align: 'left' as const, cells: [...decisions] };
  const columns = [
    first,
    column('posts', 'size'),
    column('labelled', 'labelled'),
    column('about the city', 'relevant'),
  ];
  return renderTable(columns, options);
}

function renderFigures(figures: RelevanceFigures, options: TableOptions): string {
  const cells = (of: (estimate: Estimate) => string) => names.map(([name]) => of(figures[name]));
  return renderTable(
    [
      { title: 'relevance', align: 'left', cells: names.map(([, title]) => title) },
      {
        title: '',
        align: 'right',
        cells: cells(({ value }) => (value === null ? 'not known' : share(value))),
      },
      {
        title: '95%',
        align: 'left',
        cells: cells(({ low, high }) =>
          low === null || high === null ? '' : `${share(low)} to ${share(high)}`,
        ),
      },
    ],
    options,
  );
}
