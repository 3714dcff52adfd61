// All posts that pass a filter, page by page in the order in which they lie. A page is what stands between two keys, so the memory
// that it takes does not depend on how many there are.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Store } from '../client.ts';
import type { QueryCity } from './define.ts';
import type { Filter } from './filter.ts';
import type { Period } from './period.ts';
import { filterValues } from './posts.ts';
import { withSearch } from './search/condition.ts';

/** Stored versions between the keys of a page: docs/exporting.md has what that takes of memory. */
const usualPageRows = 5_000;

const texts = z.array(z.string());

export const exportedPost = z.object({
  at: z.number(),
  source: z.string(),
  id: z.string(),
  channel: z.string(),
  kind: z.string(),
  collected: z.number(),
  title: z.string(),
  text: z.string(),
  parent_id: z.string(),
  parent_text: z.string(),
  thread_id: z.string(),
  thread_title: z.string(),
  official: z.number(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  likes: z.number(),
  replies: z.number(),
  shares: z.number(),
  views: z.number(),
  service_code: z.string(),
  service_name: z.string(),
  service_status: z.string(),
  service_closed: z.number().nullable(),
  relevance: z.string(),
  lang: z.string(),
  sentiment: z.string(),
  score: z.number(),
  topics: texts,
  topic_sentiments: texts,
  intent: z.string(),
  stance: z.string(),
  places: texts,
  neighbourhood: z.string(),
  flags: texts,
  enricher_version: z.string(),
});
/** `cluster` is empty unless it copies an earlier post; `flags` hold what is settled too. */
export type ExportedPost = z.output<typeof exportedPost> & { cluster: string };

const key = z.object({ at: z.number(), source: z.string(), id: z.string() });
type Key = z.output<typeof key>;
const settledRow = key.extend({ cluster: z.string(), flags: texts });

const readSql = (name: string) => readFile(new URL(`./${name}.sql`, import.meta.url), 'utf8');
const keyText = ({ at, source, id }: Key) => `${at}\n${source}\n${id}`;

/** Pages of posts, the oldest first; a page may be empty. On the jobs' connection, so that nobody waits for it. */
export async function* readExport(
  store: Store,
  city: Pick<QueryCity, 'id'>,
  filter: Filter,
  period: Pick<Period, 'fromMs' | 'toMs'>,
  pageRows = usualPageRows,
): AsyncGenerator<ExportedPost[]> {
  const [boundarySql, file, settledSql] = await Promise.all(
    ['export-boundary', 'export-page', 'export-settled'].map(readSql),
  );
  const pageSql = withSearch(file!, filter.search);
  // Nothing sorts below the empty source.
  let after: Key = { at: period.fromMs, source: '', id: '' };
  for (;;) {
    const from = { city: city.id, afterAt: after.at, afterSource: after.source, afterId: after.id };
    const [next] = await store.jobs.rows(key, boundarySql!, { ...from, to: period.toMs, rows: pageRows - 1 });
    const until: Key = next ?? { at: period.toMs, source: '', id: '' };
    const bounds = { ...from, untilAt: until.at };
    const rows = await store.jobs.rows(exportedPost, pageSql, {
      ...filterValues(filter),
      ...bounds,
      ...{ untilSource: until.source, untilId: until.id },
    });
    const settled = rows.length === 0 ? [] : await store.jobs.rows(settledRow, settledSql!, bounds);
    const byKey = new Map(settled.map((row) => [keyText(row), row]));
    yield rows.map((row) => {
      const { cluster = '', flags = [] } = byKey.get(keyText(row)) ?? {};
      return Object.assign(row, { cluster, flags: [...new Set([...row.flags, ...flags])] });
    });
    if (!next) return;
    after = next;
  }
}
