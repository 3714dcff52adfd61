// One job of the `collect` queue: a bounded run of one source of one city, from its cursor to its place in the ledger.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { collectors } from '../collectors/catalog.ts';
import type { Collector, PostKey, StoredQuery } from '../collectors/collector.ts';
import {
  type CoverageEntry,
  noTotals,
  type RunCursor,
  type RunOutcome,
  readRunCursor,
} from '../collectors/outcome.ts';
import { secretsOf } from '../collectors/permission.ts';
import { recheckCollector } from '../collectors/recheck-run.ts';
import { run as runCollector } from '../collectors/run.ts';
import { type City, readCredentials, type SourceSettings } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { jobId, type Payload } from '../queues.ts';
import type { Runtime } from '../runtime.ts';
import { type RunKind, readSourceRun, type SourceRun, writeSourceRun } from '../store/source-run.ts';
import { findStoredIds } from '../store/stored-ids.ts';
import { listStored } from '../store/stored-posts.ts';
import { deletePosts } from '../store/tombstones.ts';
import { termsOf } from '../terms.ts';
import { accountsOf } from './collect-accounts.ts';
import { createOutput } from './collect-output.ts';
import { type Counts, coverEntries, coveredAfter, prolong } from './cover.ts';
import { dueAt } from './due.ts';
import { toStoredLetter } from './letters.ts';

export type CollectJob = Payload<'collect'>;

/** A run ends after this time and goes on in the next one: nothing waits long for a place or for the end. */
const runLimitMs = 5 * 60_000;
/** A platform that asks for a longer pause ends the run, and is left alone until then. */
const longestWaitMs = 60_000;
const defaultSchedule = 'every 15 minutes';
/** Looking again begins once a day; how often it goes over everything is the source's terms' affair. */
export const recheckSchedule = 'every day';

/** Each kind of run has a cursor of its own. */
const cursorNames: Readonly<Record<RunKind, string>> = { live: '', past: 'past', recheck: 'recheck' };

/** One per source of a city, so that its runs never overlap, in however many processes. */
export const collectJobId = (city: string, source: string): string => jobId(['collect', city, source]);

/** The collector of a source that is collected from somewhere; archives are imported. */
export function findCollector(source: string): Collector | undefined {
  const known: Record<string, Collector> = collectors;
  const found = Object.hasOwn(known, source) ? known[source] : undefined;
  return found?.isFinite || found?.isPushed ? undefined : found;
}

export const scheduleOf = (settings: SourceSettings, { every }: Collector): string =>
  settings.schedule ?? every ?? defaultSchedule;

/** The cursor with what the run that saved it had covered, until that run is in the ledger itself. */
const savedSchema = z.object({
  cursor: z.unknown(),
  open: z.array(z.custom<CoverageEntry>()).optional(),
  /** of a run over the past: for which interval the cursor is */
  from: z.string().optional(),
  to: z.string().optional(),
});
type Saved = z.output<typeof savedSchema>;

const kindOf = ({ recheck, from, to }: CollectJob): RunKind => {
  if (recheck) return 'recheck';
  return from !== undefined || to !== undefined ? 'past' : 'live';
};

/** The collector as this kind of run wants it. */
function collectorFor(runtime: Runtime, city: City, found: Collector, kind: RunKind): Collector | undefined {
  if (kind !== 'recheck') return found;
  return recheckCollector(found, {
    everyDays: termsOf(found.source).recheckDays ?? 7,
    async list(range) {
      const keys = await listStored(runtime.store.jobs, { city: city.id, source: found.source, ...range });
      return keys.map((key) => ({ ...key, createdAt: new Date(key.createdAtMs).toISOString() }));
    },
  });
}

/** What one run carries along. */
interface Collecting {
  runtime: Runtime;
  city: City;
  job: CollectJob;
  kind: RunKind;
  collector: Collector;
  schedule: string;
  last: SourceRun | undefined;
  run: string;
  signal: AbortSignal;
}

/**
 * Resolves when the run is recorded, however it ended; a tick that another scheduler has served already does nothing.
 * Throws TransientError when the queue or the store is away: the job comes back.
 */
export async function collectSource(runtime: Runtime, job: CollectJob, signal: AbortSignal): Promise<void> {
  const city = await runtime.cities.get(job.city);
  const settings = Object.hasOwn(city.sources, job.source) ? city.sources[job.source] : undefined;
  const kind = kindOf(job);
  const found = findCollector(job.source);
  const collector = found && collectorFor(runtime, city, found, kind);
  // The profile changed while the job waited.
  if (!settings || !collector) return;
  const last = await readSourceRun(runtime.state, city.id, job.source, kind);
  if (job.due !== undefined && last && last.startedAt >= job.due) return;
  const schedule = kind === 'recheck' ? recheckSchedule : scheduleOf(settings, collector);
  const run = randomUUID();
  const collecting = { runtime, city, job, kind, collector, schedule, last, run, signal };
  const startedAt = new Date().toISOString();
  const { outcome, coverage, cursor } = await attempt(collecting, settings);
  const coveredTo = await enter(collecting, coverage, outcome);
  if (cursor) await saveCursor(collecting, { cursor });
  await record(collecting, startedAt, outcome, coveredTo);
}

/** A run over the past keeps the interval that its cursor is for. */
async function saveCursor({ runtime, city, job, kind }: Collecting, saved: Saved): Promise<void> {
  const { from, to } = job;
  const value = kind === 'past' ? { ...saved, from, to } : saved;
  await runtime.state.cursor.put(city.id, job.source, value, cursorNames[kind]);
}

