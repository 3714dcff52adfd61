// Schema faults in words: zod's issues, each with the line it stands on and what was expected instead.
import { z } from 'zod';
import { suggestion } from './nearest.ts';
import type { Path, Problem } from './problem.ts';
import type { YamlFile } from './yaml-file.ts';

type Issue = z.core.$ZodIssue;

/** An object in which unknown keys are mistakes; each is answered with the nearest known name. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? // One line per key: `describeUnknownKeys` takes them apart again.
          issue.keys.map((key) => suggestion(key, known) || `, one of ${known.join(', ')}`).join('\n')
        : undefined,
  });
}

/** Validates the file (or the part of it at `base`) and adds every fault to `problems`; undefined when it has any. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  yaml: YamlFile,
  problems: Problem[],
  base: Path = [],
): z.output<Schema> | undefined {
  const result = schema.safeParse(valueAt(yaml.raw, base));
  if (result.success) return result.data;
  for (const issue of result.error.issues) problems.push(...describeIssue(issue, yaml, base));
  return undefined;
}

function describeIssue(issue: Issue, yaml: YamlFile, base: Path): Problem[] {
  const path = [...base, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  if (issue.code === 'unrecognized_keys') return describeUnknownKeys(issue, yaml, path);
  if (issue.code === 'invalid_key') {
    const expected = issue.issues.map((inner) => plainMessage(inner.message)).join('; ');
    return [yaml.problem(path, expected, { at: 'key', value: path.at(-1) })];
  }
  // A part of a text (one of several words with commas between) is known to its schema only.
  const part = issue.code === 'custom' ? issue.params?.value : undefined;
  const value = part ?? valueAt(yaml.raw, path);
  const expected = expectation(issue, value);
  return [yaml.problem(path, value === undefined ? `${expected}; it is missing` : expected, { value })];
}

function describeUnknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, yaml: YamlFile, path: Path): Problem[] {
  const hints = issue.message.split('\n');
  return issue.keys.map((key, index) =>
    yaml.problem([...path, key], `a known name${hints[index] ?? ''}`, { at: 'key' }),
  );
}

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a section (key: value)',
  record: 'a section (key: value)',
};

function expectation(issue: Issue, value: unknown): string {
  // A message of our own says what was expected; zod's own ones begin with a capital.
  if (!/^(Invalid|Too|Unrecognized)/.test(issue.message)) return plainMessage(issue.message);
  if (issue.code === 'invalid_type') {
    const isUnquoted = issue.expected === 'string' && ['number', 'boolean', 'bigint'].includes(typeof value);
    return isUnquoted ? 'text; put it in quotes' : (typeNames[issue.expected] ?? issue.expected);
  }
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(String);
    return `one of ${known.join(', ')}${typeof value === 'string' ? suggestion(value, known) : ''}`;
  }
  if (issue.code === 'too_small' || issue.code === 'too_big') return describeSize(issue);
  return plainMessage(issue.message);
}

function describeSize(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const limit = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  if (issue.origin === 'string')
    return limit === 'at least 1' ? 'text that is not empty' : `${limit} characters`;
  return issue.origin === 'array' ? `${limit} entries` : limit;
}

const plainMessage = (message: string) => message.replace(/^expected /i, '');

/** The value at a path of plain data; undefined when something on the way is missing. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
