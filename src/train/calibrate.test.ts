import { expect, it } from 'vitest';
import { calibrate } from './calibrate.ts';

/** All of them look neutral: as texts of an unknown kind do, whose words have little weight. */
const unknownKind = [
  { negative: -0.5, positive: -3, label: 0, weight: 1 },
  { negative: -1.5, positive: -1.5, label: 1, weight: 1 },
  { negative: -3, positive: -0.5, label: 2, weight: 1 },
];

it('chooses labels for texts of an unknown kind in the middle of all offsets that are as good', () => {
  const [negative, positive] = calibrate([unknownKind], unknownKind).offsets;
  expect(negative).toBeCloseTo(1, 1);
  expect(positive).toBeCloseTo(1, 1);
});

it('keeps offsets small for the kinds that it was trained on', () => {
  for (const offset of calibrate([unknownKind]).offsets) expect(Math.abs(offset)).toBeLessThanOrEqual(0.4);
});
