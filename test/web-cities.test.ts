// What the page asks before anything else: which cities there are, and their shape.
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../src/errors.ts';
import { getJson, serve } from './api-serve.ts';
import { inventedCity } from './api-support.ts';

const ring = [
  [-95, 29],
  [-94, 29],
  [-94, 30],
  [-95, 30],
  [-95, 29],
];
const houston = {
  ...inventedCity('houston'),
  topics: [
    { id: 'roads', label: 'Roads', description: 'd', keywords: { en: ['secret'] }, phrases: {}, not: {} },
  ],
  neighbourhoods: [
    {
      id: 'east',
      name: 'East',
      aliases: [],
      residents: 9,
      polygons: [[ring]],
      center: { lat: 29.5, lon: -94.5 },
    },
  ],
};

const cities = {
  known: async () => ['broken', 'houston', 'invented'].map((id) => ({ id })),
  get: async (id = 'houston') => {
    if (id === 'broken') throw new ConfigError('broken.yaml:3:1 timezone — expected an IANA name');
    return id === 'houston' ? houston : { ...inventedCity(id), sample: true };
  },
};

describe('GET /api/v1/cities', () => {
  it('lists what a reader must know of each, also beside a broken one', async () => {
    const { url } = await serve({ cities });
    const { body, response } = await getJson(`${url}/api/v1/cities`);
    expect(body.rows).toMatchObject([
      {
        id: 'broken',
        problem: 'broken.yaml:3:1 timezone — expected an IANA name',
        sample: false,
        isDefault: false,
      },
      {
        ...{ id: 'houston', timezone: 'America/Chicago', sample: false, isDefault: true },
        ...{ topics: [{ id: 'roads', label: 'Roads' }], minimumN: { sentiment: 10, voices: 5 } },
      },
      { id: 'invented', sample: true, isDefault: false },
    ]);
    expect(JSON.stringify(body)).not.toContain('secret');
    const again = await fetch(`${url}/api/v1/cities`, {
      headers: { 'if-none-match': response.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
  });

  it('names no default when there is none', async () => {
    const get = async (id?: string) => {
      if (id === undefined) throw new ConfigError('which city?');
      return cities.get(id);
    };
    const { url } = await serve({ cities: { ...cities, get } });
    const { body } = await getJson(`${url}/api/v1/cities`);
    expect((body.rows as { isDefault: boolean }[]).some(({ isDefault }) => isDefault)).toBe(false);
  });
});

describe('GET /api/v1/cities/:id/map', () => {
  it('is GeoJSON', async () => {
    const { url } = await serve({ cities });
    const { body } = await getJson(`${url}/api/v1/cities/houston/map`);
    expect(body).toEqual({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          id: 'east',
          properties: { id: 'east', name: 'East', residents: 9, center: { lat: 29.5, lon: -94.5 } },
          geometry: { type: 'MultiPolygon', coordinates: [[expect.arrayContaining(ring)]] },
        },
      ],
    });
  });

  it('is a 404 for what is no city, and never a path', async () => {
    const { url } = await serve({ cities });
    for (const id of ['nowhere', '..%2F..%2Fetc%2Fpasswd', 'houston.yaml', '__proto__'])
      expect((await getJson(`${url}/api/v1/cities/${id}/map`)).response.status, id).toBe(404);
  });
});
