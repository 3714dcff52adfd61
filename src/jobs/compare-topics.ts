// Which posts a changed taxonomy would move: the same posts tagged under both, in the enrichment threads. Nothing is stored.
import { createHash } from 'node:crypto';
import type { City, Topic } from '../config.ts';
import type { EnrichPool } from '../enrich-pool.ts';
import type { EnrichedPost, Post } from '../post.ts';

/** A post whose topics change. */
export interface Move {
  post: Post;
  lost: string[];
  gained: string[];
}

export interface TopicCount {
  topic: string;
  /** posts that have it */
  before: number;
  after: number;
  /** posts that get it, and that lose it */
  gained: number;
  lost: number;
}

export interface TopicComparison {
  /** posts that were tagged */
  posts: number;
  topics: TopicCount[];
  moves: Move[];
}

const batchPosts = 250;

async function topicsOf(pool: EnrichPool, city: City, posts: Post[]): Promise<Map<string, string[]>> {
  const { lines } = await pool.enrich(city, posts, { imported: true, as: 'lines' });
  return new Map(
    lines.map((line) => {
      const { source, id, topics } = JSON.parse(line) as EnrichedPost;
      return [`${source}\n${id}`, topics.map((topic) => topic.id)];
    }),
  );
}

/** Counts per topic, in the order of the new taxonomy with the old one's own topics behind it. Pure. */
export function countTopics(
  order: readonly string[],
  tagged: readonly { before: readonly string[]; after: readonly string[] }[],
): TopicCount[] {
  const counts = new Map(
    order.map((topic): [string, TopicCount] => [topic, { topic, before: 0, after: 0, gained: 0, lost: 0 }]),
  );
  for (const { before, after } of tagged) {
    for (const topic of before) {
      const count = counts.get(topic)!;
      count.before += 1;
      if (!after.includes(topic)) count.lost += 1;
    }
    for (const topic of after) {
      const count = counts.get(topic)!;
      count.after += 1;
      if (!before.includes(topic)) count.gained += 1;
    }
  }
  return [...counts.values()];
}

/** Tags posts under the city's own taxonomy and under another. A post that cannot be enriched counts in neither. */
export async function compareTopics(
  pool: EnrichPool,
  city: City,
  topics: Topic[],
  posts: readonly Post[],
): Promise<TopicComparison> {
  const hash = createHash('sha256').update(city.hash).update(JSON.stringify(topics)).digest('hex');
  const changed: City = { ...city, topics, hash };
  const tagged: { post: Post; before: string[]; after: string[] }[] = [];
  for (let at = 0; at < posts.length; at += batchPosts) {
    const batch = posts.slice(at, at + batchPosts);
    const [before, after] = await Promise.all([topicsOf(pool, city, batch), topicsOf(pool, changed, batch)]);
    for (const post of batch) {
      const key = `${post.source}\n${post.id}`;
      const [was, is] = [before.get(key), after.get(key)];
      if (was && is) tagged.push({ post, before: was, after: is });
    }
  }
  const order = [...new Set([...topics, ...city.topics].map(({ id }) => id))];
  const moves = tagged.flatMap(({ post, before, after }): Move[] => {
    const lost = before.filter((id) => !after.includes(id));
    const gained = after.filter((id) => !before.includes(id));
    return lost.length + gained.length > 0 ? [{ post, lost, gained }] : [];
  });
  return { posts: tagged.length, topics: countTopics(order, tagged), moves };
}
