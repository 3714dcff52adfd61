// DATA_DIR/lock: says which process holds the embedded engines, since PGlite itself would let two of them destroy each other.
import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { ConfigError } from './errors.ts';
import { isRunning, type ProcessIdentity, readOwnIdentity } from './process-identity.ts';

const holderSchema = z.object({
  pid: z.number().int().positive(),
  started: z.string(),
  host: z.string(),
  /** where commands are sent to; absent until the API listens */
  url: z.string().optional(),
  /** what such a command must show */
  token: z.string(),
});

export type Holder = z.output<typeof holderSchema>;

export interface Lock extends AsyncDisposable {
  /** Publishes where the API listens. */
  update(url: string): Promise<void>;
}

// A process of another host (or container) cannot be asked whether it runs: it shows that it does.
const heartbeatMs = 5_000;
const silentAfterMs = 20_000;
/** A taker-over needs milliseconds; whoever waits for one must have its answer within two seconds. */
const takeOverMs = 1_500;

/** Throws ConfigError naming the holder's pid when a live process has it. A dead process's lock is taken over, by one. */
export async function acquireLock(dataDir: string, info: { token: string; url?: string }): Promise<Lock> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'lock');
  const own: Holder = { ...(await readOwnIdentity()), host: hostname(), ...info };
  const draft = `${path}.${process.pid}-${randomBytes(6).toString('hex')}`;
  await writeDraft(draft, own);
  try {
    for (const until = Date.now() + takeOverMs; ; await pause(20)) {
      if (await tryLink(draft, path)) break;
      const content = await readIfThere(path);
      if (content === undefined) continue;
      const holder = parseHolder(content);
      if (holder && (await isAlive(holder, path))) throw refusal(dataDir, holder);
      if (await takeOver(path, content, draft, own)) break;
      if (Date.now() > until) throw new ConfigError(`${dataDir} is just being taken over by another process`);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return hold(path, own);
}

/** The live holder, or undefined: then the caller may open the engines itself, with the lock. */
export async function findHolder(dataDir: string): Promise<Holder | undefined> {
  const path = join(dataDir, 'lock');
  const content = await readIfThere(path);
  const holder = content === undefined ? undefined : parseHolder(content);
  return holder && (await isAlive(holder, path)) ? holder : undefined;
}

/** Throws ConfigError naming the holder's pid when a live process has the directory; takes nothing. */
export async function assertFree(dataDir: string): Promise<void> {
  const holder = await findHolder(dataDir);
  if (holder) throw refusal(dataDir, holder);
}

function hold(path: string, own: Holder): Lock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  return {
    async update(url) {
      own.url = url;
      const draft = `${path}.${process.pid}-${randomBytes(6).toString('hex')}`;
      await writeDraft(draft, own);
      await rename(draft, path);
    },
    async [Symbol.asyncDispose]() {
      clearInterval(heartbeat);
      const content = await readIfThere(path);
      if (content !== undefined && parseHolder(content)?.token === own.token) await rm(path, { force: true });
    },
  };
}

/**
 * Only who holds the guard of this very stale lock may replace it, and looks again before it does: of two that found it
 * at once, one wins. A guard whose owner died is passed over by the next number.
 */
async function takeOver(path: string, stale: string, draft: string, own: Holder): Promise<boolean> {
  const name = `${path}.takeover-${createHash('sha256').update(stale).digest('hex').slice(0, 16)}`;
  const guardDraft = `${draft}.guard`;
  await writeDraft(guardDraft, own);
  try {
    for (let number = 0; ; number += 1) {
      const guard = `${name}-${number}`;
      if (await tryLink(guardDraft, guard)) {
        const isStillStale = (await readIfThere(path)) === stale;
        if (isStillStale) await rename(draft, path);
        await removeGuards(path, isStillStale ? name : guard);
        return isStillStale;
      }
      const content = await readIfThere(guard);
      const owner = content === undefined ? undefined : parseHolder(content);
      // gone, or at work on it: the lock itself says what came of it
      if (content === undefined || (owner && (await isAlive(owner, guard)))) return false;
    }
  } finally {
    await rm(guardDraft, { force: true });
  }
}

async function removeGuards(path: string, prefix: string): Promise<void> {
  const directory = dirname(path);
  for (const name of await readdir(directory)) {
    const file = join(directory, name);
    if (file.startsWith(prefix)) await rm(file, { force: true });
  }
}

async function isAlive(holder: ProcessIdentity & { host: string }, path: string): Promise<boolean> {
  if (holder.host === hostname()) return isRunning(holder);
  const file = await stat(path).catch(() => undefined);
  return file !== undefined && Date.now() - file.mtimeMs < silentAfterMs;
}

function refusal(dataDir: string, holder: Holder): ConfigError {
  const where = holder.host === hostname() ? '' : ` on ${holder.host}`;
  return new ConfigError(
    `${dataDir} is in use by process ${holder.pid}${where}: stop it first, or use another DATA_DIR`,
  );
}

function parseHolder(content: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

async function writeDraft(path: string, holder: Holder): Promise<void> {
  await writeFile(path, `${JSON.stringify(holder)}\n`, { mode: 0o600, flag: 'wx' });
}

/** A link appears whole or not at all, and only where nothing was. */
async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
