// The period in one row: how many posts and voices, how they feel, and what changed.
import { z } from 'zod';
import { defineQuery } from './define.ts';
import { figuresShape, readFigures } from './figures.ts';
import { filterParams, periodParams, sentimentParams } from './params.ts';

export const summary = defineQuery({
  name: 'summary',
  summary:
    'Volume, voices, reach and net sentiment of a period, with the change against the equal period before.',
  params: z.object({ ...periodParams, ...filterParams, ...sentimentParams }),
  row: z.object(figuresShape),
  run: async (store, city, query, { nowMs }) => {
    const { groups, answer } = await readFigures(store, city, query, undefined, nowMs);
    return { ...answer, rows: groups.map(({ now }) => now), previous: groups.map(({ before }) => before) };
  },
});
