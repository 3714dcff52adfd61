import { describe, expect, it } from 'vitest';
import { simplify } from './simplify.ts';

/** A ragged border from south to north at longitude 0, walked by both neighbours. */
const border = Array.from({ length: 400 }, (_, index) => [
  Math.sin(index / 9) * 0.02 + Math.sin(index * 7) * 0.0004,
  index / 400,
]);
const west = [[...border, [-1, 1], [-1, 0], border[0]!]];
const east = [[...border].reverse().concat([[1, 0], [1, 1], border.at(-1)!])];

describe('a simplified map', () => {
  const [left, right] = simplify([[west], [east]]);

  it('has far fewer points and keeps its shape', () => {
    const ring = left![0]![0]!;
    expect(ring.length).toBeLessThan(150);
    expect(ring[0]).toEqual(ring.at(-1));
    for (const bend of border) {
      const nearest = Math.min(
        ...ring.map((point) => Math.hypot(point[0]! - bend[0]!, point[1]! - bend[1]!)),
      );
      expect(nearest).toBeLessThan(0.05);
    }
  });

  it('leaves neighbours the same border, without gap or overlap', () => {
    const inner = (ring: number[][]) =>
      [...new Set(ring.filter(([lon]) => Math.abs(lon!) < 0.5).map((point) => point.join()))].sort();
    expect(inner(left![0]![0]!)).toEqual(inner(right![0]![0]!));
  });

  it('drops specks but never a whole neighbourhood', () => {
    const speck = (at: number) => [
      [
        [at, 0],
        [at + 1e-5, 0],
        [at + 1e-5, 1e-5],
        [at, 0],
      ],
    ];
    const [both, alone] = simplify([[west, speck(0.5)], [speck(0.7)]]);
    expect(both).toHaveLength(1);
    expect(alone).toHaveLength(1);
  });

  it('of nothing is nothing', () => {
    expect(simplify([])).toEqual([]);
    expect(simplify([[], []])).toEqual([[], []]);
  });
});
