// Instants in text, as the program writes them: ISO 8601 with an offset.

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970, or undefined for any other text. */
export function instantOf(text: string): number | undefined {
  if (text.length > 40 || !iso.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
