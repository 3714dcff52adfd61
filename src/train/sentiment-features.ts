// Texts as the model reads them: places in its table, one text after another in one array.
import { FeatureScanner } from '../enrich/sentiment-features.ts';
import { modifiers } from '../enrich/sentiment-modifiers.ts';
import { tokenize } from '../enrich/tokens.ts';
import { columnsOf, type Priors } from './priors.ts';
import type { Row } from './sentiment-rows.ts';

export interface Examples {
  count: number;
  places: Int32Array;
  /** example `i` has places `starts[i]` to `starts[i + 1]` */
  starts: Int32Array;
  labels: Uint8Array;
  /** `columns` sums per example of what lists say of its words */
  listed: Float32Array;
  columns: number;
}

export function featuresOf(rows: readonly Row[], bits: number, lang: string, priors: Priors): Examples {
  const scanner = new FeatureScanner(bits, modifiers(lang));
  const columns = columnsOf(priors);
  const listed = new Float32Array(rows.length * columns);
  const starts = new Int32Array(rows.length + 1);
  let places = new Int32Array(1 << 16);
  let length = 0;
  rows.forEach(({ text }, index) => {
    const tokens = tokenize(text);
    scanner.start(tokens);
    for (let i = 0; i < tokens.count; i++) {
      const count = scanner.read(i);
      addListed(listed, index * columns, priors, scanner);
      if (length + count > places.length) places = doubled(places);
      for (let k = 0; k < count; k++) places[length++] = scanner.places[k]!;
    }
    starts[index + 1] = length;
  });
  return {
    count: rows.length,
    places: places.subarray(0, length),
    starts,
    labels: Uint8Array.from(rows, ({ label }) => label),
    listed,
    columns,
  };
}

/** The first half of the columns holds every word, the second half those that a negation reaches. */
function addListed(
  listed: Float32Array,
  at: number,
  priors: Priors,
  { hash, isNegated }: FeatureScanner,
): void {
  const values = priors.byHash.get(hash);
  if (!values) return;
  for (let k = 0; k < values.length; k++) {
    listed[at + k]! += values[k]!;
    if (isNegated) listed[at + values.length + k]! += values[k]!;
  }
}

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * from.length);
  larger.set(from);
  return larger;
}
