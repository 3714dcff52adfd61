// Batches of a run → the queue of enrichment.
import type { Batch } from '../collectors/batches.ts';
import type { City } from '../config.ts';
import { pipelineVersion } from '../enrich/version.ts';
import { jobId } from '../queues.ts';
import type { Runtime } from '../runtime.ts';

/** Posts between two lines of the log in a long run. */
const postsPerLine = 10_000;
/** A source with years to tell goes at the pace of enrichment: imports and questions find room beside it. */
const mostWaiting = 20;

interface Outgoing {
  runtime: Runtime;
  city: City;
  job: { limit?: number | undefined };
  run: string;
  signal: AbortSignal;
}

/** Puts batches into the queue of enrichment, no more posts than were asked for. */
export function createOutput({ runtime, city, job, run, signal }: Outgoing) {
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
