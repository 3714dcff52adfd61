// Query strings into the input of a query: unknown names, repeated names and bad values are each named.
import type { z } from 'zod';
import { suggestion } from '../config/nearest.ts';
import type { ParameterMistake } from './problem.ts';

/** What a query string says: a list where a name occurs more than once. Without a prototype, so no name is special. */
export type RawParameters = Record<string, string | string[]>;

export function parseQueryString(text: string): RawParameters {
  const parameters: RawParameters = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const present = parameters[name];
    if (present === undefined) parameters[name] = value;
    else if (Array.isArray(present)) present.push(value);
    else parameters[name] = [present, value];
  }
  return parameters;
}

/** Names are quoted back cut and escaped: they come from anywhere. */
export const quoted = (value: string): string =>
  JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);

function unknownMistake(name: string, known: readonly string[]): ParameterMistake {
  const hint = suggestion(name, known) || `; known are ${known.join(', ')}`;
  return { parameter: name.slice(0, 100), detail: `there is no parameter ${quoted(name)}${hint}` };
}

export type Parsed = { value: Record<string, unknown> } | { mistakes: ParameterMistake[] };

/** A list-valued parameter is one whose schema takes a list of strings itself. */
function takesList(schema: z.ZodType): boolean {
  return schema.safeParse(['a', 'b']).error?.issues.every((issue) => issue.path.length > 0) ?? true;
}

/** All mistakes at once. `city` belongs to every query and is not looked at here. */
export function parseParameters(schema: z.ZodObject, raw: RawParameters): Parsed {
  const shape = schema.shape as Record<string, z.ZodType>;
  const known = ['city', ...Object.keys(shape)];
  const mistakes: ParameterMistake[] = [];
  const input: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (!known.includes(name)) mistakes.push(unknownMistake(name, known));
    else if (Array.isArray(value) && (name === 'city' || !takesList(shape[name]!))) {
      mistakes.push({ parameter: name, detail: `given ${value.length} times, expected once` });
    } else if (name !== 'city') input[name] = value;
  }
  if (mistakes.length > 0) return { mistakes };
  const parsed = schema.safeParse(input);
  if (parsed.success) return { value: parsed.data };
  return {
    mistakes: parsed.error.issues.map((issue) => ({
      parameter: String(issue.path[0] ?? 'query'),
      detail: issue.message,
    })),
  };
}
