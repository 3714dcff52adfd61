import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadPlaceModel } from '../models/place-model.ts';
import { findFeature } from './feature-table.ts';
import { createFeatureReader } from './place-features.ts';
import { createWordWeights } from './place-word-weights.ts';
import { tokenize } from './tokens.ts';

const { features, world } = loadPlaceModel();
const reader = createFeatureReader(world);
const words = createWordWeights(features.entries);

function sumOf(row: Int32Array): [number, number] {
  let [first, further] = [0, 0];
  for (let k = 0; row[k] !== 0; k++) {
    const entry = findFeature(features.entries, row[k]!);
    first += (entry << 8) >> 24;
    further += entry >> 24;
  }
  return [first, further];
}

const bits = [
  'Elm',
  'elm',
  'St',
  'Harborton',
  '#MidtownNow',
  '@user',
  '5',
  '12345678',
  'https://x.test/a',
  '!',
  '\n',
  '\u{1f600}',
  'in',
  'x'.repeat(70),
];
const texts = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'grapheme' })), {
  maxLength: 30,
});

test('what words weigh alone is remembered, and adds up to the same as looking up every feature', () => {
  fc.assert(
    fc.property(texts, (parts) => {
      const tokens = tokenize(parts.join(' '));
      reader.open(tokens);
      expect(words.open(tokens)).toBe(true);
      for (let i = 0; i < tokens.count; i++) {
        const all = sumOf(reader.row(i));
        const [first, further] = sumOf(reader.joined(i));
        expect([first + words.first(i), further + words.further(i)]).toEqual(all);
      }
    }),
  );
});

test('a word that has no number is not remembered', () => {
  const tokens = tokenize('north of Elm St');
  tokens.numbers[2] = 0;
  expect(words.open(tokens)).toBe(false);
});
