// Invented posts for tests of the store; every field can be set, and a seed gives the same ones again.
import { type EnrichedPost, intents, type SentimentLabel } from '../../src/post.ts';

export const labels: SentimentLabel[] = ['negative', 'neutral', 'positive', 'unknown'];

export function sentimentOf(label: SentimentLabel): EnrichedPost['sentiment'] {
  const at = labels.indexOf(label);
  const p: [number, number, number] = [0, 0, 0];
  if (at < 3) p[at] = 1;
  return { label, score: at === 3 ? 0 : at - 1, p, evidence: [] };
}

/** One post; `topics` pairs ids with labels. */
export function makePost(
  change: Partial<Omit<EnrichedPost, 'topics' | 'sentiment'>> & {
    topics?: [string, SentimentLabel][];
    sentiment?: SentimentLabel;
  } = {},
): EnrichedPost {
  const { topics = [], sentiment = 'neutral', ...rest } = change;
  return {
    source: 'file',
    id: 'p1',
    channel: '',
    kind: 'post',
    createdAt: '2026-03-01T12:00:00.000Z',
    collectedAt: '2026-03-20T00:00:00.000Z',
    text: 'Nothing happened on Oak Street',
    city: 'springfield',
    relevance: { decision: 'keep', score: 1, reason: 'imported' },
    lang: 'en',
    sentiment: sentimentOf(sentiment),
    intent: 'information',
    stance: { direction: 'none', evidence: [] },
    topics: topics.map(([id, label]) => ({ id, sentiment: sentimentOf(label), evidence: [] })),
    places: [],
    neighbourhood: '',
    flags: [],
    signature: [],
    enricherVersion: 'test',
    ...rest,
  };
}

/** Numbers in [0, 1) from a seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const testTopics = ['roads', 'transit', 'parks'];
export const testPlaces = ['', 'north', 'south'];
const words = ['pothole', 'bus', 'swing', 'late', 'broken', 'thanks', 'niño', 'main', 'street'];

/** A random post between two instants (ms); ids repeat when `ids` is small. */
export function randomPost(
  random: () => number,
  range: { fromMs: number; toMs: number; ids: number; city?: string },
): EnrichedPost {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const id = Math.floor(random() * range.ids);
  const topics = testTopics
    .filter(() => random() < 0.4)
    .map((topic): [string, SentimentLabel] => [topic, pick(labels)]);
  // The key decides the time: a platform's own creation time does not change.
  const createdAt = range.fromMs + Math.floor(createRandom(id * 7919 + 17)() * (range.toMs - range.fromMs));
  return makePost({
    city: range.city ?? 'springfield',
    source: id % 3 === 0 ? 'mastodon' : 'file',
    id: `id${id}`,
    kind: id % 2 === 0 ? 'post' : 'comment',
    createdAt: new Date(createdAt).toISOString(),
    title: random() < 0.3 ? `${pick(words)} ${pick(words)}` : undefined,
    text: Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(words)).join(' '),
    author:
      random() < 0.7
        ? Math.floor(random() * 5)
            .toString(16)
            .padStart(32, '0')
        : undefined,
    official: random() < 0.1,
    engagement: { views: Math.floor(random() * 100) },
    relevance: { decision: random() < 0.8 ? 'keep' : 'unsure', score: 0.5, reason: 'model' },
    lang: pick(['en', 'es']),
    sentiment: pick(labels),
    intent: pick(intents),
    topics,
    neighbourhood: pick(testPlaces),
    flags: random() < 0.1 ? ['automated'] : [],
  });
}
