// Things that people comment on for a while (videos, posts of a page): the list is read for new ones, and then the comments
// under each that is young, whichever waited longest first.
import type { CollectContext, Page } from './collector.ts';

const dayMs = 86_400_000;

/** Times are epoch ms. */
export interface Thread {
  at: number;
  /** when the comments under it were read; 0: not yet */
  lookedAt: number;
}

export interface ThreadList<Kept extends Thread, Item> {
  /** the channel, in pages and in the ledger */
  id: string;
  /** ISO time up to which everything was read; moved when all of it was */
  state: { upTo?: string | undefined };
  /** those that are looked at, by id; older ones are forgotten */
  threads: Record<string, Kept>;
  /** how long each is looked at */
  days: number;
  copyCursor(): unknown;
  /** what is new in the list, with its threads added */
  readNew(): AsyncGenerator<Page<Item>, void>;
  readComments(id: string, thread: Kept): AsyncGenerator<Page<Item>, void>;
}

export async function* readThreads<Kept extends Thread, Item>(
  { clock, from: asked }: Pick<CollectContext<unknown>, 'clock' | 'from'>,
  { id, state, threads, days, copyCursor, readNew, readComments }: ThreadList<Kept, Item>,
): AsyncGenerator<Page<Item>, void> {
  const readAt = clock.now();
  const youngest = readAt.getTime() - days * dayMs;
  yield* readNew();
  for (const [key, { at }] of Object.entries(threads)) if (at < youngest) delete threads[key];
  const waiting = Object.entries(threads).sort(([, a], [, b]) => a.lookedAt - b.lookedAt);
  for (const [key, thread] of waiting) {
    const lookedAt = clock.now().getTime();
    yield* readComments(key, thread);
    thread.lookedAt = lookedAt;
  }
  const from = new Date(asked ?? state.upTo ?? youngest);
  state.upTo = readAt.toISOString();
  const covered = from < readAt ? [{ channel: id, from, to: readAt }] : [];
  yield { name: `${id} up to ${state.upTo}`, items: [], cursor: copyCursor(), covered };
}

/** What waited longest comes first: the budget may not be enough for all. */
export function longestWaiting(
  ids: readonly string[],
  upTo: (id: string) => string | undefined,
): readonly string[] {
  return ids.toSorted((a, b) => ((upTo(a) ?? '') < (upTo(b) ?? '') ? -1 : 1));
}
