// What an audit of relevance reads and writes: samples of each decision, how many there are, and people's labels.
import { z } from 'zod';
import { type Decision, decisions, type Strata } from '../audit/relevance.ts';
import { dayOf } from './city-time.ts';
import type { Store } from './client.ts';
import type { Params } from './lane.ts';
import { sqlFiles } from './sql-files.ts';
import { createTableVersions, sqlTime } from './table-versions.ts';
import { findDeleted, keyText } from './tombstones.ts';

export interface AuditCity {
  id: string;
  timezone: string;
}

export interface AuditPeriod {
  fromMs: number;
  toMs: number;
}

const sampled = z.object({
  source: z.string(),
  id: z.string(),
  at: z.number(),
  title: z.string(),
  text: z.string(),
  parent_text: z.string(),
  thread_title: z.string(),
  decision: z.enum(decisions),
  score: z.number(),
  reason: z.string(),
});
export type SampledPost = z.output<typeof sampled>;

export interface RelevanceLabel {
  source: string;
  id: string;
  /** does it speak of this city? */
  relevant: boolean;
}

const stratum = z.object({
  decision: z.string(),
  size: z.number(),
  labelled: z.number(),
  relevant: z.number(),
});
const located = z.object({ source: z.string(), id: z.string(), at: z.number(), decision: z.string() });

const readSql = sqlFiles(import.meta.url, 'queries/');

function paramsOf({ id, timezone }: AuditCity, { fromMs, toMs }: AuditPeriod): Params {
  // A label's day is that of its post: the last day counts whole.
  const [fromDay, toDay] = [dayOf(timezone, fromMs), dayOf(timezone, toMs + 86_399_999)];
  return { city: id, from: fromMs, to: toMs, fromDay, toDay };
}

/** Up to `limit` posts of each decision, drawn by chance, that nobody has labelled yet. */
export async function sampleDecisions(
  store: Store,
  city: AuditCity,
  period: AuditPeriod,
  limit: number,
): Promise<SampledPost[]> {
  const params = { ...paramsOf(city, period), limit };
  const found: SampledPost[] = [];
  for (const decision of decisions) {
    const sql = await readSql(decision === 'drop' ? 'relevance-dropped' : 'relevance-posts');
    found.push(...(await store.pages.rows(sampled, sql, { ...params, decision })));
  }
  return found;
}

export async function readStrata(store: Store, city: AuditCity, period: AuditPeriod): Promise<Strata> {
  const rows = await store.pages.rows(stratum, await readSql('relevance-strata'), paramsOf(city, period));
  const of = (decision: Decision) => {
    const { size = 0, labelled = 0, relevant = 0 } = rows.find((row) => row.decision === decision) ?? {};
    return { size, labelled, relevant };
  };
  return { keep: of('keep'), unsure: of('unsure'), drop: of('drop') };
}

/** What the program decided of posts, where it still knows. */
async function locate(store: Store, city: AuditCity, labels: readonly RelevanceLabel[]) {
  const sql = `SELECT source, id, toUnixTimestamp64Milli(created_at) AS at, toString(relevance) AS decision FROM posts FINAL
    WHERE city = {city:String} AND source IN {sources:Array(String)} AND id IN {ids:Array(String)}
    UNION ALL
    SELECT source, id, toUnixTimestamp64Milli(created_at) AS at, 'drop' AS decision FROM relevance_sample FINAL
    WHERE city = {city:String} AND source IN {sources:Array(String)} AND id IN {ids:Array(String)}`;
  const sources = [...new Set(labels.map(({ source }) => source))];
  const ids = [...new Set(labels.map(({ id }) => id))];
  const rows = await store.pages.rows(located, sql, { city: city.id, sources, ids });
  return new Map(rows.map((row) => [`${row.source}\n${row.id}`, row]));
}

const columns = ['city', 'source', 'id', 'day', 'decision', 'relevant', 'labelled_at', 'version'];

/**
 * Stores labels; the last one of a post counts. Returns those of posts that are not (or no longer) known, which are left out.
 * Throws TransientError.
 */
export async function putLabels(
  store: Store,
  city: AuditCity,
  labels: readonly RelevanceLabel[],
): Promise<RelevanceLabel[]> {
  if (labels.length === 0) return [];
  const known = await locate(store, city, labels);
  const deleted = await findDeleted(
    store.pages,
    labels.map(({ source, id }) => ({ city: city.id, source, id })),
  );
  const isKnown = ({ source, id }: RelevanceLabel) =>
    known.has(`${source}\n${id}`) && !deleted.has(keyText({ city: city.id, source, id }));
  const version = await createTableVersions(store.writer, 'state_relevance_label')();
  const now = sqlTime(new Date().toISOString());
  const lines = labels.filter(isKnown).map(({ source, id, relevant }) => {
    const { at, decision } = known.get(`${source}\n${id}`)!;
    const day = dayOf(city.timezone, at);
    return JSON.stringify([city.id, source, id, day, decision, relevant ? 1 : 0, now, version]);
  });
  await store.writer.insert('state_relevance_label', columns, lines);
  return labels.filter((label) => !isKnown(label));
}
