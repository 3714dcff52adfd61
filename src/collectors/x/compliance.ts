// Which stored posts must go: a batch compliance job. https://docs.x.com/x-api/compliance/batch-compliance/introduction
import { z } from 'zod';
import { TransientError } from '../../errors.ts';
import type { RecheckContext, Rechecked, StoredPost } from '../recheck.ts';
import { createXClient } from './client.ts';
import type { Options } from './options.ts';
import type { Item } from './post.ts';

const complianceWindow = 'compliance';
/** A job of some thousand posts takes minutes; only one may run at a time. */
const lookAgainMs = 60_000;

const job = z.object({
  id: z.string(),
  status: z.enum(['created', 'in_progress', 'complete', 'failed', 'expired']),
  download_url: z.string(),
});
const answerSchema = z.object({ data: job });
const stateSchema = z.object({ id: z.string() });
const resultSchema = z.object({ id: z.string(), action: z.string() });

/** Every post that the job names goes: deleted, protected, suspended, deactivated, or without its place from now on. */
export async function recheck(
  posts: readonly StoredPost[],
  context: RecheckContext<Options>,
): Promise<Rechecked<Item>> {
  const client = await createXClient(context, context.credentials.token!);
  const pending = stateSchema.safeParse(context.pending).data;
  if (!pending) {
    const ids = posts.map(({ id }) => id).filter((id) => /^\d{1,20}$/.test(id));
    // The library makes a second call of its own, to upload the ids, without the token.
    const created = await client.call(complianceWindow, (api) =>
      api.sendComplianceJob({ type: 'tweets', name: 'earshot', ids }),
    );
    context.spend({ requests: 1 });
    const { id } = readJob(created);
    return { gone: [], pending: { state: { id }, afterMs: lookAgainMs } };
  }
  const found = readJob(await client.call(complianceWindow, (api) => api.complianceJob(pending.id)));
  if (found.status === 'failed' || found.status === 'expired')
    throw new TransientError('the compliance job of X came to nothing');
  if (found.status !== 'complete') return { gone: [], pending: { state: pending, afterMs: lookAgainMs } };
  const results = await client.call(complianceWindow, (api) =>
    api.complianceJobResult(found as unknown as Parameters<typeof api.complianceJobResult>[0]),
  );
  const asked = new Set(posts.map(({ id }) => id));
  const read = (results as readonly unknown[]).flatMap((line) => resultSchema.safeParse(line).data ?? []);
  return { gone: read.filter(({ id }) => asked.has(id)).map(({ id }) => id) };
}

function readJob(answer: unknown): z.output<typeof job> {
  const { data } = answerSchema.safeParse(answer).data ?? {};
  if (!data) throw new TransientError('api.x.com sent no compliance job');
  return data;
}
