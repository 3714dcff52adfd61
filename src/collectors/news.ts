// Local news: articles from feeds (RSS, Atom, RDF, JSON Feed) and the comments under them. docs/collectors/news.md.
import { ConfigError } from '../errors.ts';
import { termsOf } from '../terms.ts';
import {
  type CollectContext,
  type CollectEnd,
  type Covered,
  defineCollector,
  type Ending,
} from './collector.ts';
import { collectArticles } from './news/articles.ts';
import { collectComments, commentedSites } from './news/comments.ts';
import { type FeedState, freshState, readCursor, stateOf, type Trouble } from './news/cursor.ts';
import { createReadFeedDate } from './news/dates.ts';
import { createFeedThreads, type FeedThreads } from './news/feed-threads.ts';
import { type BrokenItem, type NewsItem, type NewsPage, type NewsRun, pageOf } from './news/news-run.ts';
import { type FeedOptions, feedsOf, type Options, optionsSchema } from './news/options.ts';
import { troubleOf } from './news/trouble.ts';

type Collected = AsyncGenerator<NewsPage, CollectEnd | undefined>;

async function* collect(context: CollectContext<Options>): Collected {
  const { http } = context;
  if (!http) throw new ConfigError('the news collector needs the guarded HTTP client');
  const threads = createFeedThreads();
  try {
    return yield* collectAll(startRun(context, http, threads));
  } finally {
    await threads[Symbol.asyncDispose]();
  }
}

function startRun(
  { options, signal, clock, city, cursor: own, live, from, to, turn }: CollectContext<Options>,
  http: NewsRun['http'],
  threads: FeedThreads,
): NewsRun {
  // A run over the past begins with what the live one knows.
  const cursor = readCursor(own ?? live);
  // Feeds that the profile names no more are forgotten.
  const urls = new Set(options.feeds.map(({ url }) => url));
  for (const url of Object.keys(cursor.feeds)) if (!urls.has(url)) delete cursor.feeds[url];
  return {
    ...{ http, threads, options, signal, turn, cursor, saved: JSON.stringify(cursor) },
    readDate: createReadFeedDate(city.timezone),
    now: Math.floor(clock.now().getTime() / 1_000) * 1_000,
    ...(from && { from: from.getTime() }),
    ...(to && { to: to.getTime() }),
    ...{ titles: new Map(), articles: new Set(), notes: [] },
  };
}

async function* collectAll(run: NewsRun): Collected {
  const feeds = feedsOf(run.options);
  for (const { url } of feeds) stateOf<FeedState>(run.cursor.feeds, url, freshState());
  // Where a site asks for long pauses, whatever had to wait for its feed goes before it this time.
  const starved = commentedSites(run, feeds).filter(({ state }) => state.trouble?.kind === 'rate limited');
  for (const site of starved) yield* attempt(run, site.state, () => collectComments(run, site));
  // What waited longest comes first, should the budget not be enough for all.
  const waited = (url: string) => run.cursor.feeds[url]?.checkedAt ?? 0;
  const since = new Map<string, number>();
  for (const feed of feeds.toSorted((a, b) => waited(a.url) - waited(b.url))) {
    const from = yield* attempt(run, run.cursor.feeds[feed.url]!, () => collectArticles(run, feed));
    if (from !== undefined) since.set(feed.url, from);
  }
  const sites = commentedSites(run, feeds).sort(
    (a, b) => (a.state.checkedAt ?? 0) - (b.state.checkedAt ?? 0),
  );
  for (const site of sites) {
    // One that went first lacks what stands under articles that its feed has told of since.
    const isDone = site.state.fullAt !== undefined && starved.some(({ url }) => url === site.url);
    if (!isDone) yield* attempt(run, site.state, () => collectComments(run, site));
  }
  for (const url of Object.keys(run.cursor.sites)) {
    if (!sites.some((site) => site.url === url)) delete run.cursor.sites[url];
  }
  yield { ...pageOf(run, 'what was looked at', []), covered: coveredBy(run, feeds, since) };
  return endOf(run.notes);
}

/** Publications whose articles and comments were read, each since when. */
function coveredBy(
  run: NewsRun,
  feeds: readonly FeedOptions[],
  since: ReadonlyMap<string, number>,
): Covered[] {
  const to = new Date(Math.min(run.now, run.to ?? run.now));
  return feeds.flatMap(({ url, channel }) => {
    const from = since.get(url);
    const site = run.cursor.sites[run.cursor.feeds[url]?.site ?? ''];
    return from === undefined || site?.trouble ? [] : [{ channel, from: new Date(from), to }];
  });
}

/** Runs the work of one feed or site; its failure is remembered and told, and stops nothing else. */
async function* attempt<Result>(
  run: NewsRun,
  state: { trouble?: Trouble | undefined },
  work: () => AsyncGenerator<NewsPage, Result>,
): AsyncGenerator<NewsPage, Result | undefined> {
  run.signal.throwIfAborted();
  const { trouble } = state;
  if (trouble && run.now < trouble.retryAt) {
    run.notes.push(noteOf(trouble));
    return undefined;
  }
  try {
    const result = yield* work();
    delete state.trouble;
    return result;
  } catch (error) {
    run.signal.throwIfAborted();
    const found = troubleOf(error, trouble, run.now);
    if (!found) throw error;
    state.trouble = found;
    run.notes.push(noteOf(found));
    return undefined;
  }
}

const noteOf = ({ kind, reason, retryAt }: Trouble): NewsRun['notes'][number] => ({
  ...{ ended: kind, reason },
  ...(kind === 'rate limited' && { retryAt }),
});

/** The gravest ending with every reason; undefined when all went well. */
function endOf(notes: NewsRun['notes']): CollectEnd | undefined {
  const order: Ending[] = ['failed', 'blocked', 'rate limited', 'truncated'];
  const ended = order.find((one) => notes.some((note) => note.ended === one));
  if (!ended) return undefined;
  const reason = [...new Set(notes.map((note) => note.reason))].slice(0, 20).join('; ');
  const soonest = Math.min(...notes.map(({ retryAt = Number.POSITIVE_INFINITY }) => retryAt));
  return { ended, reason, ...(Number.isFinite(soonest) && { retryAt: new Date(soonest) }) };
}

export const collector = defineCollector<NewsItem | BrokenItem, Options>({
  source: 'news',
  homepage: 'https://www.rssboard.org/rss-specification',
  terms: termsOf('news'),
  options: optionsSchema,
  secrets: [],
  collect,
  toPost(item) {
    if ('broken' in item) return { dead: item.broken, where: item.where };
    const { text, title, ...rest } = item;
    if (text === undefined)
      return { dead: 'its markup takes too long to read', post: { source: 'news', ...rest, title } };
    if (text === '' && !title) return { skip: 'empty' };
    return { source: 'news', text, ...(title && { title }), ...rest };
  },
});
