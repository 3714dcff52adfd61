// `earshot tag`: Post JSON lines on standard input → EnrichedPost JSON lines on standard output; no queue, no store.
import { once } from 'node:events';
import { openCities } from '../../cities.ts';
import { collector as fileCollector } from '../../collectors/file.ts';
import { run as runCollector } from '../../collectors/run.ts';
import { createEnrichPool, threadsHere } from '../../enrich-pool.ts';
import { openSecrets } from '../../secrets.ts';
import { closingLine } from '../closing-line.ts';
import { type CliCommand, type Io, line, type Run } from '../command.ts';

interface Options {
  city?: string;
  source?: string;
}

/** Batches on their way through the threads, written in the order in which they were read. */
function createOrderedOutput(io: Io, mostAtOnce: number) {
  const pending: Promise<string[]>[] = [];
  let written = 0;
  async function writeFirst(): Promise<void> {
    const lines = await pending.shift()!;
    written += lines.length;
    if (lines.length > 0 && !io.stdout.write(`${lines.join('\n')}\n`))
      await once(io.stdout, 'drain', { signal: io.signal });
  }
  return {
    async add(batch: Promise<string[]>): Promise<void> {
      // A batch that fails is awaited later; until then its rejection is nobody's.
      batch.catch(() => {});
      pending.push(batch);
      if (pending.length > mostAtOnce) await writeFirst();
    },
    async finish(): Promise<number> {
      while (pending.length > 0) await writeFirst();
      return written;
    },
  };
}

const run: Run<Options> = async (_positional, options, { io, environment, log }) => {
  const city = await openCities(environment).get(options.city, io.cwd);
  await using pool = createEnrichPool(threadsHere());
  await pool.warm(city);
  const output = createOrderedOutput(io, 2 * threadsHere());
  let startedAt = 0;
  let refused = 0;
  const outcome = await runCollector(fileCollector, {
    city,
    options: {
      input: io.stdin,
      name: 'stdin',
      format: 'jsonl',
      ...(options.source !== undefined && { source: options.source }),
    },
    cursor: undefined,
    signal: io.signal,
    secrets: await openSecrets(environment.dataDir),
    log,
    async enqueue({ posts }) {
      startedAt ||= performance.now();
      const tagged = pool.enrich(city, posts, { imported: false, as: 'lines' }).then((result) => {
        refused += result.refused.length;
        for (const { post, reason } of result.refused) line(io.stderr, `post ${post.id}: ${reason}`);
        return result.lines;
      });
      await output.add(tagged);
    },
    saveCursor: async () => {},
    recordCoverage: async () => {},
    deadLetter: async () => {},
    onReport: ({ where, reason, isMended }) =>
      line(io.stderr, `${where}: ${reason}${isMended ? ' (mended)' : ''}`),
  });
  const stored = await output.finish();
  const { read, skipped, ended } = outcome;
  const tookMs = startedAt === 0 ? 0 : performance.now() - startedAt;
  line(io.stderr, closingLine({ read, stored, skipped, dead: outcome.dead + refused, tookMs }));
  return ended === 'complete' ? 0 : 1;
};

export const tag: CliCommand = {
  define: (command) =>
    command
      .description('add topics, sentiment and places to Post JSON lines from standard input')
      .option('--source <source>', 'source of lines that name none'),
  run,
};
