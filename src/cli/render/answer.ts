// An answer of the store as a person or another program at a terminal wants it.

import { renderCsv } from '../../files/csv.ts';
import { renderParquet } from '../../files/parquet.ts';
import { escapeJson } from '../../files/safe-text.ts';
import { allowedUse, leavingId } from '../../terms.ts';
import { type FiguresRow, groupOf, renderFigures, renderSummary } from './figures.ts';
import { renderFrame } from './frame.ts';
import { type ImpactRow, renderImpact } from './impact.ts';
import { type PostLine, renderPosts } from './posts.ts';
import { renderRecords } from './records.ts';
import { renderSeries, type SeriesRow } from './series.ts';
import type { TableOptions } from './table.ts';
import { renderTrends, type TrendLine } from './trends.ts';

export const formats = ['table', 'json', 'csv', 'parquet'] as const;
export type Format = (typeof formats)[number];
export type TextFormat = Exclude<Format, 'parquet'>;

/** What any query answers; see src/store/queries. */
export interface RenderableAnswer {
  query: object;
  rows: readonly object[];
  previous?: readonly object[] | undefined;
  coverage: readonly object[];
  basis: string;
  next?: string | undefined;
}

/** As text, or as the bytes of a file. */
export async function renderAnswerAs(
  answer: RenderableAnswer,
  format: Format,
  options: TableOptions,
): Promise<string | Buffer> {
  if (format === 'parquet') return renderParquet(fileRows(answer));
  return renderAnswer(answer, format, options);
}

/**
 * Text that ends with a line break. `json` is the API's answer; `csv` its rows; `table` is for reading, so its
 * columns may change.
 */
export function renderAnswer(answer: RenderableAnswer, format: TextFormat, options: TableOptions): string {
  if (format === 'json') return `${escapeJson(JSON.stringify(answer, null, 2))}\n`;
  if (format === 'csv') return renderCsv(fileRows(answer));
  return renderFrame(answer, renderRows(answer, answer.rows.map(withoutLink), options), options);
}

/** A link may hold the account of who wrote (Mastodon, Bluesky): it opens the original, and is never printed or exported. */
function withoutLink(row: object): Record<string, unknown> {
  const { url: _, ...rest } = row as Record<string, unknown>;
  return rest;
}

/** Rows of a file that leaves. */
const fileRows = (answer: RenderableAnswer) =>
  labelled(answer, answer.rows.map(withoutLink).flatMap(leaving));

/** Where words stand in a row of a post. */
const words = ['title', 'text', 'parentText', 'threadTitle'] as const;

/** A file of results leaves the installation: of a source that lets no text go it keeps ids and figures. */
function leaving(row: Record<string, unknown>): Record<string, unknown>[] {
  const { source, id } = row;
  if (typeof source !== 'string' || row.text === undefined) return [row];
  const named = typeof id === 'string' ? { ...row, id: leavingId(source, id) } : row;
  const use = allowedUse(source, 'export');
  if (use === 'full') return [named];
  const silent = words.filter((name) => row[name] !== undefined).map((name) => [name, '']);
  return use === 'none' ? [] : [{ ...named, ...Object.fromEntries(silent) }];
}

/** A file that leaves says in every row that nothing in it is real. */
function labelled({ query }: RenderableAnswer, rows: Record<string, unknown>[]) {
  const isSample = (query as { sample?: unknown }).sample === true;
  return isSample ? rows.map((row) => ({ ...row, note: 'sample data' })) : rows;
}

/** Of the coverage ledger: what was asked for and how it ended, without when the run itself took place. */
const ledgerFields = [
  'source',
  'channel',
  'how',
  'from',
  'to',
  'ended',
  'reason',
  'read',
  'enqueued',
  'skipped',
  'dead',
];

function renderRows(
  answer: RenderableAnswer,
  rows: Record<string, unknown>[],
  options: TableOptions,
): string {
  const first = rows[0];
  if (first === undefined) return 'Nothing in this period.';
  if ('time' in first && 'value' in first) {
    const previous = (answer.previous ?? []) as readonly SeriesRow[];
    return renderSeries(rows as unknown as SeriesRow[], previous, answer.query, options);
  }
  if ('usual' in first) return renderTrends(rows as unknown as TrendLine[], options);
  if ('volume' in first && 'sentiment' in first) {
    const figures = rows as unknown as FiguresRow[];
    if (groupOf(figures[0])) return renderFigures(figures, options);
    return renderSummary(figures[0]!, options, 'vs' in answer.query ? 'the other side' : undefined);
  }
  if ('control' in first && 'placebos' in first) return renderImpact(rows as unknown as ImpactRow[], options);
  if ('text' in first && 'topics' in first) return renderPosts(rows as unknown as PostLine[], options);
  if ('ended' in first) return renderRecords(rows, options, ledgerFields);
  return renderRecords(rows, options);
}
