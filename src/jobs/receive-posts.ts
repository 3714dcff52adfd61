// What another system pushes → the queue, the dead letters and the tombstones, by the same steps as what is collected.
import { createHash, randomUUID } from 'node:crypto';
import { splitPage } from '../collectors/batches.ts';
import { readPage } from '../collectors/page.ts';
import { readOptions, secretsOf } from '../collectors/permission.ts';
import { createPreparer } from '../collectors/prepare.ts';
import { type Mistake, readMessage } from '../collectors/webhook/message.ts';
import { type Refusal, type Signed, verify } from '../collectors/webhook/signature.ts';
import { collector } from '../collectors/webhook.ts';
import { type City, readCredentials } from '../config.ts';
import { pipelineVersion } from '../enrich/version.ts';
import { TransientError } from '../errors.ts';
import { jobId } from '../queues.ts';
import type { Runtime } from '../runtime.ts';
import { writeSourceRun } from '../store/source-run.ts';
import { deletePosts } from '../store/tombstones.ts';
import { toStoredLetter } from './letters.ts';

export type Received =
  | { accepted: number; dead: number; deleted: number }
  | { refused: Refusal | 'not set up' }
  | { mistakes: Mistake[] };

/** A sender gets an answer; it does not wait for room longer than this. */
const longestWaitMs = 10_000;

/**
 * Resolves when everything is in the queue: a sender that hears nothing sends again, and what is sent twice counts once.
 * Throws ConfigError when the key is not set, TransientError when queue or store are away or full.
 */
export async function receivePosts(runtime: Runtime, city: City, signed: Signed): Promise<Received> {
  const settings = Object.hasOwn(city.sources, 'webhook') ? city.sources.webhook : undefined;
  if (!settings) return { refused: 'not set up' };
  const options = readOptions(collector, settings.options);
  const credentials = readCredentials('webhook', secretsOf(collector, options), settings.secret);
  const now = new Date();
  const refused = verify(signed, Object.values(credentials), now.getTime());
  if (refused) return { refused };
  const read = readMessage(signed.body);
  if ('mistakes' in read) return read;
  const { posts, deleted } = read.message;
  const run = randomUUID();
  const preparer = createPreparer(city, (createdAt) => runtime.secrets.authorKey(createdAt));
  const name = `pushed ${createHash('sha256').update(signed.body).digest('hex').slice(0, 16)}`;
  const page = readPage(
    collector,
    { name, items: posts, cursor: undefined },
    { city, options, run, now, preparer },
  );
  await enqueue(runtime, city, run, splitPage(city.id, name, page.fitted));
  await runtime.deadLetters.put(page.letters.map(toStoredLetter));
  const gone = deleted.map((id) => ({ source: 'webhook', id }));
  await deletePosts(runtime.store, city, gone);
  await writeSourceRun(runtime.state, city.id, 'webhook', {
    ...{ run, startedAt: now.toISOString(), finishedAt: new Date().toISOString(), ended: 'complete' },
    ...{ read: posts.length, enqueued: page.fitted.length, skipped: 0, dead: page.letters.length },
    ...{ deleted: gone.length, schedule: 'when it is pushed' },
  });
  return { accepted: page.fitted.length, dead: page.letters.length, deleted: gone.length };
}

async function enqueue(
  runtime: Runtime,
  city: City,
  run: string,
  batches: ReturnType<typeof splitPage>,
): Promise<void> {
  if (batches.length === 0) return;
  const queues = await runtime.queues();
  const version = pipelineVersion(city);
  const tooLong = AbortSignal.timeout(longestWaitMs);
  for (const { source, page, posts } of batches) {
    await queues.whenRoom('enrich', tooLong).catch((cause: unknown) => {
      throw tooLong.aborted ? new TransientError('the queue is full', { cause }) : cause;
    });
    // `filter` is left out: who pushes has chosen already.
    const id = jobId([city.id, source, page, version, 'pushed']);
    await queues.add('enrich', id, { city: city.id, source, run, posts });
  }
}
