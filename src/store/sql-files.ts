// Statements that lie beside the modules that run them.
import { readFile } from 'node:fs/promises';

const texts = new Map<string, Promise<string>>();

/** Text of a file, read once. */
function textOf(url: URL): Promise<string> {
  const known = texts.get(url.href);
  if (known) return known;
  const text = readFile(url, 'utf8');
  texts.set(url.href, text);
  // what could not be read now (too many open files) may be read next time
  text.catch(() => texts.delete(url.href));
  return text;
}

/** Reads `<prefix><name>.sql` beside `module` (its import.meta.url). */
export const sqlFiles =
  (module: string, prefix = '') =>
  (name: string): Promise<string> =>
    textOf(new URL(`./${prefix}${name}.sql`, module));
