// A collector whose items are posts that are stored already: looked at again, batch by batch, what is gone is told, and
// what has changed becomes a new version. The runner does with it what it does with every other.
import { z } from 'zod';
import {
  type CollectContext,
  type CollectEnd,
  type Collector,
  defineCollector,
  type Page,
} from './collector.ts';
import type { StoredPost } from './recheck.ts';

const hourMs = 3_600_000;
/** Posts of this age are looked at once more where that costs nothing: edits have settled, likes have come. */
export const settledAfterMs = 48 * hourMs;
const dayMs = 24 * hourMs;
/** Nothing is older. */
const beginningMs = Date.UTC(1990, 0);

type Key = StoredPost & { createdAtMs: number };

/** Where one way through the stored posts stands. */
const wayShape = {
  after: z.object({ createdAtMs: z.number(), id: z.string() }).optional(),
  toMs: z.number(),
};
const cursorSchema = z.object({
  /** up to this time posts have been looked at when they had settled */
  settledToMs: z.number().optional(),
  settling: z.object(wayShape).optional(),
  /** the way through all posts, and when the last one began */
  whole: z.object(wayShape).optional(),
  wholeAtMs: z.number().optional(),
  /** of the batch that the platform works on */
  pending: z.object({ state: z.unknown(), untilMs: z.number() }).optional(),
});
type Cursor = z.output<typeof cursorSchema>;

export interface RecheckSource {
  /** posts created within [fromMs, toMs) after a key, oldest first */
  list(range: { fromMs: number; toMs: number; after?: Key | undefined; limit: number }): Promise<Key[]>;
  /** days after which each post is looked at again */
  everyDays: number;
}

/** Undefined for a collector that has no `recheck`. */
export function recheckCollector<Item, Options>(
  collector: Collector<Item, Options>,
  source: RecheckSource,
): Collector<Item, Options> | undefined {
  const { recheck } = collector;
  if (!recheck) return undefined;
  return defineCollector<Item, Options>({
    ...collector,
    collect: (context) => collect(collector, source, context),
  });
}

async function* collect<Item, Options>(
  collector: Collector<Item, Options>,
  source: RecheckSource,
  context: CollectContext<Options>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const cursor = cursorSchema.safeParse(context.cursor ?? {}).data ?? {};
  const nowMs = context.clock.now().getTime();
  if (collector.isRecheckFree) {
    const toMs = cursor.settling?.toMs ?? nowMs - settledAfterMs;
    const fromMs = cursor.settledToMs ?? toMs - dayMs;
    cursor.settling ??= { toMs };
    const end = yield* goOver({ collector, source, context, cursor, way: 'settling', fromMs });
    if (end) return end;
    cursor.settledToMs = toMs;
    delete cursor.settling;
  }
  if (
    !cursor.whole &&
    cursor.wholeAtMs !== undefined &&
    nowMs < cursor.wholeAtMs + source.everyDays * dayMs - hourMs
  ) {
    yield { name: 'recheck settled', items: [], cursor: { ...cursor } };
    return undefined;
  }
  if (!cursor.whole) {
    cursor.whole = { toMs: nowMs };
    cursor.wholeAtMs = nowMs;
  }
  const end = yield* goOver({ collector, source, context, cursor, way: 'whole', fromMs: beginningMs });
  if (end) return end;
  delete cursor.whole;
  yield { name: 'recheck done', items: [], cursor: { ...cursor } };
  return undefined;
}

interface Way<Item, Options> {
  collector: Collector<Item, Options>;
  source: RecheckSource;
  context: CollectContext<Options>;
  cursor: Cursor;
  way: 'settling' | 'whole';
  fromMs: number;
}

async function* goOver<Item, Options>(
  over: Way<Item, Options>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const { collector, source, context, cursor, way, fromMs } = over;
  const limit = collector.recheckBatch ?? 100;
  for (;;) {
    if (context.signal.aborted) return { ended: 'stopped', reason: 'it was stopped' };
    const { toMs, after } = cursor[way]!;
    const keys = await source.list({ fromMs, toMs, after: after as Key | undefined, limit });
    const last = keys.at(-1);
    if (!last) return undefined;
    const { pending } = cursor;
    const nowMs = context.clock.now().getTime();
    if (pending && pending.untilMs > nowMs) return waiting(pending.untilMs);
    const posts = keys.map(({ createdAtMs: _, ...post }) => post);
    const answer = await collector.recheck!(posts, {
      ...context,
      ...(pending && { pending: pending.state }),
    });
    if (answer.pending) {
      const untilMs = nowMs + answer.pending.afterMs;
      cursor.pending = { state: answer.pending.state, untilMs };
      yield { name: `recheck waits for ${last.id}`, items: [], cursor: { ...cursor } };
      return waiting(untilMs);
    }
    delete cursor.pending;
    cursor[way] = { toMs, after: { createdAtMs: last.createdAtMs, id: last.id } };
    const known = new Set(keys.map(({ id }) => id));
    yield {
      name: `recheck ${way} ${last.id}`,
      items: [...(answer.items ?? [])],
      cursor: { ...cursor },
      deleted: answer.gone.filter((id) => known.has(id)).map((id) => ({ source: collector.source, id })),
    };
  }
}

const waiting = (untilMs: number): CollectEnd => ({
  ended: 'stopped',
  reason: 'the platform works on it',
  retryAt: new Date(untilMs),
});
