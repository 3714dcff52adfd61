// Puts the files of a report into a folder: each is there whole or not at all.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../errors.ts';
import { draftOf, removeLeftDrafts } from '../files/draft.ts';
import type { ReportFile } from './forms.ts';

/** Writes beside, then renames: a reader never sees half a file. Paths in the order of the files. Throws ConfigError. */
export async function writeFiles(folder: string, files: readonly ReportFile[]): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true });
    const paths: string[] = [];
    for (const { name, content } of files) {
      const path = join(folder, name);
      await removeLeftDrafts(path);
      const draft = draftOf(path);
      try {
        await writeFile(draft, content);
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      paths.push(path);
    }
    return paths;
  } catch (error) {
    throw new ConfigError(
      `a report cannot be written to ${folder}: ${(error as NodeJS.ErrnoException).code ?? 'failed'}`,
      {
        cause: error,
      },
    );
  }
}
