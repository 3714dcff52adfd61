// A worker's sign of life for whoever looks after containers: a file that grows old when the worker no longer reaches its
// queue and its store, or when its event loop stands still.
import { rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const everyMs = 5_000;
/** Older than this it is no sign of life: six beats were missed. */
const freshMs = 30_000;

/** In the container's own folder for what passes: volumes may be shared by workers. */
const fileOf = (name: string) => join(tmpdir(), `earshot-${name}.alive`);

/** Beats while `check` succeeds. Disposing it takes the file away. */
export function startHeartbeat(name: string, check: () => Promise<unknown>): AsyncDisposable {
  const ended = new AbortController();
  const beat = async () => {
    while (!ended.signal.aborted) {
      // Whoever watches sees the age; the parts themselves log what is wrong with them.
      await check()
        .then(() => writeFile(fileOf(name), String(process.pid)))
        .catch(() => undefined);
      await delay(everyMs, undefined, { ref: false, signal: ended.signal }).catch(() => undefined);
    }
  };
  const beating = beat();
  return {
    async [Symbol.asyncDispose]() {
      ended.abort();
      await beating;
      await rm(fileOf(name), { force: true });
    },
  };
}

/** Whether the worker of this name on this machine gave a sign of life in the last 30 seconds. */
export async function isAlive(name: string, nowMs = Date.now()): Promise<boolean> {
  const found = await stat(fileOf(name)).catch(() => undefined);
  return found !== undefined && nowMs - found.mtimeMs < freshMs;
}
