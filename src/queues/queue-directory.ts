// The directory of the embedded queue: made by a child, because making one costs 850 MB that a process never gives back.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ConfigError } from '../errors.ts';

/** Runs as it stands in a fresh Node: argv is the package's path and the directory. */
const makeDirectory = `
const { PGlite } = require(process.argv[1]);
PGlite.create(process.argv[2]).then((db) => db.close()).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});`;

/** Makes the directory when there is none. A child that was killed leaves no half directory under that name. */
export async function ensureQueueDirectory(directory: string): Promise<void> {
  if (existsSync(join(directory, 'PG_VERSION'))) return;
  if (existsSync(directory) && (await readdir(directory)).length > 0) throw damaged(directory);
  const parent = dirname(directory);
  const prefix = `${basename(directory)}.making-`;
  await mkdir(parent, { recursive: true, mode: 0o700 });
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true });
  }
  const unfinished = join(parent, `${prefix}${process.pid}`);
  await runChild(unfinished);
  await rm(directory, { recursive: true, force: true });
  await rename(unfinished, directory);
}

/** What is said of a directory that PostgreSQL does not open. */
export function damaged(directory: string, cause?: unknown): ConfigError {
  return new ConfigError(
    `the queue in ${directory} cannot be opened: it is damaged, as after a power cut. ` +
      `Move it away (mv ${directory} ${directory}.damaged) and start again; the posts that waited in it must be ` +
      'collected or imported again, what is stored is not touched',
    { cause },
  );
}

/** The optional package, or undefined: a cluster leaves it out. */
export function findPglite(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@electric-sql/pglite');
  } catch {
    return undefined;
  }
}

export function missingPglite(): ConfigError {
  return new ConfigError(
    'the embedded queue needs the optional package @electric-sql/pglite: run npm install without --omit=optional, or set REDIS_URL',
  );
}

async function runChild(directory: string): Promise<void> {
  const pglite = findPglite();
  if (pglite === undefined) throw missingPglite();
  const child = spawn(process.execPath, ['-e', makeDirectory, pglite, directory], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr?.on('data', (text) => {
    complaint = (complaint + text).slice(-2_000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new ConfigError(`the queue's directory could not be made beside ${directory}`, {
      cause: new Error(complaint),
    });
  }
}
