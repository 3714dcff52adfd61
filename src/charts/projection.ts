// From degrees to the drawing of the map. Pure.
import type { CityMap } from './city-map.ts';

export interface Drawing {
  width: number;
  height: number;
  shapes: { id: string; name: string; path: string }[];
}

/**
 * Paths for an SVG of at most `size` units on either side. Equirectangular at the city's own latitude: true enough over a
 * city, and straight. Undefined when there is nothing to draw.
 */
export function drawMap({ features }: CityMap, size: number): Drawing | undefined {
  const points = features.flatMap(({ geometry }) => geometry.coordinates.flat(2));
  if (points.length === 0) return undefined;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of points) {
    [west, east] = [Math.min(west, lon!), Math.max(east, lon!)];
    [south, north] = [Math.min(south, lat!), Math.max(north, lat!)];
  }
  const stretch = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = size / Math.max((east - west) * stretch, north - south, 1e-9);
  const place = ([lon, lat]: number[]) =>
    `${((lon! - west) * stretch * scale).toFixed(1)} ${((north - lat!) * scale).toFixed(1)}`;
  return {
    width: Math.ceil((east - west) * stretch * scale),
    height: Math.ceil((north - south) * scale),
    shapes: features.map(({ properties, geometry }) => ({
      id: properties.id,
      name: properties.name,
      path: geometry.coordinates
        .flat()
        .map((ring) => `M${ring.map(place).join('L')}Z`)
        .join(''),
    })),
  };
}
