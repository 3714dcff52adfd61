import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadPlaceModel } from '../models/place-model.ts';
import { findFeature, packFeatures } from './feature-table.ts';
import { decodePlaceModel, encodePlaceModel } from './place-model-file.ts';
import { createPlaceProposer } from './place-tagger.ts';
import { tokenize } from './tokens.ts';
import { openWorldNames, packWorldName } from './world-names.ts';

const propose = createPlaceProposer(loadPlaceModel());
const proposed = (text: string) => {
  const tokens = tokenize(text);
  return propose(tokens).map(
    ({ first, last, kind }) => `${kind}: ${text.slice(tokens.starts[first], tokens.ends[last])}`,
  );
};

test.each([
  ['Heavy rain in Portugal tonight', ['country: Portugal']],
  ['A hospital in Naples, Italy', ['city: Naples', 'country: Italy']],
  ['roads are flooded in #Guatemala', ['country: Guatemala']],
  ['I love my new bicycle', []],
  ['', []],
])('the shipped weights: %s', (text, expected) => {
  expect(proposed(text)).toEqual(expected);
});

test('any text: spans inside it, in order, without overlaps, the same every time', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('A', 'a', '#', '.', ' ', '\u200d', '\u202e', '\ud83d', '__proto__', 'Rome '),
    }),
  );
  fc.assert(
    fc.property(hostile, (text) => {
      const tokens = tokenize(text);
      const spans = propose(tokens);
      let end = -1;
      for (const { first, last, confidence } of spans) {
        expect(first).toBeGreaterThan(end);
        expect(last).toBeGreaterThanOrEqual(first);
        expect(last).toBeLessThan(tokens.count);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        end = last;
      }
      expect(propose(tokens)).toEqual(spans);
    }),
  );
});

test('features are found again with their weights, and others are not', () => {
  const entries = new Int32Array(64);
  const features = [
    { hash: 0x12345678, weights: [1, -2] as const },
    { hash: -559038737, weights: [-0.5, 300] as const },
  ];
  expect(packFeatures(features, entries, 0.5)).toBe(2);
  const weightsOf = (hash: number) => {
    const entry = findFeature(entries, hash);
    return [(entry << 8) >> 24, entry >> 24];
  };
  expect(weightsOf(0x12345678)).toEqual([2, -4]);
  expect(weightsOf(-559038737)).toEqual([-1, 127]);
  expect(findFeature(entries, 0x12345679)).toBe(0);
});

test('a full bucket keeps the heaviest', () => {
  const entries = new Int32Array(4);
  const features = [5, 4, 3, 2, 1].map((weight) => ({ hash: weight, weights: [weight, 0] as const }));
  expect(packFeatures(features, entries, 1)).toBe(4);
  expect(findFeature(entries, 1)).toBe(0);
});

test('names of the world are found by their hash', () => {
  const names = openWorldNames(Int32Array.of(packWorldName(0x7000, 0), packWorldName(-0x7000, 5)));
  expect([names.kindOf(0x7000), names.kindOf(-0x7000), names.kindOf(0x7100)]).toEqual([1, 6, 0]);
});

test('weights are the same after they were written and read; other bytes are refused', () => {
  const weights = {
    entries: Int32Array.from({ length: 8 }, (_, i) => i * 77),
    scale: 0.25,
    transitions: Float64Array.from({ length: 9 }, (_, i) => i - 4),
    world: Int32Array.of(packWorldName(0x7000, 2)),
    kinds: new Int8Array(24).fill(-3),
  };
  const model = decodePlaceModel(encodePlaceModel(weights));
  expect(model.features).toEqual({ entries: weights.entries, scale: 0.25 });
  expect(model.transitions).toEqual(weights.transitions);
  expect(model.kinds).toEqual(weights.kinds);
  expect(model.world.kindOf(0x7000)).toBe(3);
  expect(() => decodePlaceModel(new Uint8Array(200))).toThrow(RangeError);
});
