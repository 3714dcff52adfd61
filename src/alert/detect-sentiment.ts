// Has net sentiment fallen? Compared source by source, so that a source that is louder than usual is no change of mood. Pure.
import { normalP } from '../store/queries/chance.ts';

export interface Feeling {
  posts: number;
  negative: number;
  positive: number;
}

export interface FeelingNow {
  /** by source: now, and in the weeks before */
  sources: readonly { now: Feeling; usual: Feeling }[];
  /** of the largest conversation, which may not be what makes the difference */
  largest: Feeling;
  voices: number;
}

export interface FeelingLimits {
  /** how often chance alone may do as much */
  p: number;
  /** of net sentiment, −1…1: a smaller fall is not told */
  fall: number;
  posts: number;
  voices: number;
}

export interface Fall {
  net: number;
  usual: number;
  n: number;
  p: number;
}

/** Posts come in conversations, in which people agree: as if so many said one thing. */
const togetherness = 1.5;

const netOf = ({ posts, negative, positive }: Feeling) => (positive - negative) / posts;
const without = (all: Feeling, part: Feeling): Feeling => ({
  posts: all.posts - part.posts,
  negative: all.negative - part.negative,
  positive: all.positive - part.positive,
});

/** One-sided; the variance has one more post of each side, so that a few posts of one mind are not certain. */
function fallP(now: Feeling, usual: number): number {
  const [minus, plus] = [(now.negative + 1) / (now.posts + 3), (now.positive + 1) / (now.posts + 3)];
  const variance = (togetherness * (plus + minus - (plus - minus) ** 2)) / now.posts;
  return normalP((usual - netOf(now)) / Math.sqrt(variance)) / 2;
}

export function detectFall(
  { sources, largest, voices }: FeelingNow,
  limits: FeelingLimits,
): Fall | undefined {
  const now: Feeling = { posts: 0, negative: 0, positive: 0 };
  let weighed = 0;
  for (const source of sources) {
    if (source.now.posts === 0 || source.usual.posts === 0) continue;
    now.posts += source.now.posts;
    now.negative += source.now.negative;
    now.positive += source.now.positive;
    weighed += source.now.posts * netOf(source.usual);
  }
  if (now.posts === 0) return undefined;
  const rest = without(now, largest);
  if (voices < limits.voices || rest.posts < Math.max(1, limits.posts)) return undefined;
  const usual = weighed / now.posts;
  for (const part of [now, rest]) {
    if (usual - netOf(part) < limits.fall || fallP(part, usual) >= limits.p) return undefined;
  }
  return { net: netOf(now), usual, n: now.posts, p: fallP(rest, usual) };
}
