// The schedule: looks every few seconds which sources of which cities are due, and queues their runs.
import type { City } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { settledWithin } from '../queues/deadline.ts';
import type { Runtime } from '../runtime.ts';
import { readSourceRun, type SourceRun } from '../store/source-run.ts';
import { collectJobId, findCollector, scheduleOf } from './collect-source.ts';
import { dueAt } from './due.ts';

const lookEveryMs = 5_000;

/**
 * Queues what is due, once: a run that waits or is under way is known by its id, and one that another scheduler's job has
 * served since is left alone by its handler. Profiles are read anew when they change.
 */
export function createLook(runtime: Runtime, now: () => Date = () => new Date()): () => Promise<void> {
  const { cities, state, log } = runtime;
  const lastRuns = new Map<string, SourceRun | undefined>();
  const complaints = new Map<string, string>();

  /** The same complaint is made once. */
  function complain(about: string, problem: string | undefined, fields: object = {}): void {
    if (complaints.get(about) === problem) return;
    if (problem === undefined) complaints.delete(about);
    else {
      complaints.set(about, problem);
      log.warn(fields, problem);
    }
  }

  async function lookAt(city: City, source: string): Promise<void> {
    const collector = findCollector(source);
    if (!collector) return;
    const key = `${city.id} ${source}`;
    const schedule = scheduleOf(city.sources[source]!, collector);
    const isDue = (last: SourceRun | undefined) => {
      const due = dueAt(last, schedule, city.timezone);
      return due !== undefined && due <= now() ? due : undefined;
    };
    // What another process has run since is only looked up when it matters.
    if (lastRuns.has(key) && !isDue(lastRuns.get(key))) return;
    const last = await readSourceRun(state, city.id, source);
    lastRuns.set(key, last);
    const due = isDue(last);
    if (!due) return;
    const queues = await runtime.queues();
    const payload = { city: city.id, source, due: due.toISOString() };
    await queues.add('collect', collectJobId(city.id, source), payload);
  }

  return async function look() {
    for (const { id } of await cities.known()) {
      try {
        const city = await cities.get(id);
        complain(id, undefined);
        for (const source of Object.keys(city.sources)) await lookAt(city, source);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        complain(id, `${id} is not collected: ${error.message}`, { city: id, problems: error.problems });
      }
    }
  };
}

/** Looks until it is disposed. */
export function startSchedule(runtime: Runtime): AsyncDisposable {
  const look = createLook(runtime);
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let isStopped = false;
  const again = () => {
    looking = look()
      .catch((err: unknown) => runtime.log.warn({ err }, 'cannot look what is to be collected'))
      .then(() => {
        if (!isStopped) timer = setTimeout(again, lookEveryMs);
      });
  };
  again();
  return {
    async [Symbol.asyncDispose]() {
      isStopped = true;
      clearTimeout(timer);
      // While Redis is away it may stand still until the queue is closed.
      await settledWithin(looking, 1_000);
    },
  };
}
