// Which of many posts speaks for the others: the one whose words most of the others use too. Deterministic, and linear in the text.
import type { PostRow } from '../store/queries/post-row.ts';

const wordPattern = /\p{L}[\p{L}\p{M}'’]*/gu;
/** Words of more posts than this share say nothing of what a post is about. */
const tooCommon = 0.4;
/** Keeps a post of three words from being the most typical of all. */
const shortness = 6;

/** Two posts that share more of the shorter one's words say the same twice. */
const mostShared = 0.5;

export function saysTheSame(one: PostRow, other: PostRow): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared > mostShared * Math.min(a.size, b.size);
}

const wordsOf = ({ text }: PostRow): Set<string> =>
  new Set([...text.toLowerCase().matchAll(wordPattern)].map(([word]) => word));

/** The most typical first; equal ones in the order of source and id. */
export function byTypicality(posts: readonly PostRow[]): PostRow[] {
  const words = posts.map(wordsOf);
  const counts = new Map<string, number>();
  for (const own of words) for (const word of own) counts.set(word, (counts.get(word) ?? 0) + 1);
  const most = Math.max(2, posts.length * tooCommon);
  const scoreOf = (own: Set<string>) => {
    let sum = 0;
    for (const word of own) {
      const count = counts.get(word)!;
      if (count > 1 && count <= most) sum += count / posts.length;
    }
    return sum / Math.sqrt(own.size + shortness);
  };
  const scores = words.map(scoreOf);
  const order = posts.map((_, index) => index);
  const key = ({ source, id }: PostRow) => `${source}\n${id}`;
  order.sort((a, b) => scores[b]! - scores[a]! || (key(posts[a]!) < key(posts[b]!) ? -1 : 1));
  return order.map((index) => posts[index]!);
}
