// A number of a report with the question that gives it, so that anybody may ask again.
import type { AnswerOf, Ask, Question, Rows } from './asking.ts';
import { questionOf } from './asking.ts';

/** Which number of an answer: the row in which all of these fields are so (none: the first), and a field such as `change.volume.ratio`. */
export interface Where {
  row?: Record<string, string>;
  field: string;
}

export interface Fact extends Question, Where {
  number: number;
}

/** Own properties only: a field of an answer, never of its prototype. */
function fieldOf(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

/** The row that is meant; undefined when there is none. */
export function rowWhere<Row extends object>(rows: readonly Row[], row: Where['row'] = {}): Row | undefined {
  return rows.find((candidate) =>
    Object.entries(row).every(([name, value]) => fieldOf(candidate, name) === value),
  );
}

/** The number at a place of an answer; undefined when there is no row, or no number in it. */
export function numberAt(answer: AnswerOf<keyof Rows>, { row, field }: Where): number | undefined {
  const found = fieldOf(rowWhere<object>(answer.rows, row), field);
  return typeof found === 'number' ? found : undefined;
}

/** Reads numbers for one sentence and remembers where each came from. */
export interface Reading {
  ask: Ask;
  facts: Fact[];
  /** Undefined when there is no such number; what was read is a fact of the sentence. */
  number<Name extends keyof Rows>(
    query: Name,
    params: Record<string, string | number | undefined>,
    where: Where,
  ): Promise<number | undefined>;
}

export function createReading(ask: Ask): Reading {
  const facts: Fact[] = [];
  return {
    ask,
    facts,
    async number(query, params, where) {
      const found = numberAt(await ask(query, params), where);
      if (found !== undefined) facts.push({ ...questionOf(query, params), ...where, number: found });
      return found;
    },
  };
}
