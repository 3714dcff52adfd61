import { expect, it } from 'vitest';
import { inventedCity } from '../test/api-support.ts';
import { parseParameters, parseQueryString } from './api/parameters.ts';
import { pageQuestions } from './page-questions.ts';
import { queries } from './store/queries/catalog.ts';

const nowMs = Date.parse('2026-03-09T04:30:00Z');

it('asks what the page asks of each city, in its zone and as the queries take it, and what rose', async () => {
  const zones = { springfield: 'America/Chicago', quillport: 'Asia/Kolkata' };
  const cities = {
    known: async () => ['broken', ...Object.keys(zones)].map((id) => ({ id, path: '' })),
    get: async (id?: string) => {
      if (id === 'broken') throw new Error('its profile has mistakes');
      return inventedCity(id!, zones[id as keyof typeof zones]);
    },
  };
  const asked = (await pageQuestions(cities, nowMs)).map((path) => {
    const [address, search] = path.split('?') as [string, string];
    const name = address.replace('/api/v1/', '');
    const params = parseQueryString(search);
    const query = queries.find((each) => each.name === name)!;
    expect(parseParameters(query.params, params)).toHaveProperty('value');
    return { name, city: params.city, to: params.to };
  });
  const names = ['summary', 'series', 'series', 'topics', 'places', 'posts', 'coverage', 'trends'];
  expect(asked).toEqual(
    Object.keys(zones).flatMap((city) =>
      names.map((name) => ({
        ...{ name, city },
        // the last seven whole days of the city, without saying so
        to:
          name === 'trends'
            ? undefined
            : city === 'quillport'
              ? '2026-03-09T05:30:00Z'
              : '2026-03-09T05:00:00Z',
      })),
    ),
  );
});
