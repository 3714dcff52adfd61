// Where in the city it is about: the figures of every neighbourhood. Posts without a place are in none.
import { z } from 'zod';
import { defineQuery } from './define.ts';
import { figuresShape, readFigures } from './figures.ts';
import { filterParams, limitParam, periodParams, sentimentParams } from './params.ts';

export const places = defineQuery({
  name: 'places',
  summary: 'Every neighbourhood with its volume, voices, share, net sentiment and change, largest first.',
  params: z.object({ ...periodParams, ...filterParams, ...sentimentParams, limit: limitParam(200, 2_000) }),
  row: z.object({
    place: z.string(),
    name: z.string(),
    ...figuresShape,
  }),
  run: async (store, city, query, { nowMs }) => {
    const { groups, answer } = await readFigures(store, city, query, 'place', nowMs);
    const told = groups.slice(0, query.limit).map(({ group, now, before }) => {
      const name = city.neighbourhoods.find(({ id }) => id === group)?.name ?? group;
      return { now: { place: group, name, ...now }, before: { place: group, name, ...before } };
    });
    return { ...answer, rows: told.map(({ now }) => now), previous: told.map(({ before }) => before) };
  },
});
