// What was collected when, and how it ended: the ledger itself, run by run.
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import { listCoverage } from '../coverage-ledger.ts';
import { defineQuery } from './define.ts';
import { resolveFilter } from './filter.ts';
import { readGaps } from './gaps.ts';
import { filterParams, limitParam, periodParams } from './params.ts';
import { describePeriod, resolvePeriod } from './period.ts';

export const coverage = defineQuery({
  name: 'coverage',
  summary:
    'The runs that collected a period: what interval each covered, how it ended, how many posts it brought. Complete runs in a row are one.',
  params: z.object({ ...periodParams, source: filterParams.source, limit: limitParam(1_000, 10_000) }),
  row: z.object({
    source: z.string(),
    channel: z.string(),
    run: z.string(),
    from: z.string(),
    to: z.string(),
    ended: z.string(),
    /** why it did not end complete */
    reason: z.string(),
    /** `import`: an archive held this, which says nothing of what it does not hold */
    how: z.enum(['collect', 'import']),
    startedAt: z.string(),
    finishedAt: z.string(),
    read: z.number(),
    enqueued: z.number(),
    skipped: z.number(),
    dead: z.number(),
  }),
  run: async (store, city, query, { nowMs }) => {
    const period = resolvePeriod(city.timezone, query, nowMs);
    const { sources } = resolveFilter(city, { source: query.source });
    const [entries, gaps] = await Promise.all([
      listCoverage(store.pages, { city: city.id, ...period }),
      readGaps(store, city, { ...period, sources }, nowMs),
    ]);
    const inCity = (iso: string) => isoInCity(city.timezone, Date.parse(iso));
    const rows = entries
      .filter(({ source }) => sources.length === 0 || sources.includes(source))
      .slice(-query.limit)
      .map(({ city: _, part: __, ...entry }) => ({
        ...entry,
        from: inCity(entry.from),
        to: inCity(entry.to),
        startedAt: inCity(entry.startedAt),
        finishedAt: inCity(entry.finishedAt),
      }));
    const described = {
      city: city.id,
      ...describePeriod(city.timezone, period),
      ...(query.source && { source: query.source }),
    };
    return { query: described, rows, coverage: gaps, basis: 'rollup' };
  },
});
