// One job of the `collect` queue: a bounded run of one source of one city, from its cursor to its place in the ledger.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Batch } from '../collectors/batches.ts';
import { collectors } from '../collectors/catalog.ts';
import type { Collector, PostKey, StoredQuery } from '../collectors/collector.ts';
import { type CoverageEntry, noTotals, type RunCursor, type RunOutcome } from '../collectors/outcome.ts';
import { secretsOf } from '../collectors/permission.ts';
import { run as runCollector } from '../collectors/run.ts';
import { type City, readCredentials, type SourceSettings } from '../config.ts';
import { pipelineVersion } from '../enrich/version.ts';
import { ConfigError } from '../errors.ts';
import { jobId, type Payload } from '../queues.ts';
import type { Runtime } from '../runtime.ts';
import { type RunKind, readSourceRun, type SourceRun, writeSourceRun } from '../store/source-run.ts';
import { findStoredIds } from '../store/stored-ids.ts';
import { deletePosts } from '../store/tombstones.ts';
import { type Counts, coverEntries, coveredAfter, prolong } from './cover.ts';
import { dueAt } from './due.ts';
import { toStoredLetter } from './letters.ts';

export type CollectJob = Payload<'collect'>;

/** A run ends after this time and goes on in the next one: nothing waits long for a place or for the end. */
const runLimitMs = 5 * 60_000;
/** A platform that asks for a longer pause ends the run, and is left alone until then. */
const longestWaitMs = 60_000;
/** Posts between two lines of the log in a long run. */
const postsPerLine = 10_000;
/** A source with years to tell goes at the pace of enrichment: imports and questions find room beside it. */
const mostWaiting = 20;
const defaultSchedule = 'every 15 minutes';

/** One per source of a city, so that its runs never overlap, in however many processes. */
export const collectJobId = (city: string, source: string): string => jobId(['collect', city, source]);

/** The collector of a source that is collected from somewhere; archives are imported. */
export function findCollector(source: string): Collector | undefined {
  const known: Record<string, Collector> = collectors;
  const found = Object.hasOwn(known, source) ? known[source] : undefined;
  return found?.isFinite ? undefined : found;
}

export const scheduleOf = (settings: SourceSettings, { every }: Collector): string =>
  settings.schedule ?? every ?? defaultSchedule;

/** The cursor with what the run that saved it had covered, until that run is in the ledger itself. */
const savedSchema = z.object({ cursor: z.unknown(), open: z.array(z.custom<CoverageEntry>()).optional() });

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
  const collector = findCollector(job.source);
  // The profile changed while the job waited.
  if (!settings || !collector) return;
  const kind: RunKind = job.from !== undefined || job.to !== undefined ? 'past' : 'live';
  const last = await readSourceRun(runtime.state, city.id, job.source, kind);
  if (job.due !== undefined && last && last.startedAt >= job.due) return;
  const schedule = scheduleOf(settings, collector);
  const run = randomUUID();
  const collecting = { runtime, city, job, kind, collector, schedule, last, run, signal };
  const startedAt = new Date().toISOString();
  const { outcome, coverage, cursor } = await attempt(collecting, settings);
  const coveredTo = await enter(collecting, coverage, outcome);
  if (cursor) await runtime.state.cursor.put(city.id, job.source, { cursor });
  await record(collecting, startedAt, outcome, coveredTo);
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
  const saved = savedSchema.safeParse(await runtime.state.cursor.get(city.id, job.source)).data;
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
      credentials,
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
  const { state, deadLetters, store, log } = runtime;
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
      await state.cursor.put(city.id, job.source, { cursor, open });
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

/** Puts batches into the queue of enrichment, no more posts than were asked for. */
function createOutput({ runtime, city, job, run, signal }: Collecting) {
  const { log } = runtime;
  const version = pipelineVersion(city);
  let room = job.limit ?? Number.POSITIVE_INFINITY;
  let queued = 0;
  let isCut = false;
  async function enqueue({ page, posts: all, source }: Batch): Promise<void> {
    const posts = all.slice(0, room);
    if (posts.length < all.length) isCut = true;
    if (posts.length === 0) return;
    const queues = await runtime.queues();
    await queues.whenRoom('enrich', signal, mostWaiting);
    const name = posts.length < all.length ? [page, String(posts.length)] : [page];
    const id = jobId([city.id, source, ...name, version, 'filter']);
    await queues.add('enrich', id, { city: city.id, source, run, filter: true, posts });
    room -= posts.length;
    const lines = Math.floor(queued / postsPerLine);
    queued += posts.length;
    if (Math.floor(queued / postsPerLine) > lines)
      log.info({ city: city.id, source, posts: queued }, 'collects');
  }
  return { enqueue, isCut: () => isCut };
}

/** Writes what was covered into the ledger; returns up to where the source is covered now. */
async function enter(
  { runtime, city, job, kind, last }: Collecting,
  coverage: readonly CoverageEntry[],
  outcome: Counts,
): Promise<string | undefined> {
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

async function record(
  { runtime, city, job, kind, schedule, run }: Collecting,
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
    ...(job.request !== undefined && { request: job.request }),
  };
  const nextAt = dueAt(ran, schedule, city.timezone)?.toISOString();
  await writeSourceRun(runtime.state, city.id, job.source, { ...ran, ...(nextAt && { nextAt }) }, kind);
}
