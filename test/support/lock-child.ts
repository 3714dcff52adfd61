// A process that wants the lock of a data directory, and says whether it got it; holds it until it is killed.
import { setTimeout as pause } from 'node:timers/promises';
import { acquireLock } from '../../src/lock.ts';

const { dataDir, startAt = 0 } = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string; startAt?: number };
const say = (message: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(message)}\n`);

await pause(Math.max(0, startAt - Date.now()));
const lock = await acquireLock(dataDir, { token: 'child' }).catch((error: Error) => {
  say({ refused: error.message });
});
if (lock) say({ won: true });
setInterval(() => undefined, 60_000);
