// Where in a shape of the map its label has most room. Pure.

type Point = readonly [x: number, y: number];

export interface Room {
  x: number;
  y: number;
  /** from edge to edge, level */
  width: number;
  /** to the nearest edge */
  reach: number;
}

const heights = 15;

/** Rings of an SVG path that has only M, L and Z. */
export function ringsOf(path: string): Point[][] {
  const rings = path.split('Z').filter((ring) => ring !== '');
  return rings.map((ring) =>
    ring
      .slice(1)
      .split('L')
      .map((point) => point.split(' ').map(Number) as [number, number]),
  );
}

/** Level stretches of the inside at a height, by the even-odd rule. */
function stretchesAt(rings: readonly (readonly Point[])[], y: number): [from: number, to: number][] {
  const crossings = rings.flatMap((ring) =>
    ring.flatMap(([x, at], index) => {
      const [nextX, nextAt] = ring[(index + 1) % ring.length]!;
      return at <= y === nextAt <= y ? [] : [x + ((nextX - x) * (y - at)) / (nextAt - at)];
    }),
  );
  crossings.sort((a, b) => a - b);
  const found: [number, number][] = [];
  for (let at = 0; at + 1 < crossings.length; at += 2) found.push([crossings[at]!, crossings[at + 1]!]);
  return found;
}

function distanceTo([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/** The point with the longest way to any edge, of the middles of level stretches; undefined for a shape without an inside. */
export function labelRoom(path: string): Room | undefined {
  const rings = ringsOf(path);
  const ys = rings.flat().map(([, y]) => y);
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const reachOf = (point: Point) =>
    Math.min(
      ...rings.flatMap((ring) =>
        ring.map((from, index) => distanceTo(point, from, ring[(index + 1) % ring.length]!)),
      ),
    );
  let best: Room | undefined;
  for (let step = 1; step < heights; step += 1) {
    const y = top + ((bottom - top) * step) / heights;
    for (const [from, to] of stretchesAt(rings, y)) {
      const x = (from + to) / 2;
      const reach = reachOf([x, y]);
      if (reach > (best?.reach ?? 0)) best = { x, y, width: to - from, reach };
    }
  }
  return best;
}
