// What one day brings, collected in any order. Ids are counted per stream, so that one stream never renumbers another.
import type { CityDay } from './calendar.ts';
import type { Random } from './random.ts';
import type { SamplePost } from './sample-post.ts';

export type Draft = Omit<SamplePost, 'id' | 'createdAt'>;

export interface DayBook {
  day: CityDay;
  /** what is known "now": a service request closed later is still open */
  now: number;
  posts: SamplePost[];
  /** Adds a post of a stream at a time (UTC ms); undefined when that is past the end of the day. */
  add(stream: string, at: number, draft: Draft): SamplePost | undefined;
}

export function openDayBook(day: CityDay, now: number): DayBook {
  const counts = new Map<string, number>();
  const posts: SamplePost[] = [];
  return {
    day,
    now,
    posts,
    add(stream, at, draft) {
      if (at >= day.end) return undefined;
      const count = (counts.get(stream) ?? 0) + 1;
      counts.set(stream, count);
      const post: SamplePost = {
        id: `${day.date}-${stream}-${count}`,
        createdAt: new Date(Math.floor(at)).toISOString(),
        ...draft,
      };
      posts.push(post);
      return post;
    },
  };
}

/** Likes, answers and shares: mostly few, now and then a lot (a Pareto tail, cut at 4,000). */
export function engagement(
  random: Random,
  scale: number,
): { likes: number; replies: number; shares: number; views: number } {
  const reach = Math.min(4_000, scale * (1 / (1 - random.next() * 0.9995) ** 0.8 - 0.6));
  const likes = Math.floor(reach * random.next());
  return {
    likes,
    replies: Math.floor(likes * 0.12 * random.next()),
    shares: Math.floor(likes * 0.2 * random.next()),
    views: Math.floor(20 + reach * random.integer(8, 40)),
  };
}
