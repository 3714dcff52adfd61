// Comments by feeds: the site's own feed of its newest comments, and the feeds under single articles.
import { RefusedError } from '../../http/refused-error.ts';
import type { PostKey } from '../collector.ts';
import {
  type CommentDraft,
  type CommentSite,
  commentDraft,
  lacks,
  listedComments,
} from './comment-entries.ts';
import { contentHash, forget, type Listed, recall, remember, type SiteState } from './cursor.ts';
import { isOf } from './identity.ts';
import { fetchFeed, type NewsItem, type NewsPage, type NewsRun, pageOf } from './news-run.ts';
import { publicationOf } from './options.ts';

export interface CommentFeeds extends CommentSite {
  isWordPress: boolean;
  /** articles that are known, the newest first */
  articles: readonly Listed[];
  state: SiteState;
}

const hourMs = 3_600_000;
const dayMs = 86_400_000;
const mostListed = 100;
const mostKnown = 2_000;
const pageDrafts = 250;
/** Between two looks at the whole window, only articles of so many days are looked at one by one. */
const youngDays = 2;
/** Feeds of single articles that are read in one run. */
const mostArticleFeeds = 30;
/** WordPress lists so many comments in a feed, unless a site changed it; fewer mean that there are no more. */
const usualLength = 10;

