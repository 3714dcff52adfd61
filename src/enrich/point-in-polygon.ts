// Does a point lie in a polygon? Exact: where rounding could decide, whole numbers of any size do.

/** A ring of [lon, lat], closed; the first of a polygon is its outside, the others are holes. */
export type Polygon = number[][][];

/** Relative error of the floating-point determinant below (Shewchuk 1997, "Adaptive precision floating-point arithmetic"). */
const errorBound = (3 + 16 * 2 ** -53) * 2 ** -53;

/** 2^1074 makes a whole number of every double. */
function whole(value: number): bigint {
  if (value === 0) return 0n;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const exponent = (raw >> 52n) & 0x7ffn;
  const fraction = raw & 0xfffffffffffffn;
  const magnitude = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
  return value < 0 ? -magnitude : magnitude;
}

/** > 0 when p lies left of the way from a to b, < 0 right of it, 0 exactly on its line. */
function side(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  const left = (ax - px) * (by - py);
  const right = (ay - py) * (bx - px);
  const value = left - right;
  if (Math.abs(value) > errorBound * (Math.abs(left) + Math.abs(right))) return value;
  const [x, y] = [whole(px), whole(py)];
  const exact = (whole(ax) - x) * (whole(by) - y) - (whole(ay) - y) * (whole(bx) - x);
  return exact > 0n ? 1 : exact < 0n ? -1 : 0;
}

/** 1 inside, −1 outside, 0 on the line. */
function positionInRing(ring: readonly number[][], x: number, y: number): number {
  let isInside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[j] as [number, number];
    const [bx, by] = ring[i] as [number, number];
    if (ay === y && by === y) {
      if (x >= Math.min(ax, bx) && x <= Math.max(ax, bx)) return 0;
    } else if (y >= Math.min(ay, by) && y <= Math.max(ay, by)) {
      const turn = side(ax, ay, bx, by, x, y);
      if (turn === 0) return 0;
      // Half-open: a corner counts for one of its two edges.
      if (ay > y !== by > y && turn > 0 === by > ay) isInside = !isInside;
    }
  }
  return isInside ? 1 : -1;
}

/** The line around a polygon, and around a hole, belongs to it. */
export function isInPolygon(polygon: Polygon, x: number, y: number): boolean {
  const [outside, ...holes] = polygon;
  if (!outside || positionInRing(outside, x, y) < 0) return false;
  return holes.every((hole) => positionInRing(hole, x, y) <= 0);
}
