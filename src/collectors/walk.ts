// Lists that show what is newest first and lead back by a token: read down to what is known, resumable at every page.
import { z } from 'zod';

/** What is remembered of a list. Times are epoch ms. */
export const walkSchema = z.object({
  /** the newest entry of the last walk that came to its end, and the keys of all entries of that moment */
  newest: z.number().optional(),
  edge: z.array(z.string()).optional(),
  /** a walk that was interrupted */
  open: z
    .object({ token: z.string(), newest: z.number(), edge: z.array(z.string()), since: z.number() })
    .optional(),
});
export type WalkState = z.output<typeof walkSchema>;

export interface ListPage<Entry> {
  entries: readonly Entry[];
  /** leads to what is older; missing at the end */
  next?: string | undefined;
}

export interface Walk<Entry> {
  state: WalkState;
  /** epoch ms: how far a first walk goes back */
  start: number;
  /** epoch ms, exclusive, in a run over the past */
  end?: number | undefined;
  read(token: string | undefined): Promise<ListPage<Entry>>;
  keyOf(entry: Entry): string;
  /** epoch ms; undefined or not a number for what cannot be read, which is handed on */
  timeOf(entry: Entry): number | undefined;
  /** whether a failure means that the token is worth nothing any more */
  isStale?(error: unknown): boolean;
  /** a token that is worth nothing leads to an empty page, as the mark of a removed entry does */
  hasSilentTokens?: boolean;
}

type Walked = 'known' | 'end';

/**
 * Yields what is new of page after page, with `state` set so that it goes on after that page. It ends at a page that
 * holds nothing new, at the end of the list, and at `start`; returns which of them: `end` is the list's own. A token that
 * is not accepted any more begins a new walk. One that was interrupted is gone on with, and then what came since is read
 * from the top: whoever has walked to the end has everything up to now.
 */
export async function* walkBack<Entry>(walk: Walk<Entry>): AsyncGenerator<Entry[], Walked> {
  const wasInterrupted = walk.state.open !== undefined;
  const walked = yield* walkOnce(walk);
  if (!wasInterrupted || walk.end !== undefined) return walked;
  const since = yield* walkOnce(walk);
  return walked === 'end' ? walked : since;
}

async function* walkOnce<Entry>(walk: Walk<Entry>): AsyncGenerator<Entry[], Walked> {
  const { state, start, end = Number.POSITIVE_INFINITY } = walk;
  const timeOf = (entry: Entry) => {
    const at = walk.timeOf(entry);
    return Number.isFinite(at) ? at : undefined;
  };
  const known = new Set(state.edge);
  const since = state.open?.since ?? state.newest ?? start;
  let newest = state.open?.newest ?? state.newest ?? start;
  let edge = state.open?.edge ?? state.edge ?? [];
  let hasBegunAnew = false;
  for (let token = state.open?.token; ; ) {
    let page = await readFrom(walk, token);
    const isLost = token !== undefined && page.entries.length === 0 && page.next === undefined;
    if (walk.hasSilentTokens && isLost && !hasBegunAnew) {
      hasBegunAnew = true;
      page = await walk.read(undefined);
    }
    const fresh = page.entries.filter((entry) => {
      const at = timeOf(entry);
      if (at === undefined) return true;
      return at < end && (at > since || (at === since && !known.has(walk.keyOf(entry))));
    });
    for (const entry of page.entries) {
      const at = timeOf(entry) ?? Number.NEGATIVE_INFINITY;
      if (at > newest) [newest, edge] = [at, []];
      if (at === newest) edge = [...new Set([...edge, walk.keyOf(entry)])].slice(0, 100);
    }
    const hasPassed =
      page.entries.length > 0 && page.entries.every((entry) => (timeOf(entry) ?? since) <= since);
    const isLast = page.next === undefined || page.next === token || (hasPassed && fresh.length === 0);
    if (isLast) {
      Object.assign(state, { newest, edge });
      delete state.open;
    } else state.open = { token: page.next!, newest, edge, since };
    if (fresh.length > 0 || !isLast) yield fresh;
    if (isLast) return hasPassed ? 'known' : 'end';
    token = page.next;
  }
}

async function readFrom<Entry>(walk: Walk<Entry>, token: string | undefined): Promise<ListPage<Entry>> {
  try {
    return await walk.read(token);
  } catch (error) {
    if (token === undefined || !walk.isStale?.(error)) throw error;
    // From the top again: what was read already is a repetition, and what came meanwhile is found.
    delete walk.state.open;
    return walk.read(undefined);
  }
}
