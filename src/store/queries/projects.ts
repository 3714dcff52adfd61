// Projects whose effect can be asked for with `impact`.
import { z } from 'zod';
import { projectSchema } from '../chronicle.ts';
import { listProjects } from '../chronicle-table.ts';
import { defineQuery } from './define.ts';
import { limitParam } from './params.ts';

export const projects = defineQuery({
  name: 'projects',
  summary: 'Projects of the city: the search for the posts that each concerns, and the date from which on.',
  params: z.object({ limit: limitParam(100, 1_000) }),
  row: projectSchema,
  run: async (store, city, { limit }) => ({
    query: { city: city.id, timezone: city.timezone },
    rows: (await listProjects(store.pages, city.id)).slice(0, limit),
    coverage: [],
    basis: 'posts',
  }),
});
