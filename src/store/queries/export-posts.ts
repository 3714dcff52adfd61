// All posts that pass a filter, block by block in the order in which they lie: the memory that it takes does not depend on how many
// there are. Month by month, as they are partitioned, so that few parts are open at once.
import { z } from 'zod';
import type { Store } from '../client.ts';
import { sqlFiles } from '../sql-files.ts';
import { endsOf, readBlock } from '../stream-block.ts';
import type { QueryCity } from './define.ts';
import { type PostBlock, postKey, type SettledRow, settledRow } from './exported-post.ts';
import type { Filter } from './filter.ts';
import type { Period } from './period.ts';
import { filterValues } from './posts.ts';
import { withSearch } from './search/condition.ts';

const readSql = sqlFiles(import.meta.url);
const month = z.object({ month: z.number() });

/** Blocks of posts, the oldest first; none is empty. On a connection of its own, so that nobody waits for it. */
export async function* readExport(
  store: Store,
  city: Pick<QueryCity, 'id'>,
  filter: Filter,
  { fromMs, toMs }: Pick<Period, 'fromMs' | 'toMs'>,
): AsyncGenerator<PostBlock> {
  const [monthsSql, file, settledSql] = await Promise.all(
    ['export-months', 'export-month', 'export-settled'].map(readSql),
  );
  const monthSql = withSearch(file!, filter.search);
  const params = { city: city.id, from: fromMs, to: toMs };
  await using posts = await store.openStream();
  await using beside = await store.openStream();
  for (const { month: one } of await store.jobs.rows(month, monthsSql!, params)) {
    const settled = inOrder(beside.blocks(settledSql!, { ...params, month: one }));
    const asked = { ...filterValues(filter), ...params, month: one };
    for await (const block of posts.blocks(monthSql, asked)) {
      const { first, last } = endsOf(postKey, block);
      yield { posts: block, settled: await settled.between(first.at, last.at) };
    }
    await settled.return();
  }
}

interface Settled {
  /** Rows from one instant to another, both inclusive; `from` never goes back. */
  between(from: number, to: number): Promise<SettledRow[]>;
  return(): Promise<void>;
}

/** Reads along with the posts: both stand in order of time. */
function inOrder(blocks: AsyncGenerator<Uint8Array>): Settled {
  let held: SettledRow[] = [];
  let isOver = false;
  return {
    async between(from, to) {
      held = held.filter(({ at }) => at >= from);
      while (!isOver && (held.at(-1)?.at ?? -Infinity) <= to) {
        const next = await blocks.next();
        if (next.done) isOver = true;
        else held.push(...readBlock(settledRow, next.value).filter(({ at }) => at >= from));
      }
      return held.filter(({ at }) => at <= to);
    },
    return: async () => {
      await blocks.return(undefined);
    },
  };
}
