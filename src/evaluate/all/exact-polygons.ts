// Independent of the program: in which polygon does a point lie? Slow, by scan, in whole numbers, straight from GeoJSON.

/** A ring of [lon, lat]; closed or not, the last point is joined to the first. */
export type Ring = readonly (readonly number[])[];

export interface Feature {
  /** polygons of rings, the first of each its outside */
  polygons: readonly (readonly Ring[])[];
}

/** Every double times 2^1074 is a whole number; degrees need far less, but nothing is taken for granted. */
export function exactly(value: number): bigint {
  if (!Number.isFinite(value)) throw new RangeError('no number');
  let scaled = value;
  let exponent = 1074;
  // Doubling is exact until the value is whole.
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent--;
  }
  return BigInt(scaled) << BigInt(exponent);
}

/** Sign of (b − a) × (p − a): > 0 where p lies left of the way from a to b. */
function orientation(a: readonly number[], b: readonly number[], p: readonly number[]): number {
  const [px, py] = [exactly(p[0]!), exactly(p[1]!)];
  const [ax, ay] = [exactly(a[0]!) - px, exactly(a[1]!) - py];
  const [bx, by] = [exactly(b[0]!) - px, exactly(b[1]!) - py];
  const cross = ax * by - ay * bx;
  return cross > 0n ? 1 : cross < 0n ? -1 : 0;
}

const isBetween = (value: number, a: number, b: number) => value >= Math.min(a, b) && value <= Math.max(a, b);

/** By crossings of the ray to the east (even and odd); a point on the line is told apart. Comparing doubles is exact. */
function placeInRing(ring: Ring, p: readonly number[]): 'inside' | 'outside' | 'line' {
  const y = p[1]!;
  let crossings = 0;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    if (!isBetween(y, a[1]!, b[1]!)) continue;
    const side = orientation(a, b, p);
    if (side === 0 && isBetween(p[0]!, a[0]!, b[0]!)) return 'line';
    if (a[1]! <= y && b[1]! > y && side > 0) crossings++;
    if (b[1]! <= y && a[1]! > y && side < 0) crossings++;
  }
  return crossings % 2 === 1 ? 'inside' : 'outside';
}

/** Index of the first feature that holds the point, its lines included; −1 where none does. */
export function findExactly(features: readonly Feature[], lon: number, lat: number): number {
  const p = [lon, lat];
  return features.findIndex(({ polygons }) =>
    polygons.some(([outside, ...holes]) => {
      if (!outside || placeInRing(outside, p) === 'outside') return false;
      return holes.every((hole) => placeInRing(hole, p) !== 'inside');
    }),
  );
}
