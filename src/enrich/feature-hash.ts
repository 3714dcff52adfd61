// Hashes that features are numbered by; weights depend on them.
import { createWordNumbers } from './vocabulary.ts';

/** FNV-1a over UTF-16 units. */
export function hashWord(word: string, from = 0, to = word.length): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash;
}

/** The hash of a token's word. */
export const wordHashAt = createWordNumbers((word) => hashWord(word));

/** Mixes a template's number with up to two hashes (the finisher of MurmurHash3). */
export function mix(template: number, a: number, b = 0): number {
  let x = a ^ Math.imul(b + template, 0x9e3779b1) ^ Math.imul(template, 0x7feb352d);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
