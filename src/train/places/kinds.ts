// The kind of a span whose bounds are known: softmax over a few hashed features, trained by AdaGrad.
import { mix } from '../../enrich/feature-hash.ts';
import { spanFeatures } from '../../enrich/place-kind-features.ts';
import { type SpanKind, spanKinds } from '../../enrich/place-tagger.ts';
import type { WorldNames } from '../../enrich/world-names.ts';
import type { TrainingRow } from './rows.ts';

/** The training lines' types → ours. */
const kindOfType: Record<string, SpanKind> = {
  Country: 'country',
  State: 'region',
  County: 'county',
  'City/town': 'city',
  District: 'district',
  Neighborhood: 'area',
  'Road/street': 'street',
  'Human-made Point-of-Interest': 'landmark',
  'Natural Point-of-Interest': 'nature',
  Island: 'island',
  Continent: 'continent',
  'Other locations': 'place',
};
const rowCount = 4_096;
const rate = 0.1;
const epochs = 8;

export function trainKinds(rows: readonly TrainingRow[], world: WorldNames): Int8Array {
  const weights = new Float64Array(rowCount * spanKinds.length);
  const squares = new Float64Array(weights.length);
  const examples = rows.flatMap(({ tokens, spans }) =>
    spans.map(({ first, last, type }) => ({
      rows: spanFeatures(tokens, first, last, world).map(
        (hash) => (mix(70, hash) & (rowCount - 1)) * spanKinds.length,
      ),
      truth: spanKinds.indexOf(kindOfType[type] ?? 'place'),
    })),
  );
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const { rows: used, truth } of examples) {
      const p = softmax(spanKinds.map((_, kind) => used.reduce((sum, row) => sum + weights[row + kind]!, 0)));
      for (const row of used) {
        for (let kind = 0; kind < spanKinds.length; kind++) {
          const slope = (kind === truth ? 1 : 0) - p[kind]!;
          squares[row + kind]! += slope * slope;
          weights[row + kind]! += (rate * slope) / (Math.sqrt(squares[row + kind]!) + 1e-6);
        }
      }
    }
  }
  const most = weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0);
  return Int8Array.from(weights, (weight) => Math.round((weight / most) * 127));
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
