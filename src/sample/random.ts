// Chance that can be repeated: the same words and numbers give the same stream, on every machine.

/** FNV-1a over the parts: 32 bits. */
export function hash32(...parts: (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    const text = String(part);
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  return hash >>> 0;
}

export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  /** whole number, both ends included */
  integer(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
}

/** mulberry32 (Tommy Ettinger, public domain): small, quick, and good enough for a demo. */
export function createRandom(...seed: (string | number)[]): Random {
  let state = hash32(...seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    chance: (probability) => next() < probability,
  };
}

/** Chooses a key as often as its weight says. Weights are 0 or more and not all 0. */
export function weighted<K>(weights: readonly (readonly [K, number])[]): (random: Random) => K {
  const keys = weights.map(([key]) => key);
  const sums: number[] = [];
  let total = 0;
  for (const [, weight] of weights) {
    total += weight;
    sums.push(total);
  }
  return (random) => {
    const at = random.next() * total;
    let index = 0;
    while (index < sums.length - 1 && sums[index]! <= at) index++;
    return keys[index]!;
  };
}

/** A whole number whose mean is `mean`, which may be fractional. */
export function roughly(random: Random, mean: number): number {
  return Math.floor(mean) + (random.chance(mean % 1) ? 1 : 0);
}
