// Looking again at statuses that are stored, where they were written. https://docs.joinmastodon.org/methods/statuses/#get
import { RefusedError } from '../../http/refused-error.ts';
import type { RecheckContext, Rechecked, StoredPost } from '../recheck.ts';
import { createAsk } from './instance.ts';
import type { Options } from './options.ts';
import { leaveAlone, placeOf, statusSchema } from './status.ts';
import type { Item } from './timelines.ts';

/** Gone: taken away, or not public any more. Where an instance does not show single statuses, nothing is known. */
export async function recheck(
  posts: readonly StoredPost[],
  context: RecheckContext<Options>,
): Promise<Rechecked<Item>> {
  const gone: string[] = [];
  const items: Item[] = [];
  for (const { id, channel } of posts) {
    context.signal.throwIfAborted();
    const place = placeOf(id);
    if (!place) continue;
    const status = await lookUp(context, place);
    if (status === 'unknown') continue;
    const read = statusSchema.safeParse(status).data;
    if (status === 'gone' || (read && leaveAlone(read) !== undefined)) gone.push(id);
    // A reply would come without the words it answers, which are kept with it.
    else if (read && place.host === channel && !read.in_reply_to_id) items.push({ host: channel, status });
  }
  return { gone, items };
}

async function lookUp(
  context: RecheckContext<Options>,
  { host, number }: { host: string; number: string },
): Promise<unknown> {
  const instance = context.options.instances.find((one) => one.host === host) ?? { host };
  const ask = createAsk(context, instance, context.credentials);
  try {
    return (await ask(`/api/v1/statuses/${encodeURIComponent(number)}`)).value;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    if (error.status === 404 || error.status === 410) return 'gone';
    if (error.status === 401 || error.status === 403) return 'unknown';
    throw error;
  }
}
