// How a report asks: the queries of the API and nothing else, each question once.
import type { City } from '../config.ts';
import type { Store } from '../store/client.ts';
import { queries } from '../store/queries/catalog.ts';
import type { compare } from '../store/queries/compare.ts';
import type { coverage } from '../store/queries/coverage.ts';
import type { Answer, QueryDefinition } from '../store/queries/define.ts';
import type { places } from '../store/queries/places.ts';
import type { posts } from '../store/queries/posts.ts';
import type { series } from '../store/queries/series.ts';
import type { sources } from '../store/queries/sources.ts';
import type { summary } from '../store/queries/summary.ts';
import type { topics } from '../store/queries/topics.ts';
import type { trends } from '../store/queries/trends.ts';

/** A question as the API takes it: a query's name, and its parameters as text. */
export interface Question {
  query: string;
  params: Record<string, string>;
}

interface Asked {
  summary: typeof summary;
  series: typeof series;
  topics: typeof topics;
  places: typeof places;
  compare: typeof compare;
  posts: typeof posts;
  trends: typeof trends;
  coverage: typeof coverage;
  sources: typeof sources;
}

type RowOf<Q> = Q extends QueryDefinition<infer _, infer Row> ? Row['_zod']['output'] : never;
export type Rows = { [Name in keyof Asked]: RowOf<Asked[Name]> };
export type AnswerOf<Name extends keyof Asked> = Answer<Rows[Name]>;

export type Ask = <Name extends keyof Asked>(
  query: Name,
  params: Record<string, string | number | undefined>,
) => Promise<AnswerOf<Name>>;

/** The question with what is not set left out, so that the same question is the same text. */
export function questionOf(query: string, params: Record<string, string | number | undefined>): Question {
  const said = Object.entries(params).filter(([, value]) => value !== undefined && value !== '');
  const sorted = said.sort(([a], [b]) => (a < b ? -1 : 1));
  return { query, params: Object.fromEntries(sorted.map(([name, value]) => [name, String(value)])) };
}

/** Asks the store; within one asker the same question has one answer. `nowMs` is the present that the answers are told at. */
export function createAsk(store: Store, city: City, nowMs: number): Ask {
  const known = new Map<string, Promise<Answer<unknown>>>();
  return (name, given) => {
    const { query, params } = questionOf(name, given);
    const key = JSON.stringify([query, params]);
    const answer = known.get(key) ?? run(store, city, { query, params }, nowMs);
    known.set(key, answer);
    return answer as ReturnType<Ask> as never;
  };
}

/** Throws ZodError about the parameters, TransientError, PermanentError or ConfigError, as the queries do. */
function run(store: Store, city: City, { query, params }: Question, nowMs: number): Promise<Answer<unknown>> {
  const found = queries.find(({ name }) => name === query)!;
  return found.run(store, city, params as never, { nowMs });
}
