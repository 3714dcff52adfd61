// One mistake in a file of configuration, and how it is told: file:line:col path value — expected …

export type Path = readonly (string | number)[];

export interface Problem {
  file: string;
  /** 1-based; absent where the format has no useful lines */
  line?: number;
  col?: number;
  path: Path;
  /** what was found; leave it out for a whole file or a missing key */
  value?: unknown;
  expected: string;
}

/** Keys whose values are never shown, wherever they stand. */
const secretKey = /secret|token|passw|api_?-?key|credential|cookie/i;

/** `places[3].lat`; keys that are not plain words are quoted. */
export function formatPath(path: Path): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      const word = /^[\p{L}\p{N}_/-]+$/u.test(key) ? key : JSON.stringify(key.slice(0, 60));
      return index === 0 ? word : `.${word}`;
    })
    .join('');
}

/** The value on one line, at most about 60 characters. */
export function formatValue(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a section';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export function formatProblem(problem: Problem): string {
  const { file, line, col, path, value, expected } = problem;
  const where = line === undefined ? file : `${file}:${line}:${col ?? 1}`;
  const isSecret = path.some((key) => typeof key === 'string' && secretKey.test(key));
  const found = value === undefined ? '' : isSecret ? '(not shown)' : formatValue(value);
  const what = [formatPath(path), found].filter((part) => part !== '').join(' ');
  return `${where} ${what === '' ? '' : `${what} `}— expected ${expected}`;
}
