// From trained weights to the file that is shipped: only the heaviest features, in one byte per weight.
import { packFeatures } from '../../enrich/feature-table.ts';
import type { PlaceWeights } from '../../enrich/place-model-file.ts';
import type { Chain } from './chain.ts';

/** 2^18 entries of four bytes: 1 MB. */
const entryCount = 262_144;
/** Share of the entries that are tried: a fuller table leaves more features out by chance. */
const fill = 0.85;
/** Weights beyond this many times the scale are cut. */
const largest = 127;
/** Share of weights that are cut: a few large ones would make all others coarse. */
const cutShare = 0.00001;

export function packChain(
  hashes: Int32Array,
  { weights, transitions }: Chain,
): Omit<PlaceWeights, 'world' | 'kinds'> {
  const heaviness = (at: number) => Math.max(Math.abs(weights[at * 2]!), Math.abs(weights[at * 2 + 1]!));
  const order = Array.from(hashes.keys()).sort(
    (a, b) => heaviness(b) - heaviness(a) || hashes[a]! - hashes[b]!,
  );
  const kept = order.slice(0, Math.floor(entryCount * fill));
  const scale = heaviness(kept[Math.floor(kept.length * cutShare)] ?? 0) / largest || 1;
  const entries = new Int32Array(entryCount);
  const features = kept.map((at) => ({
    hash: hashes[at]!,
    weights: [weights[at * 2]!, weights[at * 2 + 1]!] as const,
  }));
  packFeatures(features, entries, scale);
  return { entries, scale, transitions: transitions.map((value) => value / scale) };
}
