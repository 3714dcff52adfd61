// What a measure of one task is: what a line must hold, what the program is asked, how the two are compared.
import type { z } from 'zod';
import type { City } from '../../config/city.ts';
import type { Post } from '../../post.ts';
import type { Answers } from '../answers.ts';
import { postOf, reasonOf } from '../rows.ts';
import type { EvaluateOptions, Report } from '../tasks.ts';

export interface MeasureContext {
  answers: Answers;
  city: City;
  options: EvaluateOptions;
}

export interface Measure {
  /** Why the line cannot be used; nothing when it was counted, or left out on purpose. */
  add(value: unknown): string | undefined;
  report(): Omit<Report, 'task' | 'postsPerSecond' | 'badLines'>;
}

/** `count` gets the row and the post it would be, and says what is wrong with the row, if anything is. */
export function createMeasure<Row extends { text: string }>(
  schema: z.ZodType<Row>,
  count: (row: Row, post: Post) => string | undefined,
  report: Measure['report'],
): Measure {
  return {
    add(value) {
      const row = schema.safeParse(value);
      return row.success ? count(row.data, postOf(row.data)) : reasonOf(row.error);
    },
    report,
  };
}
