// A rule on volume, looked at: more than usual, a flood of copies or of machines, or nothing. Pure.
import { binMinutes, bins, detectRise, type Limits, type Rise } from './detect-volume.ts';
import {
  binOf,
  type KnownSources,
  postsOf,
  type RecentPost,
  type Situation,
  usualBins,
} from './situation.ts';
import type { Subject } from './watch.ts';

export type Flood = 'copies' | 'automated';
export interface VolumeFinding {
  rise: Rise;
  /** it is no rise of what residents say */
  flood?: Flood;
}

const since = ({ nowMs }: Situation, minutes: number) => nowMs - minutes * 60_000;

/** Posts of the largest conversation since then. */
export function largestConversation(posts: readonly RecentPost[], fromMs: number): RecentPost[] {
  const threads = new Map<string, RecentPost[]>();
  for (const post of posts) {
    if (post.at < fromMs || post.thread === '') continue;
    const key = `${post.source}\n${post.thread}`;
    const thread = threads.get(key) ?? [];
    thread.push(post);
    threads.set(key, thread);
  }
  let largest: RecentPost[] = [];
  for (const thread of threads.values()) if (thread.length > largest.length) largest = thread;
  return largest;
}

export const voicesSince = (posts: readonly RecentPost[], fromMs: number): number =>
  new Set(posts.filter(({ at }) => at >= fromMs).map(({ voice }) => voice)).size;

function riseOf(
  situation: Situation,
  posts: readonly RecentPost[],
  usual: readonly number[],
  { whole }: KnownSources,
  limits: Limits,
): Rise | undefined {
  const counts = Array.from({ length: bins }, () => 0);
  for (const post of posts) counts[binOf(situation, post)!]! += 1;
  const recent = {
    counts,
    usual,
    week: whole,
    weeks: Math.min(...whole.weeks.slice(0, 1 + bins / (60 / binMinutes))),
  };
  return detectRise(
    {
      ...recent,
      largest: (minutes) => largestConversation(posts, since(situation, minutes)).length,
      voices: (minutes) => voicesSince(posts, since(situation, minutes)),
    },
    limits,
  );
}

export function judgeVolume(
  situation: Situation,
  subject: Subject,
  known: KnownSources,
  limits: Limits,
): VolumeFinding | undefined {
  const posts = postsOf(situation, subject, known);
  const usual = usualBins(situation, known);
  const own = posts.filter(({ isOwn }) => isOwn);
  const rise = riseOf(situation, own, usual, known, limits);
  if (rise) return { rise };
  const shouted = posts.filter(({ isOwn, isCopied, isAutomated }) => isOwn || isCopied || isAutomated);
  if (shouted.length === own.length) return undefined;
  const raised = usual.map((mean) => mean * known.copiesToo);
  // Who shouts may be one account.
  const flood = riseOf(situation, shouted, raised, known, { ...limits, voices: 1 });
  if (flood === undefined) return undefined;
  const within = shouted.filter(({ at }) => at >= since(situation, flood.minutes));
  const copies = within.filter(({ isCopied }) => isCopied).length;
  return {
    rise: flood,
    flood: 2 * copies >= within.filter(({ isOwn }) => !isOwn).length ? 'copies' : 'automated',
  };
}
