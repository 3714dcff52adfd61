// The directory of the embedded queue: a copy of the empty one that the build made, because making one takes seven seconds.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../errors.ts';

/** Runs as it stands in a fresh Node: argv is the package's path and the directory. */
const makeDirectory = `
const { PGlite } = require(process.argv[1]);
PGlite.create(process.argv[2]).then((db) => db.close()).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});`;

/** Where the build puts an empty queue for this version of the package; undefined without the package. */
export function emptyQueuePath(): string | undefined {
  const pglite = findPglite();
  if (pglite === undefined) return undefined;
  const { version } = JSON.parse(readFileSync(join(dirname(pglite), '..', 'package.json'), 'utf8'));
  const built = import.meta.url.endsWith('.ts') ? '../../dist/' : '../../';
  return fileURLToPath(new URL(`${built}empty-queue-${version}`, import.meta.url));
}

/** Makes the directory when there is none. A process that was killed leaves no half directory under that name. */
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
  const empty = emptyQueuePath();
  if (empty !== undefined && existsSync(empty)) await cp(empty, unfinished, { recursive: true });
  else await makeEmptyQueue(unfinished);
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

/** Lets a child make it: that costs 850 MB, which a process never gives back. Throws ConfigError. */
export async function makeEmptyQueue(directory: string): Promise<void> {
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
