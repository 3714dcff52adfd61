// The queue catalogue: name, payload, retries, concurrency of each queue; opens either back-end behind it.
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from './log.ts';
import { postSchema, sourceName } from './post.ts';
import type { QueueDefinition } from './queues/definition.ts';
import { openEmbeddedEngine } from './queues/embedded-engine.ts';
import { createHub, type Hub } from './queues/hub.ts';
import { findPglite } from './queues/queue-directory.ts';
import { checkRedis, openRedisEngine, type QueueCheck } from './queues/redis-engine.ts';

export { isSettled, type JobState, jobId, type Outcome } from './queues/definition.ts';
export type { WorkOptions } from './queues/hub.ts';
export type { Handler, JobMeta, OnFailed } from './queues/processor.ts';
export type { QueueCheck } from './queues/redis-engine.ts';
export type { WorkerHandle } from './queues/worker.ts';

const enrichPayload = z.object({
  city: z.string().min(1),
  source: sourceName,
  /** the run of a collector or import that brought it */
  run: z.string().optional(),
  /** imported posts are kept whatever their relevance, unless this says otherwise */
  filter: z.boolean().optional(),
  /**
   * They are stored and only enriched again: the version of each one's row, above which the new one goes, and whether they
   * were imported. Whoever asked for it marks their days.
   */
  replay: z.object({ versions: z.array(z.int().positive()), imported: z.boolean() }).optional(),
  /** 1 to 500, at most 500 KB serialized */
  posts: z.array(postSchema).min(1),
});

const reenrichPayload = z.object({ city: z.string().min(1) });

const rebuildPayload = z.object({
  city: z.string().min(1),
  /** of the city's own calendar: its days that are dirty when the job runs */
  month: z.string().regex(/^\d{4}-\d{2}$/),
  /** while much else is to do: the terms of its days follow later, and they stay dirty */
  sumsOnly: z.boolean().optional(),
  /** only of days from this one on */
  since: z.iso.date().optional(),
});

const checkPayload = z.object({
  city: z.string().min(1),
  /** calendar day of the city */
  night: z.iso.date(),
});

const collectPayload = z.object({
  city: z.string().min(1),
  source: sourceName,
  /** the time of the schedule it answers: a run that began since then has served it */
  due: z.iso.datetime().optional(),
  /** the command that asked for it */
  request: z.string().optional(),
  /** goes back over an interval; without both the run goes on from its cursor */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  /** looks again at what is stored */
  recheck: z.boolean().optional(),
  /** most posts */
  limit: z.int().min(1).optional(),
});

const reportPayload = z.object({
  city: z.string().min(1),
  /** weekly or digest */
  kind: z.string().min(1),
  /** calendar day of the city on which it is due, and the moment */
  day: z.iso.date(),
  due: z.iso.datetime(),
  queuedAt: z.iso.datetime(),
});

const alertPayload = z.object({
  city: z.string().min(1),
  /** the look it is: one of every few minutes */
  tick: z.int().nonnegative(),
});

const deliverPayload = z.object({
  city: z.string().min(1),
  /** id of the ledger's entry */
  delivery: z.string().min(1),
});

type EnrichPayload = z.output<typeof enrichPayload>;

function halvePosts(payload: EnrichPayload): [EnrichPayload, EnrichPayload] | undefined {
  const middle = Math.ceil(payload.posts.length / 2);
  if (payload.posts.length < 2) return undefined;
  const part = (from: number, to?: number): EnrichPayload => {
    const { replay, posts } = payload;
    const versions = replay?.versions.slice(from, to);
    return {
      ...payload,
      posts: posts.slice(from, to),
      ...(replay && { replay: { ...replay, versions: versions! } }),
    };
  };
  return [part(0, middle), part(middle)];
}

const retries = { attempts: 10, backoff: { firstMs: 1_000, maxMs: 60_000 } };
const anHour = { seconds: 3_600, jobs: 2_000 };

/** Adding a queue is one entry here. `rebuild` keeps no completed id: a month with days that are dirty again is looked at again at once. */
export const catalog = {
  enrich: define({
    name: 'enrich',
    payload: enrichPayload,
    ...retries,
    concurrency: 4,
    keepCompleted: anHour,
    halves: halvePosts,
  }),
  // Its id is the city's: free as soon as all of it is done.
  reenrich: define({ name: 'reenrich', payload: reenrichPayload, ...retries, concurrency: 1 }),
  rebuild: define({ name: 'rebuild', payload: rebuildPayload, ...retries, concurrency: 1 }),
  // Once a night and city; a night is over before its id is forgotten.
  check: define({
    name: 'check',
    payload: checkPayload,
    ...retries,
    concurrency: 1,
    keepCompleted: { seconds: 30 * 3_600, jobs: 1_000 },
  }),
  // Its id is the source's: free as soon as the run has ended, so that the next one can be queued.
  collect: define({ name: 'collect', payload: collectPayload, ...retries, concurrency: 4 }),
  // Its id is that of a city, a kind and a day; what was made is in the state and the ledger.
  report: define({ name: 'report', payload: reportPayload, ...retries, concurrency: 1 }),
  // Once each few minutes and city; a look that failed is left to the next.
  alert: define({
    name: 'alert',
    payload: alertPayload,
    ...retries,
    attempts: 1,
    concurrency: 1,
    keepCompleted: anHour,
  }),
  // Its id is the delivery's; the ledger knows what is done. Many at once: a server that hangs holds up nobody else.
  deliver: define({ name: 'deliver', payload: deliverPayload, ...retries, concurrency: 16 }),
};

function define<P>(definition: QueueDefinition<P>): QueueDefinition<P> {
  return definition;
}

export type QueueName = keyof typeof catalog;
export type Payload<N extends QueueName> = (typeof catalog)[N] extends QueueDefinition<infer P> ? P : never;
export type Queues = Hub<{ [N in QueueName]: Payload<N> }>;

export interface QueueSettings {
  /** redis:// or rediss:// with user and password; without it the embedded queue in DATA_DIR/queue */
  redisUrl?: string;
  dataDir: string;
}

/** Throws ConfigError (damaged data, missing package, bad address) or TransientError (Redis does not answer). */
export async function openQueues(settings: QueueSettings & { log: Log }): Promise<Queues> {
  const { redisUrl, dataDir, log } = settings;
  const engine = await (redisUrl === undefined
    ? openEmbeddedEngine(join(dataDir, 'queue'), log)
    : openRedisEngine(redisUrl, log));
  return createHub(catalog, engine, log);
}

/** For `earshot doctor`: what of this back-end would lose jobs. Opens nothing of the embedded one, which may be in use. */
export async function checkQueue({ redisUrl }: QueueSettings): Promise<QueueCheck[]> {
  if (redisUrl !== undefined) return checkRedis(redisUrl);
  return findPglite() === undefined
    ? [
        {
          name: 'embedded queue',
          level: 'fail',
          detail: 'the optional package @electric-sql/pglite is missing',
        },
      ]
    : [{ name: 'embedded queue', level: 'ok', detail: 'survives a killed process; not a power cut' }];
}
