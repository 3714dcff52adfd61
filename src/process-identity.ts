// Which process a pid means: numbers are given again after a restart, so the time it started belongs to it.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface ProcessIdentity {
  pid: number;
  /** opaque; the same for the same process on the same boot */
  started: string;
}

export async function readOwnIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, started: (await readStart(process.pid)) ?? '' };
}

/** False for a process that ended, also when another one has its number now, and for one that only waits to be reaped. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    // EPERM: it runs as somebody else
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const started = await readStart(identity.pid);
  return started !== undefined && started === identity.started;
}

/** Linux says it in /proc (ticks since boot, so the boot belongs to it); elsewhere `ps` does. */
async function readStart(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return askPs(pid);
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state = 'X', ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    // field 22 of proc_pid_stat(5), of which the state is the third
    return `${boot.trim()} ${rest[18]}`;
  } catch {
    return undefined;
  }
}

async function askPs(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