/** Where this run goes on, and where the live one stands. */
async function readCursors({ runtime, city, job, kind, last }: Collecting) {
  const read = async (of: RunKind) =>
    savedSchema.safeParse(await runtime.state.cursor.get(city.id, job.source, cursorNames[of])).data;
  const saved = await read(kind);
  if (kind !== 'past') return { saved };
  const live = readRunCursor((await read('live'))?.cursor)?.at;
  const isSame = saved?.from === job.from && saved?.to === job.to;
  // Who asks for what has been gone over once more wants it from its beginning.
  const isOver = last?.ended === 'complete' || last?.ended === 'truncated';
  return { saved: isSame && !isOver ? saved : undefined, live };
}

interface Attempt {
  outcome: RunOutcome;
  coverage: CoverageEntry[];
  /** as it was saved last in this run */
  cursor?: RunCursor;
}

/** Runs the collector; what the profile or the environment gets wrong is an outcome like any other. */
async function attempt(collecting: Collecting, settings: SourceSettings): Promise<Attempt> {
  const { runtime, city, job, collector } = collecting;
  const { saved, live } = await readCursors(collecting);
  // A run that was killed had covered this much.
  if (saved?.open) await enter(collecting, saved.open, noTotals());
  const attempted: Attempt = { outcome: { ...noTotals(), ended: 'blocked' }, coverage: [] };
  try {
    const secrets = secretsOf(collector, settings.options);
    const credentials = readCredentials(job.source, secrets, settings.secret);
    attempted.outcome = await runCollector(collector, {
      city,
      options: settings.options,
      cursor: saved?.cursor,
      ...(live !== undefined && { live }),
      credentials,
      ...(await accountsOf(collecting, settings, credentials)),
      ...runParams(collecting, attempted),
    });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    attempted.outcome.reason = [error.message, ...error.problems].join('; ');
    const where = { city: city.id, source: job.source };
    runtime.log.warn({ ...where, problems: error.problems }, error.message);
  }
  return attempted;
}

function runParams(collecting: Collecting, attempted: Attempt) {
  const { runtime, city, job, run, signal } = collecting;
  const { deadLetters, store, log } = runtime;
  const output = createOutput(collecting);
  return {
    run,
    signal,
    secrets: runtime.secrets,
    log,
    longestWaitMs,
    http: runtime.http(city.contact),
    budget: { timeMs: runLimitMs, posts: job.limit },
    ...(job.from !== undefined && { from: new Date(job.from) }),
    ...(job.to !== undefined && { to: new Date(job.to) }),
    enqueue: output.enqueue,
    async saveCursor(cursor: RunCursor, open: CoverageEntry[]) {
      // What a limit has cut off is read again, and is not covered.
      if (output.isCut()) return;
      await saveCursor(collecting, { cursor, open });
      attempted.cursor = cursor;
    },
    async recordCoverage(entry: CoverageEntry) {
      if (!output.isCut()) attempted.coverage.push(entry);
    },
    deadLetter: (letters: Parameters<typeof toStoredLetter>[0][]) =>
      deadLetters.put(letters.map(toStoredLetter)),
    findStored: (query: StoredQuery) =>
      findStoredIds(store.jobs, { city: city.id, source: job.source, ...query }),
    async deleted(keys: PostKey[]) {
      await deletePosts(store, city, keys);
    },
  };
}

/** Writes what was covered into the ledger; returns up to where the source is covered now. */
async function enter(
  { runtime, city, job, kind, last }: Collecting,
  coverage: readonly CoverageEntry[],
  outcome: Counts,
): Promise<string | undefined> {
  // Who looks again at what is stored says nothing of what was there.
  if (kind === 'recheck') return undefined;
  const { read, enqueued, skipped, dead } = outcome;
  const before = last?.coveredTo;
  // Only the live run stands for all that came since it ran before.
  const told = kind === 'live' ? coverage : coverage.filter(({ from }) => from !== undefined);
  const entries = told.flatMap((entry) => {
    const isOwn = entry.source === job.source;
    const counts = isOwn
      ? { read, enqueued, skipped, dead }
      : { read: entry.posts, enqueued: entry.posts, skipped: 0, dead: 0 };
    return coverEntries(entry, counts, kind === 'live' ? before : undefined);
  });
  if (entries.length === 0) return before;
  const times = entries.flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)]);
  const known = await runtime.state.coverage.list({
    city: city.id,
    source: job.source,
    fromMs: Math.min(...times) - 60_000,
    toMs: Math.max(...times) + 60_000,
  });
  await runtime.state.coverage.put(...entries.map((entry) => prolong(entry, known.toReversed())));
  return kind === 'live' ? coveredAfter(entries, before) : before;
}

const isFailure = (ended: string) => ended === 'failed' || ended === 'blocked';

async function record(
  { runtime, city, job, kind, schedule, run, last }: Collecting,
  startedAt: string,
  outcome: RunOutcome,
  coveredTo: string | undefined,
): Promise<void> {
  const { ended, reason, read, enqueued, skipped, dead, deleted, retryAt } = outcome;
  const ran: SourceRun = {
    ...{ run, startedAt, finishedAt: new Date().toISOString(), ended, schedule },
    ...{ read, enqueued, skipped, dead },
    ...(reason !== undefined && { reason }),
    ...(deleted !== undefined && { deleted }),
    ...(retryAt && { retryAt: retryAt.toISOString() }),
    ...(coveredTo !== undefined && { coveredTo }),
    ...(isFailure(ended) && { failures: (last?.failures ?? 0) + 1 }),
    ...(kind === 'past' && { from: job.from, to: job.to }),
    ...(job.request !== undefined && { request: job.request }),
  };
  const nextAt = dueAt(ran, schedule, city.timezone)?.toISOString();
  await writeSourceRun(runtime.state, city.id, job.source, { ...ran, ...(nextAt && { nextAt }) }, kind);
}
