// Comments by feeds: the site's own feed of its newest comments, and the feeds under single articles.
import { PermanentError, RateLimitedError, TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
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
import { isBelieved, isSpoilt } from './trouble.ts';

export interface CommentFeeds extends CommentSite {
  isWordPress: boolean;
  /** articles that are known, the newest first */
  articles: readonly Listed[];
  /** none is lacking */
  isListed: boolean;
  state: SiteState;
}

const hourMs = 3_600_000;
const dayMs = 86_400_000;
const mostListed = 100;
const mostKnown = 2_000;
const pageDrafts = 250;
/** Between two looks at the whole window, only articles of so many days are looked at one by one. */
const youngDays = 2;
/** Feeds of single articles that make a page, after which a run may end. */
const pageFeeds = 10;
/** WordPress lists so many comments in a feed, unless a site changed it; fewer mean that there are no more. */
const usualLength = 10;

/**
 * Feeds of articles that a look asks for stand in the state until they were read, so that a look that was interrupted
 * goes on; nothing else of the state says that it was complete before it was.
 */
export async function* collectByFeeds(run: NewsRun, site: CommentFeeds): AsyncGenerator<NewsPage, void> {
  const { state } = site;
  const isFirst = state.fullAt === undefined;
  const isDue = run.now - (state.fullAt ?? 0) >= run.options.recheckHours * hourMs;
  const isFull = isDue || state.owed !== undefined;
  const siteFeed = site.isWordPress ? await readSiteFeed(run, site, isFull) : 'none';
  if (siteFeed === 'unchanged') return;
  const { backfillDays, recheckDays } = run.options;
  const days = isFirst ? backfillDays : isFull ? recheckDays : youngDays;
  const newest = siteFeed === 'none' ? [] : siteFeed.drafts;
  const missing = newest.length > 0 ? state.listed.filter((one) => lacks(newest, one, false)) : [];
  const isGap = newest.every(({ key }) => recall(state.known, key) === undefined);
  if (isGap && newest.length > 0 && !isFirst) state.isBehind = true;
  const owed = new Set(state.owed);
  if (isGap || isFirst) for (const address of recentFeeds(run, site, days)) owed.add(address);
  for (const { url } of missing) owed.add(feedUnder(url));
  for (const address of feedsOfParents(newest)) owed.add(address);
  state.owed = [...owed].filter((one) => isOf(publicationOf(site.url), one));
  const read = yield* readArticleFeeds(run, site);
  // Comments under articles go first: those that answer them have their words then.
  yield* pagesOf(run, site, newest, read.texts);
  const gone = missing.filter((one) => isGone(one, read.lists.get(feedUnder(one.url))));
  for (const { id } of gone) delete state.known[id.replace(/^.*#comment-/, '')];
  const keys = gone.map(({ id }) => ({ source: 'news', id }));
  if (keys.length > 0) yield pageOf(run, `comments gone from ${site.url}`, [], keys);
  const unchecked = missing.filter(({ url }) => !read.lists.has(feedUnder(url)));
  state.listed = [...listedComments(newest, mostListed), ...unchecked].slice(0, 2 * mostListed);
  forget(state.known, mostKnown);
  if (read.failure !== undefined) throw read.failure;
  const wasBehind = state.isBehind === true;
  delete state.owed;
  delete state.isBehind;
  // Under articles that are still to be found stand comments that only a look as complete as this one finds.
  if (!site.isListed) return;
  if (isFull) state.fullAt = run.now;
  // What lies after `to` is left to a later run, which must not be told that nothing has changed.
  if (siteFeed !== 'none' && run.to === undefined) Object.assign(state, siteFeed.validators);
  if (wasBehind) {
    const reason = `${publicationOf(site.url)}: more comments were written than its feed lists`;
    run.notes.push({ ended: 'truncated', reason });
  }
}

type SiteFeed =
  | { drafts: CommentDraft[]; validators: Pick<SiteState, 'etag' | 'lastModified' | 'body'> }
  | 'unchanged'
  | 'none';

async function readSiteFeed(run: NewsRun, site: CommentFeeds, isFull: boolean): Promise<SiteFeed> {
  const { state } = site;
  try {
    // Validators of WordPress do not change when a comment is taken away.
    const fetched = await fetchFeed(run, `${site.url}comments/feed/`, isFull ? {} : state);
    if (!fetched) return 'unchanged';
    const { etag, lastModified } = fetched.response;
    return {
      drafts: fetched.document.entries.map((entry) => commentDraft(entry, site, run.readDate)),
      validators: { etag, lastModified, body: fetched.body },
    };
  } catch (error) {
    const isMissing = error instanceof RefusedError && ['status', 'redirect'].includes(error.reason);
    if (isMissing || isBelieved(error, state, run.now)) return 'none';
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

interface ArticleFeeds {
  /** by address; 'gone': the article is, and took its comments along */
  lists: Map<string, CommentDraft[] | 'gone'>;
  /** by id of the comment */
  texts: Map<string, string | undefined>;
  /** the first thing that passes by itself; what it kept from being read stays owed */
  failure?: unknown;
}

/** Reads what is owed, a few feeds to a page; a feed that fails stops no other, one that says "later" stops all. */
async function* readArticleFeeds(run: NewsRun, site: CommentFeeds): AsyncGenerator<NewsPage, ArticleFeeds> {
  const { state } = site;
  const found: ArticleFeeds = { lists: new Map(), texts: new Map() };
  const article = new Map(site.articles.map(({ comments, url }) => [comments, url]));
  const all = state.owed ?? [];
  const failed: string[] = [];
  for (let at = 0; at < all.length; at += pageFeeds) {
    const part = all.slice(at, at + pageFeeds);
    const drafts: CommentDraft[] = [];
    let isLater = false;
    for (const address of part) {
      const list = isLater
        ? undefined
        : await readArticleFeed(run, site, address, found, article.get(address));
      isLater ||= found.failure instanceof RateLimitedError;
      if (list === undefined) failed.push(address);
      else if (list !== 'none') {
        found.lists.set(address, list);
        if (list !== 'gone') drafts.push(...list);
      }
    }
    state.owed = [...failed, ...all.slice(at + pageFeeds)];
    yield* pagesOf(run, site, drafts, found.texts);
    if (isLater) break;
  }
  return found;
}

/** Undefined, with the reason in `found`: to be read in a later run. */
async function readArticleFeed(
  run: NewsRun,
  site: CommentFeeds,
  address: string,
  found: ArticleFeeds,
  article: string | undefined,
): Promise<CommentDraft[] | 'gone' | 'none' | undefined> {
  try {
    const fetched = await fetchFeed(run, address);
    const entries = fetched?.document.entries ?? [];
    return entries.map((entry) => commentDraft(entry, site, run.readDate, article));
  } catch (error) {
    run.signal.throwIfAborted();
    // An article that is gone takes its comments with it; another refusal says nothing of them.
    if (error instanceof RefusedError && (error.status === 404 || error.status === 410)) return 'gone';
    const passes = error instanceof RateLimitedError || error instanceof TransientError || isSpoilt(error);
    if (!passes || isBelieved(error, site.state, run.now)) {
      if (error instanceof PermanentError) return 'none';
      throw error;
    }
    found.failure ??= error;
    return undefined;
  }
}

function isGone(comment: Listed, list: CommentDraft[] | 'gone' | undefined): boolean {
  if (list === undefined) return false;
  return list === 'gone' || lacks(list, comment, list.length < usualLength);
}

/** Pages of what is new or has changed; `texts` gathers what was read. */
async function* pagesOf(
  run: NewsRun,
  site: CommentFeeds,
  all: readonly CommentDraft[],
  texts: Map<string, string | undefined>,
): AsyncGenerator<NewsPage, void> {
  const drafts = [...new Map(all.map((draft) => [draft.id, draft])).values()];
  for (let at = 0; at < drafts.length; at += pageDrafts) {
    const part = drafts.slice(at, at + pageDrafts);
    const read = await run.threads.texts(part.map(({ body }) => body));
    for (const [index, { id }] of part.entries()) texts.set(id, read[index]);
  }
  for (let at = 0; at < drafts.length; at += pageDrafts) {
    const items = drafts.slice(at, at + pageDrafts).flatMap((draft) => freshItem(run, site, draft, texts));
    if (items.length > 0) yield pageOf(run, `comments of ${site.url}`, items);
  }
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
