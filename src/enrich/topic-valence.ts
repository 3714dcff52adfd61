// What a post thinks of each topic, by a list of words: every word that says good or bad counts for the mention nearest to it,
// first in its own clause, then in its own sentence, and never across a contrast.
import type { Sentiment } from '../post.ts';
import { evidenceOf } from './reading.ts';
import {
  type FieldSentiment,
  type Hit,
  judge,
  type SentimentReading,
  sentimentOf,
  unknownSentiment,
} from './sentiment.ts';
import { modifiers } from './sentiment-modifiers.ts';
import type { TopicSpot } from './topic-sentiment.ts';

/** A city's own bad words, which name what is wrong, where a general list's name what a topic is about: "pothole", "fire". */
const faults = modifiers('en').extra;

/** `spots`: per field, in order; with `isAbout` a topic's name of one word does not count ("fire"), unless it names a fault ("pothole"). A topic without a word on it is neutral; if it is the only one, what the post says is said of it. */
export function topicValences(
  topics: readonly number[],
  spots: readonly (readonly TopicSpot[])[],
  reading: SentimentReading,
  isAbout = false,
): Map<number, Sentiment> {
  const result = new Map<number, { sum: number; evidence: Sentiment['evidence'] }>();
  reading.fields.forEach((field, index) => {
    if (spots[index]!.length === 0) return;
    for (const hit of field.hits) {
      const spot = nearest(spots[index]!, field, hit);
      const isName = spot?.first === hit.token && spot.last === hit.token;
      if (isAbout && isName && !faults.has(field.field.tokens.words[hit.token]!)) continue;
      for (const topic of spot?.topics ?? []) {
        const entry = result.get(topic) ?? { sum: 0, evidence: [] };
        entry.sum += hit.value;
        if (entry.evidence.length < 20) entry.evidence.push(evidenceOf(field.field, hit.token, hit.token));
        result.set(topic, entry);
      }
    }
  });
  const silent = () => {
    if (topics.length === 1) return sentimentOf(reading);
    return reading.hasWords ? { ...judge(0), evidence: [] } : unknownSentiment();
  };
  return new Map(
    topics.map((topic) => {
      const entry = result.get(topic);
      return [topic, entry ? Object.assign(judge(entry.sum), { evidence: entry.evidence }) : silent()];
    }),
  );
}

function nearest(spots: readonly TopicSpot[], { clauses }: FieldSentiment, hit: Hit): TopicSpot | undefined {
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
  const rank = (spot: TopicSpot) => {
    const distance = spot.first > hit.token ? spot.first - hit.token : Math.max(0, hit.token - spot.last);
    // Its own clause comes before any other, however near that is.
    return clauses.clause[spot.first] === hit.clause ? distance : distance + 1_000_000;
  };
  return candidates.sort((a, b) => rank(a!) - rank(b!))[0];
}
