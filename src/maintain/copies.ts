// Which posts say what another said in the seven days before. Pure; the answer for a post depends on those days alone, so it is
// the same in whatever order posts arrive and however many days are looked at together.

import { areNear, clusterName } from '../store/signature.ts';

export interface SignedPost {
  /** creation time, ms */
  at: number;
  source: string;
  id: string;
  kind: string;
  channel: string;
  signature: readonly number[];
  /** those that others have too (settle-candidates.sql) */
  bands: readonly number[];
}

export interface Copy<P> {
  post: P;
  /** named after the first post with these words in the seven days before */
  cluster: string;
  /** an article that another outlet had before */
  isSyndicated: boolean;
}

const windowMs = 7 * 86_400_000;
/** Posts of a band that a post is compared with, oldest first: a crafted band costs no more. */
const mostCompared = 32;

/** Order of time; at the same instant, of the key. */
function inOrder(a: SignedPost, b: SignedPost): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Positions of the posts with one band; those before `head` are too old for whatever comes next. */
interface Bucket {
  positions: number[];
  head: number;
}

/** Of each post in order of time: undefined where it is the first with its words within seven days. */
export function* lookForCopies<P extends SignedPost>(posts: readonly P[]): Generator<Copy<P> | undefined> {
  const sorted = [...posts].sort(inOrder);
  const buckets = new Map<number, Bucket>();
  const firstLike = (post: P, { positions, head }: Bucket): number => {
    const end = Math.min(positions.length, head + mostCompared);
    for (let i = head; i < end; i++) {
      if (areNear(post.signature, sorted[positions[i]!]!.signature)) return positions[i]!;
    }
    return Number.POSITIVE_INFINITY;
  };
  for (const [position, post] of sorted.entries()) {
    let first = Number.POSITIVE_INFINITY;
    for (const band of new Set(post.bands)) {
      const bucket = buckets.get(band) ?? { positions: [], head: 0 };
      buckets.set(band, bucket);
      while (
        bucket.head < bucket.positions.length &&
        sorted[bucket.positions[bucket.head]!]!.at < post.at - windowMs
      )
        bucket.head++;
      first = Math.min(first, firstLike(post, bucket));
      bucket.positions.push(position);
    }
    if (first === Number.POSITIVE_INFINITY) {
      yield undefined;
      continue;
    }
    const leader = sorted[first]!;
    const isOther = leader.source !== post.source || leader.channel !== post.channel;
    const isSyndicated = isOther && leader.kind === 'article' && post.kind === 'article';
    yield { post, cluster: clusterName(leader.signature), isSyndicated };
  }
}

/** Every post that is not the first with its words within seven days. */
export const findCopies = <P extends SignedPost>(posts: readonly P[]): Copy<P>[] =>
  [...lookForCopies(posts)].filter((copy) => copy !== undefined);
