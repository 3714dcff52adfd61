// The demo city's source: invented posts of Quillport. The first run goes back 13 months, later runs add what is new.
import { DateTime } from 'luxon';
import { z } from 'zod';
import { channelCoverage } from '../sample/channel-coverage.ts';
import { generatePosts } from '../sample/generate.ts';
import type { SamplePost } from '../sample/sample-post.ts';
import { type CollectContext, defineCollector, type Page } from './collector.ts';

const pagePosts = 500;
const backfillMonths = 13;

const optionsSchema = z
  .object({
    /** another seed is another city talking */
    seed: z.number().int().min(0).max(2_147_483_647).default(1),
  })
  .strict();
type Options = z.output<typeof optionsSchema>;

/** `anchor`: the time of the first run, where the stories stay; `until`: what is collected, exclusive. */
const cursorSchema = z.object({ anchor: z.iso.datetime(), until: z.iso.datetime() });

/** Where this run begins and ends. A cursor that cannot be read is none. */
function resolveRun({ cursor, live, clock, city, from, to }: CollectContext<Options>) {
  const now = clock.now();
  const saved = cursorSchema.safeParse(cursor).data;
  const anchor = new Date((saved ?? cursorSchema.safeParse(live).data)?.anchor ?? now);
  const until = saved && new Date(saved.until);
  const backfill = DateTime.fromJSDate(now, { zone: city.timezone })
    .minus({ months: backfillMonths })
    .startOf('day');
  return {
    anchor,
    start: until ?? from ?? backfill.toJSDate(),
    end: to !== undefined && to < now ? to : now,
  };
}

async function* collect(context: CollectContext<Options>): AsyncGenerator<Page<SamplePost>, undefined> {
  const { anchor, start, end } = resolveRun(context);
  if (start >= end) return;
  let begun = start;
  let items: SamplePost[] = [];
  const page = (until: Date): Page<SamplePost> => ({
    name: `${begun.toISOString()}/${until.toISOString()}`,
    items,
    cursor: { anchor: anchor.toISOString(), until: until.toISOString() },
    covered: [{ from: begun, to: until }, ...channelCoverage({ from: begun, to: until, now: anchor })],
  });
  for (const post of generatePosts({ seed: context.options.seed, from: start, to: end, now: anchor })) {
    if (context.signal.aborted) return;
    // Posts of the same millisecond stay on one page, as the cursor is a time.
    if (items.length >= pagePosts && post.createdAt !== items.at(-1)!.createdAt) {
      const until = new Date(post.createdAt);
      yield page(until);
      begun = until;
      items = [];
    }
    items.push(post);
  }
  yield page(end);
}

export const collector = defineCollector<SamplePost, Options>({
  source: 'sample',
  homepage: 'https://earshot.invalid/demo-city',
  // Nobody wrote these posts: they may go anywhere, labelled as sample data.
  terms: { exportText: 'full', governmentUse: 'open', deletions: 'none' },
  options: optionsSchema,
  secrets: [],
  every: 'every 30 seconds',
  collect,
  toPost: (post) => ({ source: 'sample', where: post.id, ...post }),
});
