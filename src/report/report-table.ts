// A report as tables: what its spreadsheet, CSV and Parquet forms hold. Values keep their types.
import type { Rows } from './asking.ts';
import type { Sentence } from './sentence.ts';
import type { WeeklyReport } from './weekly-report.ts';

export type ColumnKind = 'text' | 'count' | 'share' | 'signed' | 'number' | 'truth' | 'day' | 'link';

export interface TableColumn {
  name: string;
  kind: ColumnKind;
}

export type TableValue = string | number | boolean | null;

export interface ReportTable {
  /** such as `topics` */
  name: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly TableValue[])[];
}

type Figures = Rows['summary'];

/** Name, kind, and where it stands in a row of figures. */
const figureColumns: readonly [
  name: string,
  kind: ColumnKind,
  of: (row: Figures) => TableValue | undefined,
][] = [
  ['posts', 'count', ({ volume }) => volume],
  ['posts before', 'count', ({ change }) => change?.volume.previous],
  ['change', 'share', ({ change }) => change?.volume.ratio],
  ['change p', 'number', ({ change }) => change?.volume.p],
  ['change more than chance', 'truth', ({ change }) => change?.volume.isMoreThanChance],
  ['voices', 'count', ({ voices }) => voices],
  ['voices before', 'count', ({ change }) => change?.voices.previous],
  ['share', 'share', ({ share }) => share],
  ['reach', 'count', ({ reach }) => reach],
  ['negative', 'count', ({ negative }) => negative],
  ['neutral', 'count', ({ neutral }) => neutral],
  ['positive', 'count', ({ positive }) => positive],
  ['net sentiment', 'signed', ({ sentiment }) => sentiment],
  ['n', 'count', ({ n }) => n],
  ['low 95%', 'signed', ({ low }) => low],
  ['high 95%', 'signed', ({ high }) => high],
  ['net sentiment before', 'signed', ({ change }) => change?.sentiment.previous],
  ['sentiment change p', 'number', ({ change }) => change?.sentiment.p],
  ['sentiment change more than chance', 'truth', ({ change }) => change?.sentiment.isMoreThanChance],
];

function figuresTable(
  name: string,
  keys: readonly string[],
  rows: readonly (readonly [keys: readonly string[], row: Figures])[],
): ReportTable {
  return {
    name,
    columns: [
      ...keys.map((key) => ({ name: key, kind: 'text' as const })),
      ...figureColumns.map(([column, kind]) => ({ name: column, kind })),
    ],
    rows: rows.map(([own, row]) => [...own, ...figureColumns.map(([, , of]) => of(row) ?? null)]),
  };
}

const text = (name: string): TableColumn => ({ name, kind: 'text' });

function seriesTable(name: string, rows: readonly Rows['series'][], kind: ColumnKind): ReportTable {
  return {
    name,
    columns: [
      { name: 'day', kind: 'day' },
      { name: kind === 'signed' ? 'net sentiment' : 'posts', kind },
      { name: 'n', kind: 'count' },
      { name: 'low 95%', kind: 'signed' },
      { name: 'high 95%', kind: 'signed' },
    ],
    rows: rows.map(({ time, value, n, low, high }) => [
      time.slice(0, 10),
      value,
      n,
      low ?? null,
      high ?? null,
    ]),
  };
}

function wordsTable({ words }: WeeklyReport): ReportTable {
  return {
    name: 'words',
    columns: [
      ...[text('word'), text('topic')],
      { name: 'posts', kind: 'count' },
      { name: 'usual', kind: 'number' },
      { name: 'p', kind: 'number' },
      { name: 'voices', kind: 'count' },
    ],
    rows: words.flatMap(({ rows }) =>
      rows.map(({ term, topic, volume, usual, p, voices }) => [
        term ?? '',
        topic ?? '',
        volume,
        usual,
        p,
        voices,
      ]),
    ),
  };
}

function sentencesTable({ brief, changes }: WeeklyReport): ReportTable {
  const of = (sentences: readonly Sentence[], part: string) =>
    sentences.flatMap((sentence) =>
      (sentence.facts.length === 0 ? [undefined] : sentence.facts).map((fact) => [
        part,
        sentence.text,
        fact?.number ?? null,
        fact === undefined ? '' : `/api/v1/${fact.query}?${new URLSearchParams(fact.params)}`,
        fact === undefined ? '' : [...Object.values(fact.row ?? {}), fact.field].join(' '),
      ]),
    );
  return {
    name: 'sentences',
    columns: [
      text('part'),
      text('sentence'),
      { name: 'number', kind: 'number' },
      text('question'),
      text('where'),
    ],
    rows: [...of(brief, 'in brief'), ...of(changes, 'changes')],
  };
}

function quotesTable({ quotes: { quotes, pointers } }: WeeklyReport): ReportTable {
  return {
    name: 'posts',
    columns: [
      text('topic'),
      text('time'),
      text('source'),
      text('id'),
      text('neighbourhood'),
      text('sentiment'),
      text('text'),
      { name: 'link', kind: 'link' },
    ],
    rows: [
      ...quotes.map((quote) => [
        quote.label,
        quote.time,
        quote.source,
        quote.id,
        quote.place ?? '',
        quote.sentiment,
        quote.text,
        quote.url ?? '',
      ]),
      ...pointers.map((post) => [post.label, post.time, post.source, post.id, '', '', '', post.url ?? '']),
    ],
  };
}

function gapsTable({ lacks, week }: WeeklyReport): ReportTable {
  const of = (name: string, list: WeeklyReport['lacks']['week']) =>
    list.map((lack) => [name, lack.name, lack.hours, lack.reasons.join(', ')]);
  return {
    name: 'gaps',
    columns: [text('week'), text('source'), { name: 'hours', kind: 'number' }, text('reason')],
    rows: [...of(week.from, lacks.week), ...of(week.previousFrom, lacks.before)],
  };
}

/** Tables without a row are left out, but for the posts: those of a report that is made again replace the ones before, whose posts may be gone. */
export function tablesOf(report: WeeklyReport): ReportTable[] {
  const { summary, topics, places, sources, daily, weekly } = report;
  return [
    figuresTable(
      'summary',
      ['week'],
      summary.rows.map((row) => [[report.week.name], row]),
    ),
    figuresTable(
      'topics',
      ['topic', 'label'],
      topics.rows.map((row) => [[row.topic, row.label], row]),
    ),
    figuresTable(
      'places',
      ['place', 'name'],
      places.rows.map((row) => [[row.place, row.name], row]),
    ),
    figuresTable(
      'sources',
      ['source'],
      sources.rows.map((row) => [[row.source ?? ''], row]),
    ),
    seriesTable('days', daily.answer.rows, 'count'),
    seriesTable('weeks', weekly.answer.rows, 'signed'),
    wordsTable(report),
    sentencesTable(report),
    quotesTable(report),
    gapsTable(report),
  ].filter(({ name, rows }) => rows.length > 0 || name === 'posts');
}
