// Proposes spans that look like places, also those that no gazetteer has: a linear-chain model over hashed features, trained
// by `npm run train:places` (docs/model-card-places.md). Pure; the weights are handed in.
import { mix } from './feature-hash.ts';
import { type FeatureTable, findFeature } from './feature-table.ts';
import { createFeatureReader, type FeatureReader } from './place-features.ts';
import { spanFeatures } from './place-kind-features.ts';
import { createWordWeights, type WordWeights } from './place-word-weights.ts';
import { cutUint8 } from './slab.ts';
import { shape, type Tokens, tokenKind } from './token-buffer.ts';
import type { WorldNames } from './world-names.ts';

/** Outside, first token of a place, further token of a place. */
export const labelCount = 3;

/** The kinds that the tagger knows, in the order of its weights. */
export const spanKinds = [
  'country', 'region', 'county', 'city', 'district', 'area', 'street', 'landmark', 'nature', 'island', 'continent', 'place',
] as const; // biome-ignore format: a table of names reads better packed
export type SpanKind = (typeof spanKinds)[number];

export interface PlaceModel {
  features: FeatureTable;
  /** score of a label after another, `before * labelCount + label`, in units of `features.scale` */
  transitions: Float64Array;
  world: WorldNames;
  /** one row of `spanKinds.length` weights for each of a power of two of hashed features */
  kinds: Int8Array;
}

export interface ProposedSpan {
  /** indices of tokens, both inside */
  first: number;
  last: number;
  kind: SpanKind;
  /** 0…1: how far the model prefers it to no place at all */
  confidence: number;
}

export type PlaceProposer = (tokens: Tokens) => ProposedSpan[];

/** A score that no feature outweighs. */
const never = -1e6;

interface Scorer {
  reader: FeatureReader;
  words: WordWeights;
  entries: Int32Array;
}

/** Into `scores`: those of the labels `first` and `further` against `outside`, two per token. */
function score(tokens: Tokens, { reader, words, entries }: Scorer, scores: Float64Array): void {
  reader.open(tokens);
  const isKnown = words.open(tokens);
  for (let i = 0; i < tokens.count; i++) {
    if (!reader.isNear(i)) {
      scores[i * 2] = never;
      scores[i * 2 + 1] = never;
      continue;
    }
    let first = isKnown ? words.first(i) : 0;
    let further = isKnown ? words.further(i) : 0;
    const row = isKnown ? reader.joined(i) : reader.row(i);
    for (let k = 0; row[k] !== 0; k++) {
      const entry = findFeature(entries, row[k]!);
      first += (entry << 8) >> 24;
      further += entry >> 24;
    }
    scores[i * 2] = first;
    scores[i * 2 + 1] = further;
  }
}

/** Viterbi; a place never begins with "further". Returns one label per token. */
function bestPath(count: number, scores: Float64Array, transitions: Float64Array): Uint8Array {
  const path = cutUint8(count);
  if (count === 0) return path;
  const back = cutUint8(count * labelCount);
  /** best scores of the paths that end outside, in a first token, in a further one */
  let [a, b, c] = [0, scores[0]!, -Infinity];
  for (let i = 1; i < count; i++) {
    const at = i * labelCount;
    let [nextA, nextB, nextC] = [a + transitions[0]!, a + transitions[1]!, b + transitions[labelCount + 2]!];
    let [fromA, fromB, fromC] = [0, 0, 1];
    if (b + transitions[labelCount]! > nextA) [nextA, fromA] = [b + transitions[labelCount]!, 1];
    if (c + transitions[2 * labelCount]! > nextA) [nextA, fromA] = [c + transitions[2 * labelCount]!, 2];
    if (b + transitions[labelCount + 1]! > nextB) [nextB, fromB] = [b + transitions[labelCount + 1]!, 1];
    if (c + transitions[2 * labelCount + 1]! > nextB)
      [nextB, fromB] = [c + transitions[2 * labelCount + 1]!, 2];
    if (c + transitions[2 * labelCount + 2]! > nextC)
      [nextC, fromC] = [c + transitions[2 * labelCount + 2]!, 2];
    a = nextA;
    b = nextB + scores[i * 2]!;
    c = nextC + scores[i * 2 + 1]!;
    back[at] = fromA;
    back[at + 1] = fromB;
    back[at + 2] = fromC;
  }
  path[count - 1] = a >= b && a >= c ? 0 : b >= c ? 1 : 2;
  for (let i = count - 1; i > 0; i--) path[i - 1] = back[i * labelCount + path[i]!]!;
  return path;
}

/** A text without capitals, tags and known names has no place that the model could see. */
function isWorthwhile({ kinds, shapes, count }: Tokens): boolean {
  for (let i = 0; i < count; i++) {
    const kind = kinds[i]!;
    if (kind === tokenKind.tag || (kind === tokenKind.word && shapes[i]! & shape.capital)) return true;
  }
  return false;
}

function kindOf(tokens: Tokens, first: number, last: number, model: PlaceModel): SpanKind {
  const rows = model.kinds.length / spanKinds.length;
  const sums = new Int32Array(spanKinds.length);
  for (const hash of spanFeatures(tokens, first, last, model.world)) {
    const row = (mix(70, hash) & (rows - 1)) * spanKinds.length;
    for (let kind = 0; kind < sums.length; kind++) sums[kind]! += model.kinds[row + kind]!;
  }
  let best = 0;
  for (let kind = 1; kind < sums.length; kind++) if (sums[kind]! > sums[best]!) best = kind;
  return spanKinds[best]!;
}

export function createPlaceProposer(model: PlaceModel): PlaceProposer {
  const { entries } = model.features;
  const scorer = { entries, reader: createFeatureReader(model.world), words: createWordWeights(entries) };
  let scores = new Float64Array(256);
  return (tokens) => {
    if (!isWorthwhile(tokens)) return [];
    if (scores.length < tokens.count * 2) scores = new Float64Array(tokens.count * 2);
    score(tokens, scorer, scores);
    const path = bestPath(tokens.count, scores, model.transitions);
    const spans: ProposedSpan[] = [];
    for (let i = 0; i < path.length; i++) {
      if (path[i] !== 1) continue;
      const first = i;
      while (path[i + 1] === 2) i++;
      const margin = scores[first * 2]! * model.features.scale;
      const confidence = Math.round(100 / (1 + Math.exp(-margin))) / 100;
      spans.push({ first, last: i, kind: kindOf(tokens, first, i, model), confidence });
    }
    return spans;
  };
}
