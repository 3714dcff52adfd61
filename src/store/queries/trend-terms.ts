// Terms that are said more than before, with posts that carry them.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import type { Params } from '../lane.ts';
import { believable } from './chance.ts';
import type { QueryCity } from './define.ts';
import { logOddsZ } from './log-odds.ts';
import { type TrendRow, topSources } from './trend-row.ts';
import { baselineWeeks, commonSpread, riseP, tempered, usualOf, usualRange } from './usual.ts';

const termRow = z.object({
  term: z.string(),
  now: z.number(),
  voice_count: z.number(),
  copies: z.number(),
  machine_posts: z.number(),
  city_posts: z.number(),
  /** week before (1 is the last) and posts; a week without any has none */
  before: z.array(z.tuple([z.number(), z.number()])),
  by_source: z.record(z.string(), z.number()),
  terms: z.number(),
});
/** `before`: of each of the weeks before, the last first. */
export type TermCounts = Omit<z.output<typeof termRow>, 'before'> & { before: number[] };

function toCounts(row: z.output<typeof termRow>): TermCounts {
  const before = Array.from({ length: baselineWeeks }, () => 0);
  for (const [stretch, posts] of row.before) before[stretch - 1] = posts;
  return { ...row, before };
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/**
 * Rows of terms above their usual, the largest z first. What is usual is the share of a term in all that was said before, of as much as is said now.
 * `all` counts the terms that are not in `terms` for want of voices too: they were looked at.
 */
export function risingTerms(terms: readonly TermCounts[], all: TermCounts): TrendRow[] {
  const total = { now: all.now, before: sum(all.before) };
  if (total.now === 0) return [];
  // Where nothing was said before that two voices had in common, all is new, and only time can be compared.
  const weeks = total.before === 0 ? baselineWeeks : total.before / total.now;
  const common = commonSpread(terms.map(({ before }) => before));
  const judged = terms.map(({ now, before }) => {
    const usual = { ...usualOf(before, common), mean: sum(tempered(before)) / weeks, weeks };
    return { usual, p: riseP(now, usual) };
  });
  const unseen = Array.from({ length: Math.max(0, all.terms - terms.length) }, () => 1);
  const believed = believable([...judged.map(({ p }) => p), ...unseen]);
  const rows = terms.flatMap((counts, index): TrendRow[] => {
    const { usual, p } = judged[index]!;
    const { term, now, copies, machine_posts, city_posts, voice_count, by_source } = counts;
    if (now <= usual.mean) return [];
    return [
      {
        ...{ kind: 'term', term, volume: now, usual: usual.mean, ...usualRange(usual) },
        ratio: usual.mean === 0 ? null : now / usual.mean,
        ...{ p, isMoreThanChance: believed[index]!, voices: voice_count },
        rise: {
          automated: machine_posts / now,
          copied: copies / (now + copies),
          official: city_posts / now,
        },
        sources: topSources(new Map(Object.entries(by_source))),
        z: logOddsZ({ now, before: sum(counts.before) }, total, (total.before || total.now) / baselineWeeks),
      },
    ];
  });
  return rows.sort((a, b) => b.z! - a.z! || (a.term! < b.term! ? -1 : 1));
}

/** Terms of a topic ('' is all topics) in whole days, compared with the weeks before. */
export async function readRisingTerms(store: Store, params: Params): Promise<TrendRow[]> {
  const sql = await readFile(new URL('./trends-terms.sql', import.meta.url), 'utf8');
  const rows = (await store.pages.rows(termRow, sql, params)).map(toCounts);
  const all = rows.find(({ term }) => term === '')!;
  return risingTerms(
    rows.filter(({ term }) => term !== ''),
    all,
  );
}

const keyRow = z.object({ term: z.string(), source: z.string(), id: z.string(), at: z.number() });

/** The rows with the keys of posts that carry them. */
export async function withPosts(
  store: Store,
  city: QueryCity,
  rows: readonly TrendRow[],
  period: { fromMs: number; toMs: number; topic: string; sources: readonly string[] },
): Promise<TrendRow[]> {
  if (rows.length === 0) return [];
  const sql = await readFile(new URL('./trends-posts.sql', import.meta.url), 'utf8');
  const found = await store.pages.rows(keyRow, sql, {
    city: city.id,
    ...{ from: period.fromMs, to: period.toMs, topic: period.topic, sources: period.sources },
    terms: rows.map(({ term }) => term!),
    // the index of words finds where they may stand
    words: rows.map(({ term }) => term!.split(' ', 1)[0]!),
  });
  return rows.map((row) => ({
    ...row,
    posts: found
      .filter(({ term }) => term === row.term)
      .map(({ source, id, at }) => ({ source, id, time: isoInCity(city.timezone, at) })),
  }));
}
