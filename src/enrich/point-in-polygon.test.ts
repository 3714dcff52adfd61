import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLocator } from './locate.ts';
import { isInPolygon, type Polygon } from './point-in-polygon.ts';

type Point = readonly [number, number];

/** Independent and slow: the winding number in whole numbers; a point on the line counts as inside the ring. */
function windingSays(ring: readonly Point[], [px, py]: Point): 'inside' | 'outside' | 'line' {
  let winding = 0n;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = [BigInt(ring[i]![0] - px), BigInt(ring[i]![1] - py)];
    const [bx, by] = [BigInt(ring[i + 1]![0] - px), BigInt(ring[i + 1]![1] - py)];
    const cross = ax * by - ay * bx;
    if (cross === 0n && ax * bx + ay * by <= 0n) return 'line';
    if (ay <= 0n && by > 0n && cross > 0n) winding++;
    if (ay > 0n && by <= 0n && cross < 0n) winding--;
  }
  return winding === 0n ? 'outside' : 'inside';
}

const grid = fc.integer({ min: -6, max: 6 });
const point = fc.tuple(grid, grid);

/** Corners sorted by angle around the origin, one per direction: a ring that does not cross itself. */
const ring = fc
  .array(point, { minLength: 8, maxLength: 24 })
  .map((points) => {
    const byAngle = new Map(
      points.filter(([x, y]) => x !== 0 || y !== 0).map((p) => [Math.atan2(p[1], p[0]).toFixed(9), p]),
    );
    const sorted = [...byAngle.values()].sort((a, b) => Math.atan2(a[1], a[0]) - Math.atan2(b[1], b[0]));
    return [...sorted, sorted[0]!];
  })
  .filter((points) => {
    // Only where the origin lies within every turn is the star-shaped ring simple.
    const turns = points.slice(1).map((p, i) => points[i]![0] * p[1] - points[i]![1] * p[0]);
    return points.length > 4 && turns.every((turn) => turn > 0);
  });

test('agrees with the winding number on random rings, corners and edges included', () => {
  fc.assert(
    fc.property(ring, point, (points, p) => {
      const inside = isInPolygon([points.map(([x, y]) => [x, y])], p[0], p[1]);
      expect(inside).toBe(windingSays(points, p) !== 'outside');
    }),
    { numRuns: 2_000 },
  );
});

test('agrees on rings with a hole', () => {
  fc.assert(
    fc.property(ring, ring, point, (outside, hole, p) => {
      const large = outside.map(([x, y]): Point => [4 * x, 4 * y]);
      const polygon: Polygon = [large.map(([x, y]) => [x, y]), hole.map(([x, y]) => [x, y])];
      const expected = windingSays(large, p) !== 'outside' && windingSays(hole, p) !== 'inside';
      expect(isInPolygon(polygon, p[0], p[1])).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
});

test('rounding does not move a border: degrees with five decimals, points on the line between them', () => {
  // Whole numbers of 1/2^20 degree are exact in a double, and so is the middle of two of them.
  const unit = 2 ** -20;
  const degrees = fc.integer({ min: -100_000_000, max: 100_000_000 });
  fc.assert(
    fc.property(
      fc.tuple(degrees, degrees),
      fc.tuple(degrees, degrees),
      fc.tuple(degrees, degrees),
      (a, b, c) => {
        const corners = [a, b, c, a].map(([x, y]): Point => [2 * x, 2 * y]);
        const middle: Point = [a[0] + b[0], a[1] + b[1]];
        const polygon = [corners.map(([x, y]) => [x * unit, y * unit])];
        expect(isInPolygon(polygon, middle[0] * unit, middle[1] * unit)).toBe(true);
        for (const [dx, dy] of [
          [0, 1],
          [1, 0],
          [0, -1],
          [-1, 0],
        ] as Point[]) {
          const near: Point = [middle[0] + dx, middle[1] + dy];
          expect(isInPolygon(polygon, near[0] * unit, near[1] * unit)).toBe(
            windingSays(corners, near) !== 'outside',
          );
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('the locator finds what a scan of all polygons finds', () => {
  const neighbourhood = fc.array(
    ring.map((points) => [points.map(([x, y]) => [x, y])]),
    { minLength: 1, maxLength: 3 },
  );
  const moved = fc.tuple(neighbourhood, point).map(([polygons, [dx, dy]]) => ({
    polygons: polygons.map((polygon) => polygon.map((r) => r.map(([x, y]) => [x! + 4 * dx, y! + 4 * dy]))),
  }));
  fc.assert(
    fc.property(fc.array(moved, { maxLength: 8 }), point, (neighbourhoods, [x, y]) => {
      const slow = neighbourhoods.findIndex(({ polygons }) =>
        polygons.some((polygon) => isInPolygon(polygon, x, y)),
      );
      expect(createLocator(neighbourhoods).find(y, x)).toBe(slow);
    }),
    { numRuns: 300 },
  );
});

test('a distance is that to the box around the city, in kilometres', () => {
  const { distanceKm } = createLocator([
    {
      polygons: [
        [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
            [0, 0],
          ],
        ],
      ],
    },
  ]);
  expect(distanceKm(0.5, 0.5)).toBe(0);
  expect(distanceKm(2, 0.5)).toBeCloseTo(111.2, 0);
  expect(createLocator([]).distanceKm(0, 0)).toBeUndefined();
});
