// Which features are learned: those that occur more than once. A feature's number is its place in `hashes`.
import { createFeatureReader, type FeatureReader, featuresPerToken } from '../../enrich/place-features.ts';
import type { Tokens } from '../../enrich/token-buffer.ts';
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
  const reader = createFeatureReader(world);
  const all = rows.map(({ tokens }) => featuresOf(tokens, reader));
  for (const hashes of all) count(hashes, once, numbers);
  once.clear();
  const examples = rows.map((row, at) => ({
    features: all[at]!.map((hash) => numbers.get(hash) ?? -1),
    labels: labelsOf(row),
  }));
  return { hashes: Int32Array.from(numbers.keys()), examples };
}

/** What is met a second time gets a number. */
function count(hashes: Int32Array, once: Set<number>, numbers: Map<number, number>): void {
  for (const hash of hashes) {
    if (hash === 0 || numbers.has(hash)) continue;
    if (once.delete(hash)) numbers.set(hash, numbers.size);
    else once.add(hash);
  }
}

/** `width` hashes per token; 0 is none. */
function featuresOf(tokens: Tokens, reader: FeatureReader): Int32Array {
  reader.open(tokens);
  const hashes = new Int32Array(tokens.count * width);
  for (let i = 0; i < tokens.count; i++) {
    const row = reader.row(i);
    for (let k = 0; row[k] !== 0; k++) hashes[i * width + k] = row[k]!;
  }
  return hashes;
}

/** Features per token, filled up with none. */
export const width = featuresPerToken;
