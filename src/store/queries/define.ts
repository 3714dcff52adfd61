// What a query is: a name, checked parameters, checked rows, and how it is run. API, CLI and OpenAPI are made from it.
import { z } from 'zod';
import type { CityEvent } from '../chronicle.ts';
import type { Store } from '../client.ts';

/** What queries need of a city; the profile's City has all of it. */
export interface QueryCity {
  id: string;
  timezone: string;
  topics: readonly { id: string; label: string }[];
  neighbourhoods: readonly { id: string; name: string; residents?: number }[];
  minimumN: { sentiment: number; voices: number };
  /** what is collected, and when */
  sources?: Readonly<Record<string, { schedule?: string; budget?: object }>>;
  /** invented: every answer says so in its `query` */
  sample?: boolean;
}

/** A stretch of the period for which a source has no complete coverage. Times are ISO 8601 with the city's offset. */
export const gapSchema = z.object({
  source: z.string(),
  channel: z.string(),
  from: z.string(),
  to: z.string(),
  /**
   * How the run over it ended; `not collected` where a run should have been; `not imported` where the source came from archives
   * only, and none of them reaches there.
   */
  reason: z.string(),
});
export type Gap = z.output<typeof gapSchema>;

export interface Answer<Row> {
  /** the question as it was understood: period, zone and filters, with every default filled in */
  query: Record<string, unknown>;
  rows: Row[];
  /** the same rows for the equal period before */
  previous?: Row[];
  /** the same rows for the same weeks of last year (months: the same months) */
  lastYear?: Row[];
  /** what the city wrote down of the period */
  events?: CityEvent[];
  coverage: Gap[];
  /** read from sums (which follow the posts once their day is rebuilt), or from the posts themselves */
  basis: 'rollup' | 'posts';
  /** token of the next page, when there is one */
  next?: string;
}

export interface QueryDefinition<Params extends z.ZodObject, Row extends z.ZodType> {
  name: string;
  /** one sentence for the CLI's help and OpenAPI */
  summary: string;
  params: Params;
  row: Row;
  /**
   * Throws ZodError whose issues name the parameter (`path`), TransientError, PermanentError or ConfigError.
   * `nowMs` is the current time, for tests.
   */
  run(
    store: Store,
    city: QueryCity,
    query: z.input<Params>,
    options?: { nowMs?: number },
  ): Promise<Answer<z.output<Row>>>;
}

/** Checks the parameters before `run` and every row after it. */
export function defineQuery<Params extends z.ZodObject, Row extends z.ZodType>(definition: {
  name: string;
  summary: string;
  params: Params;
  row: Row;
  run(
    store: Store,
    city: QueryCity,
    query: z.output<Params>,
    options: { nowMs: number },
  ): Promise<Answer<z.input<Row>>>;
}): QueryDefinition<Params, Row> {
  const list = z.array(definition.row);
  const rows = (all: z.input<Row>[]) => list.parse(all);
  return {
    ...definition,
    run: async (store, city, query, options = {}) => {
      const params = definition.params.parse(query);
      const answer = await definition.run(store, city, params, { nowMs: options.nowMs ?? Date.now() });
      const { previous, lastYear } = answer;
      const described = { ...answer.query, ...(city.sample && { sample: true }) };
      const told = { ...answer, query: described, rows: rows(answer.rows) };
      return {
        ...told,
        ...(previous && { previous: rows(previous) }),
        ...(lastYear && { lastYear: rows(lastYear) }),
      } as Answer<z.output<Row>>;
    },
  };
}

/** The one way in which a parameter is refused: an issue whose path names it. */
export function badParameter(name: string, message: string, input: unknown): z.ZodError {
  return new z.ZodError([{ code: 'custom', path: [name], message, input }]);
}
