// Mastodon: hashtags of the instances that a profile names. docs/collectors/mastodon.md.
import { termsOf } from '../terms.ts';
import { type CollectContext, type CollectEnd, defineCollector, type Page } from './collector.ts';
import { createAsk, readTag } from './mastodon/instance.ts';
import { type Options, optionsSchema } from './mastodon/options.ts';
import { postOf } from './mastodon/post.ts';
import { recheck } from './mastodon/recheck.ts';
import { idAt } from './mastodon/status.ts';
import { cursorSchema, type Item, readInstance, type TimelineRun } from './mastodon/timelines.ts';
import { eachPart } from './parts.ts';

const dayMs = 86_400_000;
/** Calls for threads in one run: a fifth of what an instance allows in five minutes. */
const mostContexts = 60;

async function* collect(
  context: CollectContext<Options>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const run = startRun(context);
  // What waited longest comes first, should the budget not be enough for all.
  const upTo = ({ host }: { host: string }) =>
    run.options.hashtags.map((tag) => run.cursor.lanes[`${host} ${tag}`]?.upTo ?? '').sort()[0]!;
  const instances = run.options.instances.toSorted((a, b) => (upTo(a) < upTo(b) ? -1 : 1));
  return yield* eachPart(instances, context, (instance) =>
    readInstance(run, instance, createAsk(context, instance, context.credentials)),
  );
}

function startRun({ options, cursor, clock, from, to }: CollectContext<Options>): TimelineRun {
  const saved = cursorSchema.safeParse(cursor).data;
  const wanted = options.instances.flatMap(({ host }) => options.hashtags.map((tag) => `${host} ${tag}`));
  // Lanes that the profile names no more are forgotten.
  const lanes = wanted.flatMap((key) => {
    const lane = saved && Object.hasOwn(saved.lanes, key) ? saved.lanes[key] : undefined;
    return lane ? [[key, lane] as const] : [];
  });
  const now = clock.now();
  return {
    ...{ options, seen: new Set(), contextsLeft: mostContexts, now: () => clock.now() },
    cursor: { version: 1, lanes: Object.fromEntries(lanes) },
    start: from ?? new Date(now.getTime() - options.backfillDays * dayMs),
    ...(to && { end: to }),
  };
}

export const collector = defineCollector<Item, Options>({
  source: 'mastodon',
  homepage: 'https://docs.joinmastodon.org/methods/timelines/#tag',
  terms: termsOf('mastodon'),
  options: optionsSchema,
  secrets: [],
  secretsOf: ({ instances }) => instances.flatMap(({ token }) => token ?? []),
  collect,
  toPost: postOf,
  async check(context) {
    const { instances, hashtags } = context.options;
    for (const instance of instances) {
      const ask = createAsk(context, instance, context.credentials);
      await readTag(ask, instance, hashtags[0]!, idAt(context.clock.now()));
    }
    return undefined;
  },
  recheck,
});
