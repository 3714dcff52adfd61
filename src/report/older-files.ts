// Files of an earlier making of the same report that a later one did not replace: beside newer ones they would tell other numbers.
import { readdir } from 'node:fs/promises';

/**
 * Names in `folder` that begin as this report's files do, and are none of `written`. `stem`: see fileStem;
 * `isAudience`: what follows it begins the name of another reader's report.
 */
export async function olderFiles(
  folder: string,
  { stem, isAudience }: { stem: string; isAudience: (id: string) => boolean },
  written: readonly string[],
): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((name) => name.startsWith(`${stem}.`) || name.startsWith(`${stem}-`))
    .filter((name) => !isOfAudience(name.slice(stem.length), isAudience) && !written.includes(name))
    .sort();
}

/** `-streets.html` and `-streets-topics.csv` are an audience's, `-topics.csv` is the city's own. */
function isOfAudience(rest: string, isAudience: (id: string) => boolean): boolean {
  const words = rest.slice(1, rest.lastIndexOf('.')).split('-');
  return words.some((_, at) => isAudience(words.slice(0, at + 1).join('-')));
}
