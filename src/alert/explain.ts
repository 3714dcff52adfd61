// Why an alert fired: words, places, sources, and a few posts as far as the terms of their sources let them be told.
import type { City } from '../config.ts';
import { addDays, dayOf, isoInCity } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { readSaid, readTermCounts, type SaidPost } from '../store/queries/alert-readings.ts';
import { allowedUse, leavingId, mayLinkLeave } from '../terms.ts';
import type { Why } from './alert.ts';
import type { Finding } from './finding.ts';
import { postKey, type RecentPost, type Situation } from './situation.ts';
import { countTerm, gatherTerms, ownBefore } from './terms.ts';
import { withoutNames } from './told-terms.ts';

const mostTexts = 5_000;
const most = 5;
const mostPosts = 3;
const days = 56;
/** A word that is a reason is said so many times as often as before. */
const leastTimes = 2;

const share = (posts: readonly RecentPost[], is: (post: RecentPost) => boolean) =>
  posts.length === 0 ? 0 : Math.round((1_000 * posts.filter(is).length) / posts.length) / 1_000;

function counted(values: readonly string[]): [name: string, posts: number][] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Posts that the finding is about, in its window. */
export function postsOfFinding(
  situation: Situation,
  { about, minutes = 180 }: Finding,
  said: ReadonlyMap<string, string>,
): RecentPost[] {
  const fromMs = situation.nowMs - minutes * 60_000;
  const { topic, place, project, label } = about;
  const isTerm = (post: RecentPost) => gatherTerms([post], said).has(label);
  return situation.posts.filter((post) => {
    if (post.at < fromMs) return false;
    if (topic !== undefined) return post.topics.includes(topic);
    if (place !== undefined) return post.place === place;
    if (project !== undefined) return situation.projects.get(project)?.has(postKey(post)) ?? false;
    return said.size === 0 || isTerm(post);
  });
}

async function wordsOf(
  store: Store,
  city: City,
  posts: readonly RecentPost[],
  said: ReadonlyMap<string, string>,
  { nowMs, before }: { nowMs: number; before: number },
): Promise<Why['terms']> {
  const saying = [...withoutNames(gatherTerms(posts, said))].filter(([, having]) => having.length >= 3);
  if (saying.length === 0) return [];
  const today = dayOf(city.timezone, nowMs);
  const ask = {
    city: city.id,
    fromDay: addDays(today, -days),
    toDay: today,
    terms: saying.map(([term]) => term),
  };
  const { counts, rare } = await readTermCounts(store, ask);
  // More than its share of before: a word that is always said is no reason.
  const ranked = saying
    .map(([term, having]) => {
      const counted = countTerm(term, having, counts.get(term) ?? rare);
      const usual = before === 0 ? 0 : (counted.before / before) * posts.length;
      return {
        term,
        having: having.length,
        usual,
        score: having.length * Math.log((having.length + 1) / (usual + 1)),
      };
    })
    .filter(({ having: n, usual }) => n >= leastTimes * usual)
    // Two words say more than each of them.
    .sort(
      (a, b) =>
        b.score - a.score ||
        b.term.split(' ').length - a.term.split(' ').length ||
        (a.term < b.term ? -1 : 1),
    );
  const told: { term: string; posts: number }[] = [];
  for (const { term, having } of ranked) {
    if (told.some((other) => other.term.split(' ').some((word) => term.split(' ').includes(word)))) continue;
    told.push({ term, posts: having });
    if (told.length === most) break;
  }
  return told;
}

/** Those that say most of the words; never their text. */
function samples(
  city: City,
  posts: readonly RecentPost[],
  texts: ReadonlyMap<string, SaidPost>,
  terms: Why['terms'],
): Why['posts'] {
  const said = new Map([...texts].map(([key, text]) => [key, text.said]));
  const weight = (post: RecentPost) => {
    const own = gatherTerms([{ ...post, isOwn: true }], said);
    return terms.filter(({ term }) => own.has(term)).length;
  };
  return posts
    .filter(({ isOwn, source, topics }) => isOwn && allowedUse(source, 'alert', topics) !== 'none')
    .map((post) => ({ post, weight: weight(post) }))
    .sort((a, b) => b.weight - a.weight || b.post.at - a.post.at)
    .slice(0, mostPosts)
    .map(({ post: { source, id, at } }) => {
      const url = texts.get(postKey({ source, id }))?.url;
      const mayLink = url !== undefined && /^https?:\/\//.test(url) && mayLinkLeave(source);
      return {
        ...{ source, id: leavingId(source, id), time: isoInCity(city.timezone, at) },
        ...(mayLink && { url }),
      };
    });
}

export async function explain(
  store: Store,
  city: City,
  situation: Situation,
  finding: Finding,
): Promise<Why | undefined> {
  const { kind } = finding.watch.rule;
  if (kind === 'silent' || kind === 'budget') return undefined;
  const fromMs = situation.nowMs - (finding.minutes ?? 180) * 60_000;
  const window = { city: city.id, fromMs, toMs: situation.nowMs, limit: mostTexts };
  const texts = new Map((await readSaid(store, window)).map((post) => [postKey(post), post]));
  const said = new Map([...texts].map(([key, post]) => [key, post.said]));
  const posts = postsOfFinding(situation, finding, kind === 'term' ? said : new Map());
  const own = posts.filter(({ isOwn }) => isOwn);
  const before = ownBefore(situation);
  const terms = await wordsOf(store, city, own, said, { nowMs: situation.nowMs, before });
  const { voices } = city.minimumN;
  // Of a neighbourhood in which few speak nothing is told.
  const places = counted(own.map(({ place }) => place)).filter(
    ([id]) => new Set(own.filter(({ place }) => place === id).map(({ voice }) => voice)).size >= voices,
  );
  return {
    terms,
    places: places.slice(0, most).map(([place, count]) => ({
      place,
      name: city.neighbourhoods.find(({ id }) => id === place)?.name ?? place,
      posts: count,
    })),
    sources: counted(posts.map(({ source }) => source))
      .slice(0, most)
      .map(([source, count]) => ({ source, posts: count })),
    copied: share(posts, ({ isCopied }) => isCopied),
    automated: share(posts, ({ isAutomated }) => isAutomated),
    official: share(posts, ({ isOfficial }) => isOfficial),
    posts: samples(city, posts, texts, terms),
  };
}
