// Boundaries are surveyed to the metre, a map on a page has 500 pixels: fewer points, and neighbours still share a border.

type Point = number[];
type Ring = Point[];
export type MultiPolygon = Ring[][];

/** Points of the drawing across its longer side: about half a pixel on a page. */
const steps = 1_000;

const keyOf = (point: Point): string => `${point[0]!.toFixed(5)} ${point[1]!.toFixed(5)}`;

/** Which rings have a point: a border's inner points belong to the same rings, its ends do not. */
function ringsOfPoints(rings: readonly Ring[]): Map<string, string> {
  const owners = new Map<string, Set<number>>();
  rings.forEach((ring, index) => {
    for (const point of ring) {
      const key = keyOf(point);
      const known = owners.get(key);
      if (known) known.add(index);
      else owners.set(key, new Set([index]));
    }
  });
  return new Map([...owners].map(([key, set]) => [key, [...set].sort((a, b) => a - b).join()]));
}

function distance(point: Point, from: Point, to: Point, stretch: number): number {
  const [x, y] = [(to[0]! - from[0]!) * stretch, to[1]! - from[1]!];
  const [px, py] = [(point[0]! - from[0]!) * stretch, point[1]! - from[1]!];
  const length = x * x + y * y;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, (px * x + py * y) / length));
  return Math.hypot(px - t * x, py - t * y);
}

/** Keeps what bends by more than the tolerance (D. H. Douglas, T. K. Peucker, 1973). */
function thin(line: readonly Point[], tolerance: number, stretch: number): Point[] {
  // Both neighbours walk a border, one of them backwards: it is always thinned in the same direction.
  const isBackwards = keyOf(line[0]!) > keyOf(line.at(-1)!);
  const points = isBackwards ? [...line].reverse() : line;
  const kept = new Set([0, points.length - 1]);
  const open: [number, number][] = [[0, points.length - 1]];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [first, last] = part;
    let worst = 0;
    let at = -1;
    for (let index = first + 1; index < last; index++) {
      const away = distance(points[index]!, points[first]!, points[last]!, stretch);
      if (away > worst) [worst, at] = [away, index];
    }
    if (worst <= tolerance) continue;
    kept.add(at);
    open.push([first, at], [at, last]);
  }
  const thinned = points.filter((_, index) => kept.has(index));
  return isBackwards ? thinned.reverse() : thinned;
}

/** Where a ring is cut into lines: where borders begin and end, and at two far corners where there are none. */
function cuts(ring: readonly Point[], owners: Map<string, string>): number[] {
  const owner = (index: number) => owners.get(keyOf(ring[(index + ring.length) % ring.length]!));
  const ends = ring.flatMap((_, index) =>
    owner(index) !== owner(index - 1) || owner(index) !== owner(index + 1) ? [index] : [],
  );
  if (ends.length >= 2) return ends;
  const keys = ring.map(keyOf);
  const first = ends[0] ?? keys.indexOf([...keys].sort()[0]!);
  const far = ring.map((point) => Math.hypot(point[0]! - ring[first]![0]!, point[1]! - ring[first]![1]!));
  return [first, far.indexOf(Math.max(...far))].sort((a, b) => a - b);
}

function thinRing(closed: Ring, owners: Map<string, string>, tolerance: number, stretch: number): Ring {
  const ring = closed.slice(0, -1);
  if (ring.length < 4) return closed;
  const at = cuts(ring, owners);
  const lines = at.map((start, index) => {
    const end = at[index + 1] ?? at[0]! + ring.length;
    const line = Array.from({ length: end - start + 1 }, (_, step) => ring[(start + step) % ring.length]!);
    return thin(line, tolerance, stretch).slice(0, -1);
  });
  const points = lines.flat().map(([lon, lat]) => [round(lon!), round(lat!)]);
  return [...points, points[0]!];
}

const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

function area(ring: Ring, stretch: number): number {
  let sum = 0;
  for (let index = 1; index < ring.length; index++) {
    const [a, b] = [ring[index - 1]!, ring[index]!];
    sum += (a[0]! * b[1]! - b[0]! * a[1]!) * stretch;
  }
  return Math.abs(sum) / 2;
}

/** Drops islands and holes too small to be seen; the largest part of a neighbourhood always stays. */
function dropSpecks(polygons: MultiPolygon, tolerance: number, stretch: number): MultiPolygon {
  const least = (4 * tolerance) ** 2;
  const isSeen = (ring: Ring) => ring.length >= 4 && area(ring, stretch) >= least;
  const largest = polygons.reduce<Ring[] | undefined>(
    (best, polygon) => (!best || area(polygon[0]!, stretch) > area(best[0]!, stretch) ? polygon : best),
    undefined,
  );
  return polygons
    .filter((polygon) => polygon === largest || isSeen(polygon[0]!))
    .map(([outside, ...holes]) => [outside!, ...holes.filter(isSeen)]);
}

/** The same shapes in the same order with fewer points, [lon, lat] in degrees rounded to about a metre. */
export function simplify(shapes: readonly MultiPolygon[]): MultiPolygon[] {
  const rings = shapes.flat(2);
  if (rings.length === 0) return shapes.map(() => []);
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of rings.flat()) {
    [west, east] = [Math.min(west, lon!), Math.max(east, lon!)];
    [south, north] = [Math.min(south, lat!), Math.max(north, lat!)];
  }
  const stretch = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const tolerance = Math.max((east - west) * stretch, north - south) / steps;
  const owners = ringsOfPoints(rings);
  return shapes.map((polygons) => {
    const thinned = polygons.map((polygon) =>
      polygon.map((ring) => thinRing(ring, owners, tolerance, stretch)),
    );
    return dropSpecks(thinned, tolerance, stretch);
  });
}
