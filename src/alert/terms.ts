// A rule on terms, looked at: what is said in the last three hours against the days of eight weeks, and against the two days just before.
import type { City } from '../config.ts';
import { addDays, dayOf, dayStart } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { readSaid, readSaidLately, readTermCounts } from '../store/queries/alert-readings.ts';
import { detectTerms, stillNew, type TermBurst, type TermLimits, type TermNow } from './detect-terms.ts';
import type { Finding } from './finding.ts';
import { termLimitsOf } from './limits.ts';
import { windowMs } from './recent.ts';
import { termsOf } from './said.ts';
import { postKey, type RecentPost, type Situation } from './situation.ts';
import { groupTerms } from './term-groups.ts';
import { termTitle } from './title.ts';
import { withoutNames } from './told-terms.ts';
import type { Watch } from './watch.ts';

/** The newest of them are enough to find what many say. */
const mostTexts = 5_000;
const days = 56;

/** Residents' own posts of the weeks before, of all sources. */
export function ownBefore(situation: Situation): number {
  let posts = 0;
  for (const history of situation.histories({}).values()) for (const hour of history) posts += hour?.own ?? 0;
  return posts;
}

/** Of residents' own posts: term → who says it where. */
export function gatherTerms(
  posts: readonly RecentPost[],
  said: ReadonlyMap<string, string>,
): Map<string, RecentPost[]> {
  const terms = new Map<string, RecentPost[]>();
  for (const post of posts) {
    const text = post.isOwn ? said.get(postKey(post)) : undefined;
    if (text === undefined) continue;
    for (const term of termsOf(text)) {
      const having = terms.get(term);
      if (having) having.push(post);
      else terms.set(term, [post]);
    }
  }
  return terms;
}

/** Posts that say a term, a conversation once: one lively thread is no burst of a word. */
export function countTerm(term: string, posts: readonly RecentPost[], before: number): TermNow {
  const conversations = new Set(
    posts.map((post) => (post.thread === '' ? postKey(post) : `${post.source}\n${post.thread}`)),
  );
  return { term, posts: conversations.size, voices: new Set(posts.map(({ voice }) => voice)).size, before };
}

/** Of bursts against the mean of weeks, those that are new against the days before too; the likeliest are enough. */
const mostBursts = 30;
const dayMs = 86_400_000;

async function newBursts(
  store: Store,
  city: City,
  { bursts, nowMs }: { bursts: readonly TermBurst[]; nowMs: number },
  of: { now: number; questions: number },
  limits: TermLimits,
): Promise<TermBurst[]> {
  if (bursts.length === 0) return [];
  const asked = bursts.slice(0, mostBursts);
  const toMs = nowMs - windowMs;
  const midnight = dayStart(city.timezone, dayOf(city.timezone, nowMs));
  const since = [toMs - 2 * dayMs, toMs - dayMs, midnight].filter((ms) => ms < toMs);
  const terms = asked.map(({ term }) => term);
  const lately = await readSaidLately(store, { city: city.id, since: [...new Set(since)], toMs, terms });
  return stillNew(asked, lately, of, limits);
}

/** A finding for each group of words that go together. */
export async function judgeTerms(
  store: Store,
  city: City,
  situation: Situation,
  { rule }: Watch,
): Promise<Finding[]> {
  const { nowMs } = situation;
  const fromMs = nowMs - windowMs;
  const texts = await readSaid(store, { city: city.id, fromMs, toMs: nowMs, limit: mostTexts });
  const said = new Map(texts.map((post) => [postKey(post), post.said]));
  const saying = withoutNames(gatherTerms(situation.posts, said));
  const limits = termLimitsOf(rule.sensitivity, city.minimumN.voices);
  const likely = [...saying].filter(([, posts]) => posts.length >= limits.voices);
  if (likely.length === 0) return [];
  const today = dayOf(city.timezone, nowMs);
  const ask = {
    city: city.id,
    fromDay: addDays(today, -days),
    toDay: today,
    terms: likely.map(([term]) => term),
  };
  const { counts, rare } = await readTermCounts(store, ask);
  const before = ownBefore(situation);
  const terms = likely.map(([term, posts]) => countTerm(term, posts, counts.get(term) ?? rare));
  const now = situation.posts.filter(({ isOwn }) => isOwn).length;
  const found = { bursts: detectTerms(terms, { now, before }, limits), nowMs };
  const fresh = await newBursts(store, city, found, { now, questions: terms.length }, limits);
  return groupTerms(fresh, saying).map(({ told, others }) => {
    const [{ term, posts: value, usual, p }] = told;
    const first = Math.min(...saying.get(term)!.map(({ at }) => at));
    return {
      watch: { rule, key: `${rule.id}/${term}` },
      alsoKeys: others.map((other) => `${rule.id}/${other}`),
      about: { label: term },
      ...{ onsetMs: first, value, usual, minutes: windowMs / 60_000, p, title: termTitle(told) },
    };
  });
}
