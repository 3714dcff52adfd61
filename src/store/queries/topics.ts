// What the city talks about: the figures of every topic, with the sentiment of what is said about the topic itself.
import { z } from 'zod';
import { defineQuery } from './define.ts';
import { figuresShape, readFigures } from './figures.ts';
import { filterParams, limitParam, periodParams, sentimentParams } from './params.ts';

export const topics = defineQuery({
  name: 'topics',
  summary: 'Every topic with its volume, voices, share, net sentiment and change, largest first.',
  params: z.object({ ...periodParams, ...filterParams, ...sentimentParams, limit: limitParam(50, 500) }),
  row: z.object({ topic: z.string(), label: z.string(), ...figuresShape }),
  run: async (store, city, query, { nowMs }) => {
    const { groups, answer } = await readFigures(store, city, query, 'topic', nowMs);
    const told = groups.slice(0, query.limit).map(({ group, now, before }) => {
      const name = { topic: group, label: city.topics.find(({ id }) => id === group)?.label ?? group };
      return { now: { ...name, ...now }, before: { ...name, ...before } };
    });
    return { ...answer, rows: told.map(({ now }) => now), previous: told.map(({ before }) => before) };
  },
});