export async function* collectByFeeds(run: NewsRun, site: CommentFeeds): AsyncGenerator<NewsPage, void> {
  const { state } = site;
  const isFirst = state.fullAt === undefined;
  const isFull = run.now - (state.fullAt ?? 0) >= run.options.recheckHours * hourMs;
  const siteFeed = site.isWordPress ? await readSiteFeed(run, site, isFull) : 'none';
  const { backfillDays, recheckDays } = run.options;
  const days = isFirst ? backfillDays : isFull ? recheckDays : youngDays;
  if (isFull) state.fullAt = run.now;
  if (siteFeed === 'unchanged') return;
  const newest = siteFeed === 'none' ? [] : siteFeed;
  const missing = newest.length > 0 ? state.listed.filter((one) => lacks(newest, one, false)) : [];
  const isGap = newest.every(({ key }) => recall(state.known, key) === undefined);
  const isAfterGap = siteFeed !== 'none' && isGap && newest.length > 0 && !isFirst;
  const under = new Set<string>();
  if (isGap) for (const address of recentFeeds(run, site, days)) under.add(address);
  for (const { url } of missing) under.add(feedUnder(url));
  for (const address of feedsOfParents(newest)) under.add(address);
  const lists = await readArticleFeeds(run, site, [...under]);
  const gone = missing.filter((one) => isGone(one, lists.get(feedUnder(one.url))));
  for (const { id } of gone) delete state.known[id.replace(/^.*#comment-/, '')];
  const older = [...lists.values()].flatMap((list) => (list === 'gone' ? [] : list));
  yield* pagesOf(run, site, [...newest, ...older], gone);
  if (isAfterGap) {
    const reason = `${publicationOf(site.url)}: more comments were written than its feed lists`;
    run.notes.push({ ended: 'truncated', reason });
  }
  const unchecked = missing.filter(({ url }) => !lists.has(feedUnder(url)));
  state.listed = [...listedComments(newest, mostListed), ...unchecked].slice(0, 2 * mostListed);
  forget(state.known, mostKnown);
}

type SiteFeed = CommentDraft[] | 'unchanged' | 'none';

async function readSiteFeed(run: NewsRun, site: CommentFeeds, isFull: boolean): Promise<SiteFeed> {
  const { state } = site;
  try {
    // Validators of WordPress do not change when a comment is taken away.
    const fetched = await fetchFeed(run, `${site.url}comments/feed/`, isFull ? {} : state);
    if (!fetched) return 'unchanged';
    const { etag, lastModified } = fetched.response;
    // What lies after `to` is left to a later run, which must not be told that nothing has changed.
    if (run.to === undefined) Object.assign(state, { etag, lastModified, body: fetched.body });
    return fetched.document.entries.map((entry) => commentDraft(entry, site, run.readDate));
  } catch (error) {
    if (error instanceof RefusedError && ['status', 'content', 'redirect'].includes(error.reason))
      return 'none';
    throw error;
  }
}

const feedUnder = (article: string): string => {
  const url = new URL(article);
  if (url.search !== '') url.searchParams.set('feed', 'rss2');
  else url.pathname = `${url.pathname.replace(/\/?$/, '/')}feed/`;
  return url.href;
};

/** Comment feeds of the articles of the last days. */
function recentFeeds(run: NewsRun, { articles }: CommentFeeds, days: number): string[] {
  const oldest = run.from ?? run.now - days * dayMs;
  return articles.flatMap(({ at, comments }) => (comments && at >= oldest ? [comments] : []));
}

/** Feeds that hold the parents which the list itself does not. */
function feedsOfParents(drafts: readonly CommentDraft[]): string[] {
  const ids = new Set(drafts.map(({ id }) => id));
  return drafts.flatMap(({ parentId, thread }) =>
    parentId && thread && !ids.has(parentId) ? [feedUnder(thread.url)] : [],
  );
}

async function readArticleFeeds(run: NewsRun, site: CommentFeeds, addresses: readonly string[]) {
  const lists = new Map<string, CommentDraft[] | 'gone'>();
  const host = publicationOf(site.url);
  const article = new Map(site.articles.map(({ comments, url }) => [comments, url]));
  for (const address of addresses.filter((one) => isOf(host, one)).slice(0, mostArticleFeeds)) {
    try {
      const fetched = await fetchFeed(run, address);
      const entries = fetched?.document.entries ?? [];
      lists.set(
        address,
        entries.map((entry) => commentDraft(entry, site, run.readDate, article.get(address))),
      );
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      // An article that is gone takes its comments with it; anything else says nothing of them.
      if (error.status === 404 || error.status === 410) lists.set(address, 'gone');
    }
  }
  return lists;
}

function isGone(comment: Listed, list: CommentDraft[] | 'gone' | undefined): boolean {
  if (list === undefined) return false;
  return list === 'gone' || lacks(list, comment, list.length < usualLength);
}

/** Pages of what is new or has changed; the deletions go with the last one. */
async function* pagesOf(
  run: NewsRun,
  site: CommentFeeds,
  all: readonly CommentDraft[],
  gone: readonly Listed[],
): AsyncGenerator<NewsPage, void> {
  const deleted: PostKey[] = gone.map(({ id }) => ({ source: 'news', id }));
  const drafts = [...new Map(all.map((draft) => [draft.id, draft])).values()];
  const texts = new Map<string, string | undefined>();
  for (let at = 0; at < drafts.length; at += pageDrafts) {
    const part = drafts.slice(at, at + pageDrafts);
    const read = await run.threads.texts(part.map(({ body }) => body));
    for (const [index, { id }] of part.entries()) texts.set(id, read[index]);
  }
  for (let at = 0; at < drafts.length; at += pageDrafts) {
    const items = drafts.slice(at, at + pageDrafts).flatMap((draft) => freshItem(run, site, draft, texts));
    if (items.length > 0) yield pageOf(run, `comments of ${site.url}`, items);
  }
  if (deleted.length > 0) yield pageOf(run, `comments gone from ${site.url}`, [], deleted);
}

/** The item, remembered, when it is new or has changed. */
function freshItem(
  run: NewsRun,
  site: CommentFeeds,
  draft: CommentDraft,
  texts: ReadonlyMap<string, string | undefined>,
): NewsItem[] {
  const { known } = site.state;
  const { id, key, url, thread, parentId, entry } = draft;
  const memory = recall(known, key);
  const at = draft.at ?? memory?.at ?? run.now;
  if (run.to !== undefined && at >= run.to) return [];
  const text = texts.get(id);
  const hash = contentHash(text, parentId, thread?.id, draft.at);
  remember(known, key, { hash, at });
  if (memory?.hash === hash) return [];
  const title = thread && run.titles.get(thread.id);
  const parentText = parentId && texts.get(parentId);
  const item: NewsItem = {
    ...{ kind: 'comment', id, channel: site.channel, createdAt: new Date(at).toISOString() },
    ...(text !== undefined && { text }),
    ...(url && { url }),
    ...(entry.author && { account: `${site.channel}/${entry.author}` }),
    ...(thread && { thread: { id: thread.id, ...(title && { title }) } }),
    ...(parentId && { parent: { id: parentId, ...(parentText && { text: parentText }) } }),
  };
  return [item];
}
