// Which functions a statement of an analyst may call. What is not in functions.txt is refused, so that a function which a later
// engine brings has to be looked at first.
import { readFile } from 'node:fs/promises';

/** In lower case: ClickHouse takes many names in any case, and none of those refused differs from one of these by case alone. */
export async function readAllowedFunctions(): Promise<ReadonlySet<string>> {
  const file = await readFile(new URL('./functions.txt', import.meta.url), 'utf8');
  const lines = file.split('\n').filter((line) => line.startsWith('  '));
  return new Set(lines.flatMap((line) => line.trim().split(' ')));
}

/** Functions that make rows from nothing but their own arguments; they may stand where a table may. */
export const allowedTables: ReadonlySet<string> = new Set([
  ...['numbers', 'zeros', 'generateseries', 'generate_series', 'values', 'sqlstandardvalues'],
]);

const suffixes = [
  ...['if', 'array', 'map', 'distinct', 'ordefault', 'ornull', 'resample', 'argmin', 'argmax'],
  ...['state', 'merge', 'mergestate', 'foreach', 'simplestate'],
];

/** The name (in lower case), or the name without the endings that change an aggregate function (`countIf`, `sumMapIf`). */
export function isAllowed(name: string, allowed: ReadonlySet<string>): boolean {
  let left = name;
  for (;;) {
    if (allowed.has(left)) return true;
    const suffix = suffixes.find((ending) => left.length > ending.length && left.endsWith(ending));
    if (suffix === undefined) return false;
    left = left.slice(0, -suffix.length);
  }
}
