// Coordinates → neighbourhood: an index of boxes finds the few polygons that can hold a point, exact geometry decides.
import Flatbush from 'flatbush';
import type { Neighbourhood } from '../config/city.ts';
import { isInPolygon, type Polygon } from './point-in-polygon.ts';

export interface Locator {
  /** The neighbourhood's place in the profile's list (the first, where two share a border), or −1. */
  find(lat: number, lon: number): number;
  /** Kilometres from the box around all neighbourhoods; 0 inside it, undefined where there are no boundaries. */
  distanceKm(lat: number, lon: number): number | undefined;
}

type Box = [minX: number, minY: number, maxX: number, maxY: number];

function boxOf(points: readonly number[][]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points as [number, number][]) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

export function createLocator(neighbourhoods: readonly Pick<Neighbourhood, 'polygons'>[]): Locator {
  const parts: { polygon: Polygon; neighbourhood: number; box: Box }[] = [];
  neighbourhoods.forEach(({ polygons }, neighbourhood) => {
    for (const polygon of polygons) {
      if (polygon[0]?.length) parts.push({ polygon, neighbourhood, box: boxOf(polygon[0]) });
    }
  });
  if (parts.length === 0) return { find: () => -1, distanceKm: () => undefined };
  const index = new Flatbush(parts.length);
  for (const { box } of parts) index.add(...box);
  index.finish();
  const whole = boxOf(
    parts.flatMap(({ box: [minX, minY, maxX, maxY] }) => [
      [minX, minY],
      [maxX, maxY],
    ]),
  );

  return {
    find(lat, lon) {
      let first = -1;
      for (const hit of index.search(lon, lat, lon, lat)) {
        const { polygon, neighbourhood } = parts[hit]!;
        if ((first < 0 || neighbourhood < first) && isInPolygon(polygon, lon, lat)) first = neighbourhood;
      }
      return first;
    },
    distanceKm(lat, lon) {
      const dx = Math.max(whole[0] - lon, 0, lon - whole[2]) * Math.cos((lat * Math.PI) / 180);
      const dy = Math.max(whole[1] - lat, 0, lat - whole[3]);
      return Math.hypot(dx, dy) * 111.2;
    },
  };
}
