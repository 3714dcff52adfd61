// `earshot evaluate all`: every task on the data folder, other programs beside, as the tables of a page.
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { loadTopics } from '../../config.ts';
import { ConfigError } from '../../errors.ts';
import { accuracyTables, placeTables } from '../../evaluate/all/accuracy-table.ts';
import { benchMapsDir } from '../../evaluate/all/maps.ts';
import { runAll } from '../../evaluate/all/run-all.ts';
import { type CommandContext, line } from '../command.ts';

export interface AllOptions {
  data?: string;
  out?: string;
  format: 'table' | 'json';
}

/** The page is replaced at once, or not at all. */
async function writePage(path: string, tables: string): Promise<void> {
  try {
    const page = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return '';
    });
    const draft = `${path}.${process.pid}`;
    await writeFile(draft, placeTables(page, tables));
    await rename(draft, path);
  } catch (cause) {
    const { code = 'an error' } = cause as NodeJS.ErrnoException;
    throw new ConfigError(`cannot write ${path} (${code})`, { cause });
  }
}

export async function evaluateAll(
  file: string | undefined,
  options: AllOptions,
  { environment, io }: CommandContext,
): Promise<number> {
  if (options.data === undefined || file !== undefined)
    throw new ConfigError('evaluate all takes the folder of labelled files: --data DIR');
  const dataDir = resolve(io.cwd, options.data);
  const found = await stat(dataDir).catch(() => undefined);
  if (!found?.isDirectory()) throw new ConfigError(`there is no folder ${dataDir}`);
  const topics = await loadTopics(environment);
  const say = (text: string) => line(io.stderr, text);
  const figures = await runAll({ dataDir, mapsDir: benchMapsDir(), environment, topics, say }, new Date());
  if (figures.groups.length === 0)
    throw new ConfigError(`${dataDir} has none of the files that can be measured on`);
  const tables = accuracyTables(figures);
  if (options.out !== undefined) await writePage(resolve(io.cwd, options.out), tables);
  if (options.format === 'json') io.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  else if (options.out === undefined) io.stdout.write(tables);
  return 0;
}
