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

/** Throws TransientError when the job must come back: the store is away, or its city has no profile here yet. */
export async function enrichBatch(job: EnrichJob, context: EnrichBatchContext): Promise<EnrichOutcome> {
  const city = await context.cities.get(job.city).catch((error: unknown) => {
    // Its posts wait for the profile; they are not lost because it was moved.
    if (error instanceof ConfigError) throw new TransientError(error.message, { cause: error });
    throw error;
  });
  const imported = job.run !== undefined && !job.filter;
  const result = await context.pool.enrich(city, job.posts, { imported, as: 'rows' });
  await keepDropped(context.store, result.left);
  const written = await context.writer.write(result.rows);
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
