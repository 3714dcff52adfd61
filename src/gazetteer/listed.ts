// A place as a file lists it, before anything is made of it.

export interface Listed {
  name: string;
  kind: string;
  aliases: string[];
  lat?: number;
  lon?: number;
  neighbourhood?: string;
}

/** What could not be read, and where: "line 7", "feature 12". */
export interface BadRow {
  where: string;
  reason: string;
}

export type Reader = (text: string) => { places: (Listed & { where: string })[]; bad: BadRow[] };

/** Text of a cell or property; numbers are names too ("45"). */
export function textOf(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
}

export const partsOf = (value: unknown, separators: RegExp): string[] =>
  textOf(value)
    .split(separators)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Coordinates of a cell; undefined when there are none. */
export function degreesOf(value: unknown): number | undefined {
  const text = textOf(value);
  return text === '' ? undefined : Number(text);
}
