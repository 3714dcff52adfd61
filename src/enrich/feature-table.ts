// Weights of hashed features in four bytes each: 16 bits that tell the feature from others, and two signed bytes. Buckets of
// four stand in one line of the processor's cache, so a look-up costs one read of memory.

const bucketSize = 4;

export interface FeatureTable {
  entries: Int32Array;
  /** one unit of a stored weight */
  scale: number;
}

/** Where a feature's bucket begins; `entries.length` is a power of two. */
const bucketOf = (hash: number, length: number) => ((hash >>> 16) * bucketSize) & (length - 1);
const tagOf = (hash: number) => hash & 0xffff || 1;

/** The entry of a feature, or 0. Its weights: `(entry << 8) >> 24` and `entry >> 24`. */
export function findFeature(entries: Int32Array, hash: number): number {
  const bucket = bucketOf(hash, entries.length);
  const tag = tagOf(hash);
  for (let i = bucket; i < bucket + bucketSize; i++) {
    const entry = entries[i]!;
    if ((entry & 0xffff) === tag) return entry;
  }
  return 0;
}

/** Packs features, the heaviest first: what finds its bucket full is left out. Returns how many are in. */
export function packFeatures(
  features: readonly { hash: number; weights: readonly [number, number] }[],
  entries: Int32Array,
  scale: number,
): number {
  const byte = (weight: number) => Math.max(-127, Math.min(127, Math.round(weight / scale))) & 0xff;
  let packed = 0;
  for (const { hash, weights } of features) {
    const bucket = bucketOf(hash, entries.length);
    const tag = tagOf(hash);
    for (let i = bucket; i < bucket + bucketSize; i++) {
      if ((entries[i]! & 0xffff) === tag) break;
      if (entries[i] !== 0) continue;
      entries[i] = tag | (byte(weights[0]) << 16) | (byte(weights[1]) << 24);
      packed++;
      break;
    }
  }
  return packed;
}
