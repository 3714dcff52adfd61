// The little geometry a boundary needs: is a ring sound, is a point inside, where is the middle.

export type Position = number[];
export type Ring = Position[];
export type Polygon = Ring[];

/**
 * A ring without altitudes, closed if it was left open.
 * Returns what is wrong instead when it is no ring: fewer than three corners, or something that is no position.
 */
export function soundRing(ring: unknown): Ring | string {
  if (!Array.isArray(ring)) return 'a ring: a list of [longitude, latitude]';
  const sound: Ring = [];
  for (const position of ring) {
    if (!Array.isArray(position) || !Number.isFinite(position[0]) || !Number.isFinite(position[1])) {
      return 'positions of two numbers, [longitude, latitude]';
    }
    sound.push([position[0], position[1]]);
  }
  const [first, last] = [sound[0], sound.at(-1)];
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) sound.push([...first]);
  return hasThreeCorners(sound) ? sound : 'rings of at least three different corners';
}

function hasThreeCorners(ring: Ring): boolean {
  const corners: Position[] = [];
  for (const [lon, lat] of ring) {
    if (!corners.some(([x, y]) => x === lon && y === lat)) corners.push([lon!, lat!]);
    if (corners.length === 3) return true;
  }
  return false;
}

/** Even-odd rule over all rings, so that holes are outside. */
export function isInside(polygons: readonly Polygon[], lon: number, lat: number): boolean {
  return polygons.some((polygon) => {
    let inside = false;
    for (const ring of polygon) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [x1, y1] = ring[i] as [number, number];
        const [x2, y2] = ring[j] as [number, number];
        if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
      }
    }
    return inside;
  });
}

/** Area and centroid of a ring in degrees (shoelace formula, taken from its first corner to keep precision). */
function measure(ring: Ring): { area: number; lon: number; lat: number } {
  const [lon0, lat0] = ring[0] as [number, number];
  let [twice, sumLon, sumLat] = [0, 0, 0];
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = [ring[i - 1]![0]! - lon0, ring[i - 1]![1]! - lat0];
    const [x2, y2] = [ring[i]![0]! - lon0, ring[i]![1]! - lat0];
    const cross = x1 * y2 - x2 * y1;
    twice += cross;
    sumLon += (x1 + x2) * cross;
    sumLat += (y1 + y2) * cross;
  }
  if (twice === 0) return { area: 0, lon: lon0, lat: lat0 };
  return { area: Math.abs(twice) / 2, lon: lon0 + sumLon / (3 * twice), lat: lat0 + sumLat / (3 * twice) };
}

/**
 * A point inside: the centroid of the largest polygon or, where that falls outside (a crescent, a ring),
 * the middle of the widest stretch on the centroid's latitude.
 */
export function centerOf(polygons: readonly Polygon[]): { lat: number; lon: number } {
  let largest = polygons[0]!;
  let best = measure(largest[0]!);
  for (const polygon of polygons.slice(1)) {
    const measured = measure(polygon[0]!);
    if (measured.area > best.area) [largest, best] = [polygon, measured];
  }
  const { lat, lon } = best;
  if (best.area === 0 || isInside([largest], lon, lat)) return { lat, lon };
  const crossings: number[] = [];
  for (const ring of largest) {
    for (let i = 1; i < ring.length; i++) {
      const [x1, y1] = ring[i - 1] as [number, number];
      const [x2, y2] = ring[i] as [number, number];
      if (y1 > lat !== y2 > lat) crossings.push(((x2 - x1) * (lat - y1)) / (y2 - y1) + x1);
    }
  }
  crossings.sort((a, b) => a - b);
  let [widest, middle] = [-1, lon];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const width = crossings[i + 1]! - crossings[i]!;
    if (width > widest) [widest, middle] = [width, (crossings[i]! + crossings[i + 1]!) / 2];
  }
  return { lat, lon: middle };
}
