// Proposes spans that look like places, also those that no gazetteer has: a linear-chain model over hashed features, trained
// by `npm run train:places` (docs/model-card-places.md). Pure; the weights are handed in.
import { mix } from './feature-hash.ts';
import { type FeatureTable, findFeature } from './feature-table.ts';
import { featuresPerToken, placeFeatures } from './place-features.ts';
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

/** Scores of the labels `first` and `further` against `outside`, two per token. */
function scoresOf(tokens: Tokens, { features, world }: PlaceModel): Float64Array {
  const { entries } = features;
  const hashes = placeFeatures(tokens, world);
  const scores = new Float64Array(tokens.count * 2);
  for (let i = 0, row = 0; i < tokens.count; i++, row += featuresPerToken) {
    let first = 0;
    let further = 0;
    for (let k = row; k < row + featuresPerToken && hashes[k] !== 0; k++) {
      const entry = findFeature(entries, hashes[k]!);
      first += (entry << 8) >> 24;
      further += entry >> 24;
    }
    scores[i * 2] = first;
    scores[i * 2 + 1] = further;
  }
  return scores;
}

/** Viterbi; a place never begins with "further". Returns one label per token. */
function bestPath(scores: Float64Array, transitions: Float64Array): Uint8Array {
  const count = scores.length / 2;
  const back = new Uint8Array(count * labelCount);
  const path = new Uint8Array(count);
  let best: [number, number, number] = [0, 0, -Infinity];
  for (let i = 0; i < count; i++) {
    const next: [number, number, number] = [0, 0, 0];
    for (let label = 0; label < labelCount; label++) {
      let from = 0;
      let score = -Infinity;
      for (let before = label === 2 ? 1 : 0; before < labelCount; before++) {
        const value = best[before]! + (i === 0 ? 0 : transitions[before * labelCount + label]!);
        if (value > score) [score, from] = [value, before];
      }
      next[label] = score + (label === 0 ? 0 : scores[i * 2 + label - 1]!);
      back[i * labelCount + label] = from;
    }
    if (i === 0) next[2] = -Infinity;
    best = next;
  }
  if (count === 0) return path;
  path[count - 1] = best.indexOf(Math.max(...best));
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
  return (tokens) => {
    if (!isWorthwhile(tokens)) return [];
    const scores = scoresOf(tokens, model);
    const path = bestPath(scores, model.transitions);
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
