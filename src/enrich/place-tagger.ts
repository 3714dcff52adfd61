// Proposes spans that look like places, also those that no gazetteer has: a linear-chain model over hashed features, trained
// by `npm run train:places` (docs/model-card-places.md). Pure; the weights are handed in.
import { mix } from './feature-hash.ts';
import { type FeatureTable, findFeature } from './feature-table.ts';
import { createFeatureReader, type FeatureReader } from './place-features.ts';
import { spanFeatures } from './place-kind-features.ts';
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

/** Into `scores`: those of the labels `first` and `further` against `outside`, two per token. */
function score(tokens: Tokens, reader: FeatureReader, entries: Int32Array, scores: Float64Array): void {
  reader.open(tokens);
  for (let i = 0; i < tokens.count; i++) {
    const isNear = reader.isNear(i);
    let first = isNear ? 0 : never;
    let further = first;
    if (isNear) {
      const row = reader.row(i);
      for (let k = 0; row[k] !== 0; k++) {
        const entry = findFeature(entries, row[k]!);
        first += (entry << 8) >> 24;
        further += entry >> 24;
      }
    }
    scores[i * 2] = first;
    scores[i * 2 + 1] = further;
  }
}

/** Viterbi; a place never begins with "further". Returns one label per token. */
function bestPath(count: number, scores: Float64Array, transitions: Float64Array): Uint8Array {
  const back = new Uint8Array(count * labelCount);
  const path = new Uint8Array(count);
  const best = Float64Array.of(0, scores[0] ?? 0, -Infinity);
  const next = new Float64Array(labelCount);
  for (let i = 1; i < count; i++) {
    for (let label = 0; label < labelCount; label++) {
      let from = label === 2 ? 1 : 0;
      let score = -Infinity;
      for (let before = from; before < labelCount; before++) {
        const value = best[before]! + transitions[before * labelCount + label]!;
        if (value > score) {
          score = value;
          from = before;
        }
      }
      next[label] = score + (label === 0 ? 0 : scores[i * 2 + label - 1]!);
      back[i * labelCount + label] = from;
    }
    best.set(next);
  }
  if (count === 0) return path;
  path[count - 1] = best.indexOf(Math.max(best[0]!, best[1]!, best[2]!));
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
  const reader = createFeatureReader(model.world);
  let scores = new Float64Array(256);
  return (tokens) => {
    if (!isWorthwhile(tokens)) return [];
    if (scores.length < tokens.count * 2) scores = new Float64Array(tokens.count * 2);
    score(tokens, reader, model.features.entries, scores);
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
