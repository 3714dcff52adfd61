// Words that were said more than they usually are: those of the city, or of each topic of an audience.
import type { Ask, Rows } from './asking.ts';
import { questionOf } from './asking.ts';
import { namedTerms } from './named-terms.ts';
import type { Scope } from './scope.ts';
import type { Section } from './weekly-report.ts';

/** Rows of a question; of an audience with many topics, its first ones. */
const mostTerms = 12;
const mostTopics = 8;

export type Term = Rows['trends'];

/** What is asked for the terms of a topic, or of everything. */
export const termParams = ({ week: { from, to } }: Scope, topic?: string) => ({
  ...{ from, to, topic },
  rows: 'term',
  limit: 50,
});

/** Terms of an answer that may name somebody, by how many posts say them. */
export const namedIn = (rows: readonly Term[]): Set<string> =>
  namedTerms(new Map(rows.flatMap(({ term, volume }) => (term === undefined ? [] : [[term, volume]]))));

/** Beyond chance, by enough people, and not by copies; the surest first. */
export async function risingTerms(scope: Scope, ask: Ask, topic?: string): Promise<Term[]> {
  const { rows } = await ask('trends', termParams(scope, topic));
  const { voices } = scope.city.minimumN;
  const named = namedIn(rows);
  const rising = rows.filter(
    (row) => row.term !== undefined && row.isMoreThanChance && row.voices >= voices && !named.has(row.term),
  );
  return rising.slice(0, mostTerms);
}

/** Terms are kept by topic, not by place: an audience of places alone has none. */
export async function readWords(scope: Scope, ask: Ask): Promise<Section<Term>[]> {
  const { topics = [], places = [] } = scope.audience ?? {};
  if (topics.length === 0 && places.length > 0) return [];
  const asked = topics.length === 0 ? [undefined] : topics.slice(0, mostTopics);
  const found = await Promise.all(
    asked.map(async (topic) => ({
      question: questionOf('trends', termParams(scope, topic)),
      rows: await risingTerms(scope, ask, topic),
    })),
  );
  return found.filter(({ rows }) => rows.length > 0);
}
