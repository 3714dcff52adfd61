// The schedule: looks every few seconds which sources of which cities are due, and queues their runs.
import type { City, SourceSettings } from '../config.ts';
import { ConfigError } from '../errors.ts';
import type { Runtime } from '../runtime.ts';
import { parseTime } from '../store/city-time.ts';
import { type RunKind, readSourceRun, type SourceRun } from '../store/source-run.ts';
import { collectJobId, findCollector, recheckSchedule, scheduleOf } from './collect-source.ts';
import { dueAt } from './due.ts';
import { startRepeating } from './repeat.ts';

const lookEveryMs = 5_000;

type DueOf = (last: SourceRun | undefined) => Date | undefined;
interface Due {
  due: Date;
  last: SourceRun | undefined;
}

/** The beginning of the past that the profile asks for: midnight in the city. */
function backfillOf(city: City, { backfill }: SourceSettings): string | undefined {
  const ms = backfill === undefined ? undefined : parseTime(city.timezone, backfill);
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

/** Until it has once been gone over, to its end or as far as the platform goes back. */
function backfillDueAt(
  last: SourceRun | undefined,
  from: string,
  schedule: string,
  timezone: string,
): Date | undefined {
  if (last?.from !== from) return new Date(0);
  return ['complete', 'truncated'].includes(last.ended) ? undefined : dueAt(last, schedule, timezone);
}

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

  /** The run of this kind, when it is due. */
  async function findDue(city: City, source: string, kind: RunKind, dueOf: DueOf): Promise<Due | undefined> {
    const key = `${city.id} ${source} ${kind}`;
    const isDue = (last: SourceRun | undefined) => {
      const due = dueOf(last);
      return due !== undefined && due <= now() ? due : undefined;
    };
    // What another process has run since is only looked up when it matters.
    if (lastRuns.has(key) && !isDue(lastRuns.get(key))) return undefined;
    const last = await readSourceRun(state, city.id, source, kind);
    lastRuns.set(key, last);
    const due = isDue(last);
    return due && { due, last };
  }

  /** What is new comes first, then the past, then the second look: one job of a source at a time. */
  async function lookAt(city: City, source: string): Promise<void> {
    const collector = findCollector(source);
    if (!collector) return;
    const settings = city.sources[source]!;
    const schedule = scheduleOf(settings, collector);
    const add = async ({ due }: Due, more: object = {}) => {
      const queues = await runtime.queues();
      const payload = { city: city.id, source, due: due.toISOString(), ...more };
      await queues.add('collect', collectJobId(city.id, source), payload);
    };
    const live = await findDue(city, source, 'live', (last) => dueAt(last, schedule, city.timezone));
    if (live) return add(live);
    const from = backfillOf(city, settings);
    if (from !== undefined) {
      const dueOf: DueOf = (last) => backfillDueAt(last, from, schedule, city.timezone);
      const past = await findDue(city, source, 'past', dueOf);
      const isSame = past?.last?.from === from;
      if (past) return add(past, { from, to: (isSame && past.last?.to) || now().toISOString() });
    }
    if (!collector.recheck) return;
    const again = await findDue(city, source, 'recheck', (last) =>
      dueAt(last, recheckSchedule, city.timezone),
    );
    if (again) await add(again, { recheck: true });
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
export const startSchedule = (runtime: Runtime): AsyncDisposable =>
  startRepeating(createLook(runtime), {
    everyMs: lookEveryMs,
    onError: (err) => runtime.log.warn({ err }, 'cannot look what is to be collected'),
  });
