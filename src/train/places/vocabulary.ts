// Which features are learned: those that occur more than once. A feature's number is its place in `hashes`.
import { featuresPerToken, placeFeatures } from '../../enrich/place-features.ts';
import type { WorldNames } from '../../enrich/world-names.ts';
import type { Example } from './chain.ts';
import { labelsOf, type TrainingRow } from './rows.ts';

export interface Vocabulary {
  hashes: Int32Array;
  examples: Example[];
}

export function readExamples(rows: readonly TrainingRow[], world: WorldNames): Vocabulary {
  const once = new Set<number>();
  const numbers = new Map<number, number>();
  for (const { tokens } of rows) {
    for (const hash of placeFeatures(tokens, world)) {
      if (hash === 0 || numbers.has(hash)) continue;
      if (once.delete(hash)) numbers.set(hash, numbers.size);
      else once.add(hash);
    }
  }
  once.clear();
  const examples = rows.map((row) => ({
    features: placeFeatures(row.tokens, world).map((hash) => numbers.get(hash) ?? -1),
    labels: labelsOf(row),
  }));
  return { hashes: Int32Array.from(numbers.keys()), examples };
}

export const width = featuresPerToken;
