// Lists of Reddit, the newest entry first, led back through by `after`. https://www.reddit.com/dev/api#listings
import { z } from 'zod';
import { TransientError } from '../../errors.ts';
import type { CollectContext, Page } from '../collector.ts';
import { type ListPage, type WalkState, walkBack } from '../walk.ts';
import type { RedditClient } from './client.ts';
import type { Options } from './options.ts';
import { type Item, type Thing, thingSchema, wordsOf } from './thing.ts';

const pageSize = '100';
/** A list ends after about a thousand entries: one that ends there has been cut. */
const cutAfter = 900;

const listing = z.object({
  kind: z.literal('Listing'),
  data: z.object({ children: z.array(z.unknown()), after: z.string().nullish() }),
});
const child = z.object({ data: z.unknown() });

interface Entry {
  given: unknown;
  thing: Thing | undefined;
}

export interface ListRun {
  context: CollectContext<Options>;
  client: RedditClient;
  seen: Set<string>;
  gaps: string[];
  copyCursor(): unknown;
}

export interface List {
  /** for messages and page names: nothing of a person */
  label: string;
  path: string;
  query: Record<string, string>;
  state: WalkState;
}

/** Undefined parts of a list are handed on, for a dead letter. */
async function readList(
  { client }: ListRun,
  { path, query }: List,
  after: string | undefined,
): Promise<ListPage<Entry>> {
  const { data } = listing.safeParse(await client.get(path, { ...query, limit: pageSize, after })).data ?? {};
  if (!data) throw new TransientError('reddit sent no list');
  const entries = data.children.map((one) => {
    const given = child.safeParse(one).data?.data;
    return { given, thing: thingSchema.safeParse(given).data };
  });
  return { entries, next: data.after ?? undefined };
}

export async function* readThings(run: ListRun, list: List): AsyncGenerator<Page<Item>, void> {
  const { context, seen } = run;
  const now = context.clock.now().getTime();
  const hadPlace = list.state.newest !== undefined;
  let count = 0;
  const pages = walkBack<Entry>({
    ...{ state: list.state, end: context.to?.getTime() },
    start: context.from?.getTime() ?? now - context.options.backfillDays * 86_400_000,
    async read(after) {
      const page = await readList(run, list, after);
      count += page.entries.length;
      return page;
    },
    hasSilentTokens: true,
    keyOf: ({ thing }) => thing?.name ?? '',
    timeOf: ({ thing }) => thing && thing.created_utc * 1_000,
  });
  for (;;) {
    const next = await pages.next();
    if (next.done) {
      if (next.value === 'end' && hadPlace && count >= cutAfter)
        run.gaps.push(`${list.label} had more entries than Reddit lists`);
      return;
    }
    const fresh = next.value.filter(({ thing }) => !thing || !seen.has(thing.name));
    for (const { thing } of fresh) if (thing) seen.add(thing.name);
    const items = await withParents(run, fresh);
    yield {
      name: `${list.label} from ${fresh[0]?.thing?.name ?? 'nothing'}`,
      items,
      cursor: run.copyCursor(),
    };
  }
}

/** What comments answer, a hundred in a call. */
async function withParents({ client }: ListRun, entries: readonly Entry[]): Promise<Item[]> {
  const wanted = entries.flatMap(({ thing }) => (thing && 'parent_id' in thing ? [thing.parent_id] : []));
  const words = new Map<string, string>();
  for (const { thing } of entries) if (thing) words.set(thing.name, wordsOf(thing) ?? '');
  const missing = [...new Set(wanted)].filter((name) => !words.has(name));
  for (const thing of await readInfo(client, missing)) words.set(thing.name, wordsOf(thing) ?? '');
  return entries.map(({ given, thing }) => {
    const parentText = thing && 'parent_id' in thing ? words.get(thing.parent_id) : undefined;
    return { thing: given, ...(parentText && { parentText }) };
  });
}

/** https://www.reddit.com/dev/api#GET_api_info */
export async function readInfo(client: RedditClient, names: readonly string[]): Promise<Thing[]> {
  const things: Thing[] = [];
  for (let at = 0; at < names.length; at += 100) {
    const id = names.slice(at, at + 100).join(',');
    const { data } = listing.safeParse(await client.get('api/info', { id })).data ?? {};
    if (!data) throw new TransientError('reddit sent no list');
    for (const one of data.children) {
      const thing = thingSchema.safeParse(child.safeParse(one).data?.data).data;
      if (thing) things.push(thing);
    }
  }
  return things;
}
