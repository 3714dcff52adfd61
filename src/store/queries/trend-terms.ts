// Terms that are said more than before.
import { z } from 'zod';
import type { Store } from '../client.ts';
import type { Params } from '../lane.ts';
import { sqlFiles } from '../sql-files.ts';
import { believable } from './chance.ts';
import type { QueryCity } from './define.ts';
import { firstTold } from './enough-voices.ts';
import { logOddsZ } from './log-odds.ts';
import { readCarriers } from './trend-posts.ts';
import { type TrendRow, topSources } from './trend-row.ts';
import { countSaid, readSaid, type SaidCounts, type SaidScope } from './trend-said.ts';
import { baselineWeeks, commonSpread, riseIfAny, usualOf, usualRange } from './usual.ts';

/** `posts` of each stretch: the period, the week before it, and so on. */
const countRow = z.object({ term: z.string(), posts: z.array(z.number()), terms: z.number() });
const voicesRow = z.object({ term: z.string(), voice_count: z.number() });

/** `before`: of each of the weeks before, the last first. */
interface TermCounts {
  term: string;
  now: number;
  before: number[];
}

/** A term above its usual whose voices are not counted yet. */
interface RisenTerm {
  term: string;
  /** posts of the period that say it */
  volume: number;
  row(counts: SaidCounts, voices: number): TrendRow;
}

const countsOf = (term: string, [now = 0, ...before]: readonly number[]): TermCounts => ({
  term,
  now,
  before,
});

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/**
 * Terms above their usual, the largest z first. What is usual is the share of a term in all that was said before, of as much as is said now.
 * `all` counts everything that was said, in `kinds` terms: those that are not in `terms`, too seldom said to be told, were looked at too.
 */
function risenTerms(terms: readonly TermCounts[], all: Omit<TermCounts, 'term'>, kinds: number): RisenTerm[] {
  const total = { now: all.now, before: sum(all.before) };
  if (total.now === 0) return [];
  // Where nothing was said before that two voices had in common, all is new, and only time can be compared.
  const weeks = total.before === 0 ? baselineWeeks : total.before / total.now;
  const common = commonSpread(terms.map(({ before }) => before));
  const judged = terms.map(({ now, before }) => {
    const { mean, spread } = usualOf(before, common);
    const usual = { mean: (mean * before.length) / weeks, weeks, spread };
    return { usual, p: riseIfAny(now, usual) };
  });
  const unseen = Array.from({ length: Math.max(0, kinds - terms.length) }, () => 1);
  const believed = believable([...judged.map(({ p }) => p), ...unseen]);
  const spoken = (total.before || total.now) / baselineWeeks;
  const risen = terms.flatMap(({ term, now, before }, index) => {
    if (now <= judged[index]!.usual.mean) return [];
    return [{ term, now, index, z: logOddsZ({ now, before: sum(before) }, total, spoken) }];
  });
  risen.sort((a, b) => b.z - a.z || (a.term < b.term ? -1 : 1));
  return risen.map(({ term, now, index, z }) => {
    const { usual, p } = judged[index]!;
    return {
      term,
      volume: now,
      row: (counts, voices) => ({
        ...{ kind: 'term', term, volume: now, usual: usual.mean, ...usualRange(usual) },
        ratio: usual.mean === 0 ? null : now / usual.mean,
        ...{ p, isMoreThanChance: believed[index]!, voices, z },
        rise: riseOf(counts),
        sources: topSources(counts.bySource),
      }),
    };
  });
}

const riseOf = ({ said, copies, automated, official }: SaidCounts): TrendRow['rise'] => ({
  automated: automated / said,
  copied: copies / (said + copies),
  official: official / said,
});

const readSql = sqlFiles(import.meta.url, 'trends-');

/**
 * Terms of a topic ('' is all topics) in whole days, compared with the weeks before: `most` of them, each said by enough voices, with posts that carry them.
 * `params` reach over all these weeks, `scope` over the period alone.
 */
export async function readRisingTerms(
  store: Store,
  city: QueryCity,
  options: { most: number; params: Params; scope: SaidScope },
): Promise<TrendRow[]> {
  const { most, params, scope } = options;
  const { voices } = city.minimumN;
  const rows = await store.sums.rows(countRow, await readSql('terms-before'), {
    ...params,
    ...{ voices, stretches: baselineWeeks + 1 },
  });
  const all = rows.find(({ term }) => term === '');
  if (!all) return [];
  const counts = rows.filter(({ term }) => term !== '').map(({ term, posts }) => countsOf(term, posts));
  const risen = risenTerms(counts, countsOf('', all.posts), all.terms);
  const readVoices = async (terms: readonly string[]) =>
    store.sums.rows(voicesRow, await readSql('terms-voices'), { ...params, fromDay: scope.fromDay, terms });
  const [told = []] = await firstTold(
    [risen],
    { most, voices },
    async (some): Promise<(TrendRow | undefined)[]> => {
      const terms = some.map(({ term }) => term);
      // What takes longest is asked last: what comes after a short answer goes on beside it.
      const [said, posts, people] = await Promise.all([
        readSaid(store, city, terms, scope),
        readCarriers(store, city, terms, scope),
        readVoices(terms),
      ]);
      const voicesOf = new Map(people.map(({ term, voice_count }) => [term, voice_count]));
      const saidOf = countSaid(said);
      return some.map(({ term, row }, index) => {
        const own = voicesOf.get(term) ?? 0;
        const counts = saidOf.get(term);
        return counts && own >= voices ? { ...row(counts, own), posts: posts[index]! } : undefined;
      });
    },
  );
  return told;
}
