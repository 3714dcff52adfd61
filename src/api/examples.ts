// Examples for the OpenAPI document, one per query, invented. A test reads each with the query's own schemas.
import type { ApiAnswer } from './context.ts';

export interface QueryExample {
  parameters: Record<string, string>;
  answer: ApiAnswer;
}

export const examples: Record<string, QueryExample | undefined> = {};
