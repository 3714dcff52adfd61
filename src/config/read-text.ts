// Text files as they come from outside: missing, too large or in another encoding is a problem to tell, not a crash.
import { readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';

/** Boundaries and gazetteers. */
export const maxDataBytes = 200_000_000;

/** Decodes UTF-8; undefined, with a problem, when the file is missing, too large or something else. */
export async function readText(
  path: string,
  maxBytes: number,
  report: (expected: string) => void,
): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) {
      report(`a file of at most ${maxBytes / 1_000_000} MB`);
      return undefined;
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') report(`a file; there is none at ${shown(path)}`);
    else if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      report(`text in UTF-8; ${shown(path)} has another encoding`);
    else report(`a file that can be read; ${shown(path)} answered ${code ?? 'an error'}`);
    return undefined;
  }
}

/** Paths under the working directory are shown as a person would type them. */
export function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') ? path : near;
}
