// Words that burst, put together by what they are said of: the words of one event are one alert, those of another are another. Pure.
import type { TermBurst } from './detect-terms.ts';
import { postKey, type RecentPost } from './situation.ts';

export interface TermGroup {
  /** the likeliest first, and those that say more than it does */
  told: [TermBurst, ...TermBurst[]];
  /** every term of the group but the first */
  others: string[];
}

const mostTerms = 3;
/** In one look. With more the rest is told when these are over. */
const mostGroups = 5;

/** "water" beside "water main" says nothing more. */
const isPart = (one: string, other: string) =>
  one.split(' ').includes(other) || other.split(' ').includes(one);

/** `bursts`: least likely first; `saying`: the posts of each term. */
export function groupTerms(
  bursts: readonly TermBurst[],
  saying: ReadonlyMap<string, readonly Pick<RecentPost, 'source' | 'id'>[]>,
): TermGroup[] {
  const groups: TermGroup[] = [];
  let left = bursts;
  while (groups.length < mostGroups) {
    const [first, ...rest] = left;
    if (first === undefined) break;
    const keys = new Set((saying.get(first.term) ?? []).map(postKey));
    const isSaidWith = ({ term }: TermBurst) => {
      const posts = saying.get(term) ?? [];
      return 2 * posts.filter((post) => keys.has(postKey(post))).length > posts.length;
    };
    const isSame = (burst: TermBurst) => isPart(first.term, burst.term) || isSaidWith(burst);
    const same = rest.filter(isSame);
    const more = same.filter(({ term }) => !isPart(first.term, term));
    groups.push({ told: [first, ...more.slice(0, mostTerms - 1)], others: same.map(({ term }) => term) });
    left = rest.filter((burst) => !isSame(burst));
  }
  return groups;
}
