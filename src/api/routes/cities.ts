// GET /api/v1/cities and GET /api/v1/cities/:id/map: which cities there are, and their shape.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type CityMap, cityMapSchema, drawCityMap } from '../../charts/city-map.ts';
import type { City } from '../../config.ts';
import { ConfigError } from '../../errors.ts';
import type { CityDirectory } from '../context.ts';
import { problemResponse } from '../openapi.ts';
import { brokenCity, type CitySummary, citySummarySchema, summariseCity } from '../page/city-summary.ts';
import { quoted } from '../parameters.ts';
import { HttpProblem } from '../problem.ts';

export function registerCities(app: FastifyInstance, cities: CityDirectory): void {
  // a city that was read again is another object, and is drawn again
  const maps = new WeakMap<City, CityMap>();
  const mapOf = (city: City): CityMap => {
    const known = maps.get(city) ?? drawCityMap(city);
    maps.set(city, known);
    return known;
  };
  app.get(
    '/api/v1/cities',
    {
      schema: {
        operationId: 'cities',
        summary: 'The cities of this installation, with their zone and topics.',
        tags: ['queries'],
        response: { 200: z.object({ rows: z.array(citySummarySchema) }) },
      },
    },
    async (_request, reply) =>
      reply.header('cache-control', 'private, no-cache').send({ rows: await listCities(cities) }),
  );
  app.get<{ Params: { id: string } }>(
    '/api/v1/cities/:id/map',
    {
      schema: {
        operationId: 'cityMap',
        summary: 'The neighbourhoods of a city as GeoJSON, simplified for a page.',
        tags: ['queries'],
        params: z.object({
          id: z.string().meta({ description: 'id of a city profile', examples: ['houston'] }),
        }),
        response: { 200: cityMapSchema, 404: problemResponse('There is no such city') },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      // only ids are looked up: a directory may take paths from a person at a terminal
      if (!(await cities.known()).some((city) => city.id === id)) {
        throw new HttpProblem(
          404,
          `There is no city ${quoted(id)}; GET /api/v1/cities lists those there are.`,
        );
      }
      return reply.header('cache-control', 'private, no-cache').send(mapOf(await cities.get(id)));
    },
  );
}

/** One broken profile does not hide the other cities. */
async function listCities(cities: CityDirectory): Promise<CitySummary[]> {
  const readOr = async <T>(read: () => Promise<T>, otherwise: (error: ConfigError) => T): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      if (error instanceof ConfigError) return otherwise(error);
      throw error;
    }
  };
  const chosen = await readOr<string | undefined>(
    async () => (await cities.get()).id,
    () => undefined,
  );
  const known = await cities.known();
  return Promise.all(
    known.map(({ id }) =>
      readOr(
        async () => summariseCity(await cities.get(id), id === chosen),
        (error) => brokenCity(id, error.message),
      ),
    ),
  );
}
