// `earshot reenrich`: stored posts that an earlier version tagged, or an earlier profile, are enriched again while everything goes on.
import { setTimeout as pause } from 'node:timers/promises';
import { SingleBar } from 'cli-progress';
import { pipelineVersion } from '../../enrich/version.ts';
import { settleDays } from '../../jobs/import-file.ts';
import { reenrichJobId } from '../../jobs/reenrich-city.ts';
import { type ReenrichRun, readReenrichRun } from '../../store/reenrich-run.ts';
import { type CliCommand, type Io, line, type Run } from '../command.ts';
import type { Held } from '../hold.ts';

interface Options {
  city?: string;
}

/** Jobs of an earlier profile that may end before ours. */
const mostAttempts = 5;
const lookEveryMs = 1_000;
const tellEveryMs = 5_000;

/** A bar on a terminal; to a file or another process a line every few seconds. */
function createProgress(io: Io) {
  if (!io.canAsk) {
    let toldAt = Date.now();
    return {
      show({ done, posts }: ReenrichRun) {
        if (Date.now() - toldAt < tellEveryMs) return;
        toldAt = Date.now();
        line(io.stderr, `${done} of ${posts} enriched again`);
      },
      stop() {},
    };
  }
  const bar = new SingleBar({
    format: '{bar} {percentage}% | {value} posts | {eta_formatted} left',
    stream: io.stderr as NodeJS.WriteStream,
    hideCursor: true,
  });
  let isStarted = false;
  return {
    show({ done, posts }: ReenrichRun) {
      if (!isStarted) bar.start(posts, 0);
      isStarted = true;
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

/** Waits until the city's job has ended, whichever process works on it, and shows how far it is. */
async function follow(held: Held, city: string, since: string, io: Io): Promise<void> {
  const progress = createProgress(io);
  const queues = await held.queues();
  const id = reenrichJobId(city);
  let isOver = false;
  const over = queues.whenSettled('reenrich', id, io.signal).finally(() => {
    isOver = true;
  });
  try {
    while (!isOver) {
      await Promise.race([over, pause(lookEveryMs, undefined, { signal: io.signal })]);
      const run = await readReenrichRun(held.state, city);
      if (run && run.startedAt >= since) progress.show(run);
    }
    await over;
  } finally {
    progress.stop();
  }
}

function tell({ done, dead, left, version }: ReenrichRun, io: Io): void {
  if (left > 0)
    line(
      io.stderr,
      `${left} stay as they are: their text is not kept here any more, and cannot be read again`,
    );
  if (dead > 0) line(io.stderr, `${dead} dead letters, whose posts keep their old tags: earshot dead list`);
  line(io.stderr, `${done} posts enriched again by version ${version}`);
}

const run: Run<Options> = async (_words, options, { io, runtime: open }) => {
  const held = await open();
  const city = await held.cities.get(options.city, io.cwd);
  const queues = await held.queues();
  const since = new Date().toISOString();
  await held.startWorkers();
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    await queues.add('reenrich', reenrichJobId(city.id), { city: city.id });
    try {
      await follow(held, city.id, since, io);
    } catch (error) {
      if (!io.signal.aborted) throw error;
      line(io.stderr, 'stopped; it goes on in the process that holds the data, or with the same command');
      return 130;
    }
    const ended = await readReenrichRun(held.state, city.id);
    // A job that was under way may have begun before the profile was changed.
    const version = pipelineVersion(await held.cities.get(options.city, io.cwd));
    if (ended?.endedAt === undefined || ended.endedAt < since || ended.version !== version) continue;
    await settleDays(held, city, io.signal);
    tell(ended, io);
    return 0;
  }
  line(io.stderr, 'stored posts could not be enriched again; the log says why');
  return 1;
};

export const reenrich: CliCommand = {
  define: (command) =>
    command.description(
      'enrich stored posts again whose tags another version of the program or of the profile made; corrections and deletions stand',
    ),
  run,
};
