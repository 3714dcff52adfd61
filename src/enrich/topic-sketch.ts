// Is a city's topic still the one that the classifier learnt? A topic is known by its id and by a sample of its English words.
import type { Topic } from '../config/city.ts';
import { hashWord } from './feature-hash.ts';

/** How many words stand for all of a topic's. */
const sketchSize = 32;
/** So much of the sample must still be there: words that a city adds change nothing, other words make another topic. */
const sameFrom = 0.5;

const hashesOf = ({ keywords, phrases }: Pick<Topic, 'keywords' | 'phrases'>): number[] =>
  [...(keywords.en ?? []), ...(phrases.en ?? [])].map((entry) => hashWord(entry.toLowerCase()) >>> 0);

/** The entries with the smallest hashes: a sample that does not depend on their order (Broder 1997). */
export const sketchOf = (topic: Pick<Topic, 'keywords' | 'phrases'>): number[] =>
  [...new Set(hashesOf(topic))].sort((a, b) => a - b).slice(0, sketchSize);

export function isSameTopic(topic: Pick<Topic, 'keywords' | 'phrases'>, sketch: readonly number[]): boolean {
  const own = new Set(hashesOf(topic));
  const left = sketch.filter((hash) => own.has(hash)).length;
  return left > 0 && left >= sameFrom * sketch.length;
}
