// A process with queues of its own, for tests that kill it. Speaks JSON lines on stdout; ends by SIGTERM or by SIGKILL.
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { PermanentError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { openQueues } from '../../src/queues.ts';
import { makePayload } from './queue-posts.ts';

interface Instructions {
  redisUrl?: string;
  dataDir: string;
  /** every stored post id is appended here before its job is completed; every dead one with "dead " before it */
  ledger: string;
  /** milliseconds that a batch takes */
  workMs: number;
  concurrency?: number;
  /** jobs to add, named by their number */
  jobs?: { from: number; to: number; posts: number };
  /** the process ends hard when it meets this post */
  poison?: string;
}

const instructions = JSON.parse(process.argv[2] ?? '{}') as Instructions;
const say = (message: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(message)}\n`);
const stopping = new AbortController();

async function main(): Promise<void> {
  const log = createLog('error', 'child');
  const queues = await openQueues({ ...instructions, log });
  process.once('SIGTERM', () => {
    stopping.abort();
    const since = Date.now();
    void queues[Symbol.asyncDispose]().then(() => say({ closed: Date.now() - since }));
  });
  await queues.work(
    'enrich',
    async (payload, { id, signal }) => {
      say({ started: id, posts: payload.posts.length });
      const bad = payload.posts.find((post) => post.id === instructions.poison);
      if (bad) process.kill(process.pid, 'SIGKILL');
      await pause(instructions.workMs, undefined, { signal });
      appendFileSync(instructions.ledger, payload.posts.map((post) => `${post.id}\n`).join(''));
      return { stored: payload.posts.length, dead: 0 };
    },
    {
      concurrency: instructions.concurrency,
      onFailed: async (payload, { reason }) => {
        appendFileSync(instructions.ledger, payload.posts.map((post) => `dead ${post.id}\n`).join(''));
        say({ dead: payload.posts.length, reason });
        return { stored: 0, dead: payload.posts.length };
      },
    },
  );
  say({ ready: true });
  const { from, to, posts } = instructions.jobs ?? { from: 0, to: 0, posts: 0 };
  for (let job = from; job < to; job += 1) {
    await queues.whenRoom('enrich', stopping.signal);
    const { id, payload } = makePayload(job, posts);
    await queues.add('enrich', id, payload);
    say({ added: job });
  }
  say({ allAdded: true });
}

main().catch((error) => {
  if (stopping.signal.aborted || error instanceof PermanentError) return;
  console.error(error);
  process.exit(1);
});
