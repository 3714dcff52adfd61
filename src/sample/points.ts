// Random points inside a neighbourhood, for posts with coordinates.
import { drawNeighbourhoods } from './map.ts';
import type { Random } from './random.ts';

type Ring = readonly (readonly [number, number])[];

function isInside(ring: Ring, lon: number, lat: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i]!;
    const [x2, y2] = ring[j]!;
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

const rings = drawNeighbourhoods();

/** Where a point of the neighbourhood is, to about ten metres. Its bounding box is tried until one is inside. */
export function pointIn(random: Random, neighbourhood: string): { lat: number; lon: number } {
  const ring = rings.get(neighbourhood)!;
  const box = bounds(neighbourhood, ring);
  for (;;) {
    const lon = box.west + random.next() * (box.east - box.west);
    const lat = box.south + random.next() * (box.north - box.south);
    const point = { lat: Math.round(lat * 1e4) / 1e4, lon: Math.round(lon * 1e4) / 1e4 };
    if (isInside(ring, point.lon, point.lat)) return point;
  }
}

interface Box {
  west: number;
  east: number;
  south: number;
  north: number;
}
const boxes = new Map<string, Box>();

function bounds(id: string, ring: Ring): Box {
  let box = boxes.get(id);
  if (box === undefined) {
    const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
    box = {
      west: Math.min(...lons),
      east: Math.max(...lons),
      south: Math.min(...lats),
      north: Math.max(...lats),
    };
    boxes.set(id, box);
  }
  return box;
}
