import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactly, findExactly } from './exact-polygons.ts';
import { agreement } from './neighbourhoods.ts';

const square = (x: number, y: number, size: number) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];

test('inside, outside, corners, lines, holes', () => {
  const features = [{ polygons: [[square(0, 0, 4), square(1, 1, 2)]] }, { polygons: [[square(4, 0, 4)]] }];
  const at = (x: number, y: number) => findExactly(features, x, y);
  expect(at(0.5, 0.5)).toBe(0);
  expect(at(2, 2)).toBe(-1);
  // The line around a hole belongs to the polygon, and a shared line to the first.
  expect(at(1, 2)).toBe(0);
  expect(at(4, 2)).toBe(0);
  expect(at(4 + 2 ** -50, 2)).toBe(1);
  expect(at(0, 0)).toBe(0);
  expect(at(9, 9)).toBe(-1);
});

test('doubles become whole numbers in their own order and ratio', () => {
  expect(exactly(0.5) * 2n).toBe(exactly(1));
  expect(exactly(Number.MIN_VALUE)).toBe(1n);
  const double = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(double, double, (a, b) => {
      expect(exactly(a) < exactly(b)).toBe(a < b);
      expect(exactly(a) + exactly(-a)).toBe(0n);
    }),
  );
});

test('a point a hair from a slanted line is on its own side', () => {
  const triangle = [
    {
      polygons: [
        [
          [
            [0, 0],
            [0.3, 0.1],
            [0, 0.1],
            [0, 0],
          ],
        ],
      ],
    },
  ];
  // 0.1 · 3 ≠ 0.3 in doubles: only whole numbers tell.
  const onLine = findExactly(
    [
      {
        polygons: [
          [
            [
              [0, 0],
              [3, 1],
              [0, 1],
            ],
          ],
        ],
      },
    ],
    1.5,
    0.5,
  );
  expect(onLine).toBe(0);
  expect(findExactly(triangle, 0.15 - 2 ** -53, 0.05)).toBe(0);
  expect(findExactly(triangle, 0.15 + 2 ** -40, 0.05)).toBe(-1);
});

test('the program agrees on a street map of squares and triangles', () => {
  const feature = (name: string, coordinates: number[][][]) => ({
    type: 'Feature',
    properties: { name },
    geometry: { type: 'Polygon', coordinates },
  });
  const collection = {
    type: 'FeatureCollection',
    features: [
      feature('Elmwick', [square(-71.1, 42.1, 0.05), square(-71.09, 42.11, 0.02)]),
      feature('Harborton', [square(-71.05, 42.1, 0.05)]),
      feature('Saltmarsh', [
        [
          [-71.1, 42.15],
          [-71.0, 42.15],
          [-71.043, 42.2171],
          [-71.1, 42.15],
        ],
      ]),
    ],
  };
  const { n, agreeing } = agreement(JSON.stringify(collection), 'map.geojson');
  expect(n).toBe(1_200);
  expect(agreeing).toBe(n);
});
