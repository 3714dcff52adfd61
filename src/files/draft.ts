// A file that is not complete has another name beside the one it will take. What a killed process left of it is known by that name.
import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Nobody writes so slowly: whose it was, it is left. */
const leftAfterMs = 3_600_000;

/** Tells machines apart without naming them. */
export const ownHost = () => createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** `.NAME.<host>.<pid>.<random>.part` in the folder of `path`. */
export const draftOf = (path: string): string =>
  join(
    dirname(path),
    `.${basename(path)}.${ownHost()}.${process.pid}.${randomBytes(6).toString('hex')}.part`,
  );

const ending = /^([0-9a-f]{8})\.(\d{1,10})\.[0-9a-f]{12}\.part$/;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs as somebody else
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the process that was writing there has ended, as far as can be told from here. */
export async function isLeft(path: string, host: string, pid: number, nowMs: number): Promise<boolean> {
  if (host === ownHost() && !isRunning(pid)) return true;
  const file = await stat(path).catch(() => undefined);
  return file !== undefined && nowMs - file.mtimeMs > leftAfterMs;
}

/** Removes what killed processes left of earlier drafts of `path`; that of one that runs stays. */
export async function removeLeftDrafts(path: string, nowMs = Date.now()): Promise<void> {
  const folder = dirname(path);
  const start = `.${basename(path)}.`;
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(start))) {
    const [, host, pid] = ending.exec(name.slice(start.length)) ?? [];
    if (host === undefined) continue;
    const draft = join(folder, name);
    if (await isLeft(draft, host, Number(pid), nowMs)) await rm(draft, { force: true });
  }
}
