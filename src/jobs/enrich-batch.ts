// One job of the `enrich` queue: posts → tags → rows confirmed by the store. Only then is the job complete.
import type { CityDirectory } from '../cities.ts';
import type { EnrichPool } from '../enrich-pool.ts';
import { ConfigError, TransientError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Post } from '../post.ts';
import type { Payload } from '../queues.ts';
import type { Store } from '../store/client.ts';
import type { DeadLetters, NewDeadLetter } from '../store/dead-letters.ts';
import { keepDropped } from '../store/dropped-posts.ts';
import type { StoredRow } from '../store/row.ts';
import type { Writer } from '../store/writer.ts';

export type EnrichJob = Payload<'enrich'>;

/** What became of a job's posts: posts = stored + dead + dropped. */
export interface EnrichOutcome {
  /** confirmed by the store, or deleted before and rightly kept away */
  stored: number;
  dead: number;
  /** left out by relevance */
  dropped: number;
}

export interface EnrichBatchContext {
  cities: CityDirectory;
  pool: EnrichPool;
  store: Store;
  writer: Writer;
  deadLetters: DeadLetters;
  log: Log;
}

/** A dead letter for each of these posts of the job. */
export function lettersOf(
  job: EnrichJob,
  posts: readonly { post: Post; reason: string }[],
  stage: NewDeadLetter['stage'],
): NewDeadLetter[] {
  const { city, source, run } = job;
  return posts.map(({ post, reason }) => ({ city, source, run, stage, reason, post }));
}

/** Rows directly above those that they were made from; their days are marked when all of their month are stored. */
function asReplayed(
  rows: readonly StoredRow[],
  { posts }: EnrichJob,
  versions: readonly number[],
): StoredRow[] {
  const versionOf = new Map(posts.map(({ id }, at) => [id, versions[at]]));
  return rows.map((row): StoredRow => ({ ...row, basedOn: versionOf.get(row.id)!, keepsDays: true }));
}

/** Throws TransientError when the job must come back: the store is away, or its city has no profile here yet. */
export async function enrichBatch(job: EnrichJob, context: EnrichBatchContext): Promise<EnrichOutcome> {
  const city = await context.cities.get(job.city).catch((error: unknown) => {
    // Its posts wait for the profile; they are not lost because it was moved.
    if (error instanceof ConfigError) throw new TransientError(error.message, { cause: error });
    throw error;
  });
  const { replay } = job;
  const imported = replay ? replay.imported : job.run !== undefined && !job.filter;
  const replayed = replay !== undefined;
  const result = await context.pool.enrich(city, job.posts, { imported, replayed, as: 'rows' });
  await keepDropped(context.store, result.left);
  const written = await context.writer.write(
    replay ? asReplayed(result.rows, job, replay.versions) : result.rows,
  );
  const refused = written.dead.map(({ row, reason }) => ({
    post: job.posts.find(({ id }) => id === row.id)!,
    reason,
  }));
  const letters = [...lettersOf(job, result.refused, 'enrich'), ...lettersOf(job, refused, 'store')];
  await context.deadLetters.put(letters);
  context.log.debug({ city: city.id, posts: job.posts.length, dead: letters.length }, 'batch stored');
  return {
    stored: job.posts.length - letters.length - result.dropped,
    dead: letters.length,
    dropped: result.dropped,
  };
}
