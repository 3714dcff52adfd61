// What the sums know of terms that are to be told: how often they were said, and the posts that carry them.
import { z } from 'zod';
import type { Store } from '../client.ts';
import { sqlFiles } from '../sql-files.ts';
import type { Days } from '../sums/parts.ts';
import type { QueryCity } from './define.ts';

/** What is looked for: `sources` empty is all of them but those left out, topic '' any. The days hold from `fromMs` to `toMs`. */
export interface SaidScope extends Days {
  fromMs: number;
  toMs: number;
  topic: string;
  sources: readonly string[];
  leftOut: readonly string[];
}

const saidRow = z.object({
  /** days since 1970 */
  day_number: z.number(),
  source: z.string(),
  says: z.number(),
  knows_carriers: z.number(),
  /** a term, posts that say it and none a copy of another, copies of these, and how many of the posts machines and officials wrote */
  said: z.array(z.tuple([z.string(), z.number(), z.number(), z.number(), z.number()])),
  /** a term, and the reactions, the time in ms and the id of a post that says it */
  carried: z.array(z.tuple([z.string(), z.number(), z.number(), z.string()])),
  /** seconds since 1970 */
  until: z.number(),
});
type SaidRow = z.output<typeof saidRow>;

/** How some terms were said, of a day and source each. */
export type SaidRows = readonly SaidRow[];

const readSql = sqlFiles(import.meta.url, 'trends-');

/** The answer is kept as long as the sums are the same: whoever asks for the same gets the same, in one reading. */
export async function readSaid(
  store: Store,
  city: QueryCity,
  terms: readonly string[],
  { fromDay, toDay, topic, sources, leftOut }: SaidScope,
): Promise<SaidRows> {
  const params = { city: city.id, terms, fromDay, toDay, topic, sources, leftOut };
  return store.sums.rows(saidRow, await readSql('said'), params);
}

/** Counts of a term over all rows. */
export interface SaidCounts {
  said: number;
  copies: number;
  automated: number;
  official: number;
  bySource: Map<string, number>;
}

/** Counts by term. */
export function countSaid(rows: SaidRows): Map<string, SaidCounts> {
  const counts = new Map<string, SaidCounts>();
  for (const { source, said } of rows)
    for (const [term, posts, copies, automated, official] of said) {
      const own = counts.get(term) ?? { said: 0, copies: 0, automated: 0, official: 0, bySource: new Map() };
      counts.set(term, own);
      own.said += posts;
      own.copies += copies;
      own.automated += automated;
      own.official += official;
      own.bySource.set(source, (own.bySource.get(source) ?? 0) + posts);
    }
  return counts;
}

/** A post that carries a term. */
export interface Carrier {
  term: string;
  source: string;
  id: string;
  /** when it was made, ms */
  at: number;
  /** when it leaves the store, seconds since 1970 */
  until: number;
}

/**
 * Of each term the posts that carry it, those with most reactions first, `most` of them. None where a day was summed before these were kept, or one of
 * them has run out by `nowMs`: what comes after it is not known.
 */
export function carriersIn(rows: SaidRows, most: number, nowMs: number): Carrier[] {
  const knowing = new Set(rows.filter((row) => row.knows_carriers).map((row) => row.day_number));
  const isWhole = rows.every(
    ({ day_number, says, until }) => (!says || knowing.has(day_number)) && until > nowMs / 1_000,
  );
  if (!isWhole) return [];
  const byTerm = new Map<string, (Carrier & { reactions: number })[]>();
  for (const { source, carried, until } of rows)
    for (const [term, reactions, at, id] of carried)
      byTerm.set(term, [...(byTerm.get(term) ?? []), { term, source, id, at, until, reactions }]);
  return [...byTerm.values()].flatMap((own) => own.sort(byReactions).slice(0, most));
}

type Ranked = Carrier & { reactions: number };

const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));
const byReactions = (a: Ranked, b: Ranked) =>
  b.reactions - a.reactions || a.at - b.at || byText(a.source, b.source) || byText(a.id, b.id);
