// What a post thinks of each topic: every word that says good or bad counts for the mention nearest to it, first in its own
// clause, then in its own sentence, and never across a contrast.
import type { Sentiment } from '../post.ts';
import type { Match } from './phrases.ts';
import { evidenceOf } from './reading.ts';
import {
  type FieldSentiment,
  type Hit,
  judge,
  type SentimentReading,
  sentimentOf,
  unknownSentiment,
} from './sentiment.ts';

/** A topic's number in `value`, and which field names it. */
export interface Mention extends Match {
  field: number;
}

/** Mentions at the same words: "street light" may be two topics, and what is said of it goes to both. */
interface Spot {
  first: number;
  last: number;
  topics: Set<number>;
}

/**
 * `topics` are numbers. One that the post names without a word on it is neutral; if it is the only one, what the post says
 * is said of it.
 */
export function topicSentiments(
  topics: readonly number[],
  mentions: readonly Mention[],
  reading: SentimentReading,
): Map<number, Sentiment> {
  if (topics.length === 0) return new Map();
  const result = new Map<number, { sum: number; evidence: Sentiment['evidence'] }>();
  reading.fields.forEach((field, index) => {
    const spots = spotsOf(mentions.filter((mention) => mention.field === index));
    if (spots.length === 0) return;
    for (const hit of field.hits) {
      const spot = nearest(spots, field, hit);
      for (const topic of spot?.topics ?? []) {
        const entry = result.get(topic) ?? { sum: 0, evidence: [] };
        entry.sum += hit.value;
        if (entry.evidence.length < 20) entry.evidence.push(evidenceOf(field.field, hit.token, hit.token));
        result.set(topic, entry);
      }
    }
  });
  const silent = reading.hasWords ? { ...judge(0), evidence: [] } : unknownSentiment();
  const rest = topics.length === 1 ? sentimentOf(reading) : silent;
  return new Map(
    topics.map((topic) => {
      const entry = result.get(topic);
      return [topic, entry ? { ...judge(entry.sum), evidence: entry.evidence } : rest];
    }),
  );
}

function spotsOf(mentions: readonly Mention[]): Spot[] {
  const spots: Spot[] = [];
  for (const { value, first, last } of [...mentions].sort((a, b) => a.first - b.first || a.last - b.last)) {
    const previous = spots.at(-1);
    if (previous && first <= previous.last) {
      previous.last = Math.max(previous.last, last);
      previous.topics.add(value);
    } else spots.push({ first, last, topics: new Set([value]) });
  }
  return spots;
}

function nearest(spots: readonly Spot[], { clauses }: FieldSentiment, hit: Hit): Spot | undefined {
  let low = 0;
  let high = spots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spots[middle]!.first <= hit.token) low = middle + 1;
    else high = middle;
  }
  const candidates = [spots[low - 1], spots[low]].filter(
    (spot) => spot !== undefined && clauses.segment[spot.first] === hit.segment,
  );
  const rank = (spot: Spot) => {
    const distance = spot.first > hit.token ? spot.first - hit.token : Math.max(0, hit.token - spot.last);
    // Its own clause comes before any other, however near that is.
    return clauses.clause[spot.first] === hit.clause ? distance : distance + 1_000_000;
  };
  return candidates.sort((a, b) => rank(a!) - rank(b!))[0];
}
