// The neighbourhoods of a city as GeoJSON (RFC 7946), light enough for a page.
import { z } from 'zod';
import type { City } from '../config.ts';
import { simplify } from './simplify.ts';

const position = z.array(z.number());

export const cityMapSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.string(),
      properties: z.object({
        id: z.string(),
        name: z.string(),
        residents: z.number().optional(),
        center: z.object({ lat: z.number(), lon: z.number() }).describe('a point inside it'),
      }),
      geometry: z.object({
        type: z.literal('MultiPolygon'),
        coordinates: z.array(z.array(z.array(position))),
      }),
    }),
  ),
});
export type CityMap = z.output<typeof cityMapSchema>;

/** Coordinates are [lon, lat] in degrees. */
export function drawCityMap({ neighbourhoods }: City): CityMap {
  const shapes = simplify(neighbourhoods.map(({ polygons }) => polygons));
  return {
    type: 'FeatureCollection',
    features: neighbourhoods.map(({ id, name, residents, center }, index) => ({
      type: 'Feature',
      id,
      properties: { id, name, ...(residents !== undefined && { residents }), center },
      geometry: { type: 'MultiPolygon', coordinates: shapes[index]! },
    })),
  };
}
