// One page of items → posts, skips and dead letters. No I/O; one bad item never stops the rest.
import { createHash } from 'node:crypto';
import type { Post } from '../post.ts';
import { fitPost } from './batches.ts';
import type { Collector, CollectorCity, Dead, Page, RawPost } from './collector.ts';
import type { DeadLetter } from './outcome.ts';
import type { Preparer } from './prepare.ts';

/** What a person may want to hear about one item. */
export interface ItemReport {
  where: string;
  reason: string;
  /** it went in, repaired; otherwise it became a dead letter */
  isMended: boolean;
}

export interface ReadPage {
  fitted: { post: Post; json: string; bytes: number }[];
  skips: string[];
  letters: DeadLetter[];
  reports: ItemReport[];
  mended: number;
}

export interface PageContext<Options> {
  city: CollectorCity;
  options: Options;
  run: string;
  now: Date;
  preparer: Preparer;
}

/** Reads every item of the page; what `toPost` throws is the item's own failure. */
export function readPage<Item, Options>(
  collector: Collector<Item, Options>,
  page: Page<Item>,
  context: PageContext<Options>,
): ReadPage {
  const read: ReadPage = { fitted: [], skips: [], letters: [], reports: [], mended: 0 };
  page.items.forEach((item, index) => {
    const made = convert(collector, item, context);
    if ('skip' in made) {
      read.skips.push(made.skip);
      return;
    }
    const where = made.where ?? `${page.name}#${index + 1}`;
    if ('dead' in made) {
      const post = made.post && context.preparer.keep(made.post);
      bury(read, context, collector.source, where, made.dead, post);
      return;
    }
    const prepared = prepare(context, made);
    if ('reason' in prepared) {
      bury(read, context, collector.source, where, prepared.reason, prepared.kept);
      return;
    }
    const { isCut, ...fitted } = fitPost(prepared.post);
    if (isCut) prepared.mended.push('text: cut to what a job can carry');
    read.fitted.push(fitted);
    if (prepared.mended.length > 0) read.mended++;
    for (const reason of prepared.mended) read.reports.push({ where, reason, isMended: true });
  });
  return read;
}

function convert<Item, Options>(
  collector: Collector<Item, Options>,
  item: Item,
  context: PageContext<Options>,
) {
  try {
    return collector.toPost(item, context);
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    return { dead: `not understood by the collector (${name})` } satisfies Dead;
  }
}

function prepare<Options>(context: PageContext<Options>, raw: RawPost): ReturnType<Preparer['prepare']> {
  return context.preparer.prepare(raw, context.now);
}

function bury<Options>(
  read: ReadPage,
  context: PageContext<Options>,
  collectorSource: string,
  where: string,
  reason: string,
  post: DeadLetter['post'],
): void {
  const source =
    typeof post?.source === 'string' && /^[a-z][a-z0-9_-]{0,31}$/.test(post.source)
      ? post.source
      : collectorSource;
  const id = createHash('sha256')
    .update(JSON.stringify([context.city.id, source, where, reason, post?.id]))
    .digest('hex');
  read.letters.push({
    ...{ id, city: context.city.id, source, stage: 'collect', run: context.run, where, reason },
    ...{ at: context.now.toISOString(), post },
  });
  read.reports.push({ where, reason, isMended: false });
}
