// The articles of one feed: what is new or has changed, what was taken away, and how far back the feed is read.
import { RefusedError } from '../../http/refused-error.ts';
import { type FeedState, forget, freshState, type Listed, recall, remember, stateOf } from './cursor.ts';
import { type Draft, draftHash, draftsOf, listedOf, missingOf } from './drafts.ts';
import type { FeedDocument } from './feed-document.ts';
import { isOf } from './identity.ts';
import { fetchFeed, isGone, type NewsItem, type NewsPage, type NewsRun, pageOf } from './news-run.ts';
import { type FeedOptions, publicationOf } from './options.ts';
import { siteFactsOf } from './site.ts';
import { isBelieved } from './trouble.ts';

const pageDrafts = 500;
/** Parts of a feed that are followed into the past in one run. */
const mostParts = 50;
const mostListed = 100;
/** Entries remembered beyond those of the list itself. */
const rememberedBeyond = 300;
/** Pages of missing articles that are asked for in one run. */
const mostChecks = 10;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * Yields nothing where nothing has changed. Returns the time (epoch ms) from which on everything that the feed's site
 * published has been read.
 */
export async function* collectArticles(run: NewsRun, feed: FeedOptions): AsyncGenerator<NewsPage, number> {
  const state: FeedState = stateOf(run.cursor.feeds, feed.url, freshState());
  for (const { id, title } of state.listed) if (title) run.titles.set(id, title);
  const isDue = run.now - (state.fullAt ?? 0) >= run.options.recheckHours * hourMs;
  const isFull = isDue || run.from !== undefined || state.until !== undefined;
  // Validators of some sites do not change when an article is taken away: now and then the list itself is asked for.
  const fetched = await fetchFeed(run, feed.url, isFull ? {} : state);
  const lookedAt = state.checkedAt;
  state.checkedAt = run.now;
  if (!fetched) return lookedAt ?? run.now;
  const { document, response, body } = fetched;
  Object.assign(state, siteFactsOf(feed, document, response));
  const drafts = draftsOf(document.entries, feed, { ...run, known: state.known });
  const until = untilOf(run, state, drafts);
  if (until !== undefined) state.until = until;
  const { gone, unchecked } = await findGone(run, state, feed, drafts);
  yield* pagesOf(run, state, feed, drafts);
  if (gone.length > 0) {
    const keys = gone.map(({ id }) => ({ source: 'news', id }));
    yield pageOf(run, `articles gone from ${feed.url}`, [], keys);
  }
  const older: Draft[] = [];
  const reached = yield* olderParts(run, state, feed, document, drafts, older);
  delete state.until;
  const from = reached ?? lookedAt ?? run.now;
  // What lies after `to` was left to a later run, which must not be told that nothing has changed.
  if (run.to !== undefined) return from;
  Object.assign(state, { etag: response.etag, lastModified: response.lastModified, body });
  // What has slid out of the list is kept for the comments under it.
  const oldest = oldestOf(drafts, run.now);
  const slid = [...listedOf(older, mostListed), ...state.listed.filter(({ at }) => at < oldest)];
  state.listed = distinct([...listedOf(drafts, mostListed), ...unchecked, ...slid]).slice(0, mostListed);
  if (isFull) state.fullAt = run.now;
  forget(state.known, drafts.length + rememberedBeyond);
  return from;
}

const distinct = (listed: readonly Listed[]): Listed[] => {
  const ids = new Set<string>();
  return listed.filter(({ id }) => !ids.has(id) && ids.add(id));
};

/** How far back older parts of the feed are needed (epoch ms); undefined when its first part is enough. */
function untilOf(run: NewsRun, state: FeedState, drafts: readonly Draft[]): number | undefined {
  if (run.from !== undefined) return run.from;
  if (state.until !== undefined) return state.until;
  if (state.fullAt === undefined) return run.now - run.options.backfillDays * dayMs;
  // Nothing in the list is known: more was published than it holds.
  const isGap = drafts.length > 0 && drafts.every(({ key }) => recall(state.known, key) === undefined);
  return isGap ? state.listed[0]?.at : undefined;
}

async function findGone(run: NewsRun, state: FeedState, feed: FeedOptions, drafts: readonly Draft[]) {
  const gone: Listed[] = [];
  const unchecked: Listed[] = [];
  const host = publicationOf(feed.url);
  // Only pages of the publication are asked for: a feed cannot send us anywhere else.
  const missing = missingOf(state.listed, drafts).filter(({ url }) => isOf(host, url));
  for (const [index, article] of missing.entries()) {
    const answer = index < mostChecks ? await isGone(run, article.url) : undefined;
    if (answer === true) gone.push(article);
    if (answer === undefined) unchecked.push(article);
  }
  return { gone, unchecked };
}

/** Pages of what is new or has changed. */
async function* pagesOf(
  run: NewsRun,
  state: FeedState,
  feed: FeedOptions,
  drafts: readonly Draft[],
): AsyncGenerator<NewsPage, void> {
  const textsOf = (at: number) => {
    const texts = run.threads.texts(drafts.slice(at, at + pageDrafts).map(({ entry }) => entry.body));
    // It may never be asked for, when the run ends before.
    texts.catch(() => {});
    return texts;
  };
  let next = textsOf(0);
  for (let at = 0; at < drafts.length; at += pageDrafts) {
    const part = drafts.slice(at, at + pageDrafts);
    const texts = await next;
    // The thread reads the next part while this one goes into the queue.
    next = textsOf(at + pageDrafts);
    const items: NewsItem[] = [];
    part.forEach((draft, index) => {
      const hash = draftHash(draft, texts[index]);
      const isKnown = recall(state.known, draft.key)?.hash === hash;
      if (run.to !== undefined && draft.at >= run.to) return;
      remember(state.known, draft.key, { hash, at: draft.at });
      if (draft.entry.title) run.titles.set(draft.id, draft.entry.title);
      // Another feed of the same publication may have brought it in this run.
      if (!isKnown && !run.articles.has(draft.id)) items.push(itemOf(draft, feed, texts[index]));
      run.articles.add(draft.id);
    });
    if (items.length > 0) yield pageOf(run, `articles of ${feed.url}`, items);
  }
}

function itemOf({ id, url, at, entry }: Draft, { channel }: FeedOptions, text: string | undefined): NewsItem {
  return {
    ...{ kind: 'article', id, channel, createdAt: new Date(at).toISOString() },
    ...(entry.title && { title: entry.title }),
    ...(text !== undefined && { text }),
    ...(url && { url }),
    ...(entry.author && { account: `${channel}/${entry.author}` }),
    ...(entry.language && { language: entry.language }),
  };
}

/**
 * Follows a feed into the past as far as it is needed and the site goes along; `older` is what it finds. Returns the
 * time it reached, or undefined when there was no need.
 */
async function* olderParts(
  run: NewsRun,
  state: FeedState,
  feed: FeedOptions,
  first: FeedDocument,
  firstDrafts: readonly Draft[],
  older: Draft[],
): AsyncGenerator<NewsPage, number | undefined> {
  const { until } = state;
  if (until === undefined) return undefined;
  const host = publicationOf(feed.url);
  let document = first;
  let drafts = firstDrafts;
  const ids = new Set(drafts.map(({ id }) => id));
  let oldest = oldestOf(drafts, run.now);
  const isGap = state.fullAt !== undefined && run.from === undefined;
  const read = new Set([feed.url]);
  // A part may bring nothing: it is empty, or the list has shifted and all of it was in the part before.
  for (let part = 2; oldest > until; part++) {
    const next = document.entries.length > 0 || document.next ? nextPart(feed, document, part) : undefined;
    const mayRead = next !== undefined && isOf(host, next) && part <= mostParts && !read.has(next);
    if (mayRead) read.add(next);
    const found = mayRead ? await fetchPart(run, state, next) : undefined;
    if (!found) {
      const reason = `${host}: more was published than its feed lists`;
      if (isGap) run.notes.push({ ended: 'truncated', reason });
      return oldest;
    }
    document = found;
    drafts = draftsOf(document.entries, feed, { ...run, known: state.known }).filter(
      ({ id }) => !ids.has(id),
    );
    for (const { id } of drafts) ids.add(id);
    older.push(...drafts);
    oldest = Math.min(oldest, oldestOf(drafts, oldest));
    yield* pagesOf(run, state, feed, drafts);
  }
  return Math.max(oldest, until);
}

const oldestOf = (drafts: readonly Draft[], otherwise: number): number =>
  drafts.reduce((oldest, { at }) => Math.min(oldest, at), otherwise);

/** WordPress has its older articles under `paged`; others say where theirs are (RFC 5005, JSON Feed). */
function nextPart(feed: FeedOptions, document: FeedDocument, part: number): string | undefined {
  if (document.next !== undefined || !document.isWordPress) return document.next;
  const url = new URL(feed.url);
  url.searchParams.set('paged', String(part));
  return url.href;
}

/** The part before the first one answers 404; HTML with status 200 is believed when it comes again and again. */
async function fetchPart(run: NewsRun, state: FeedState, url: string): Promise<FeedDocument | undefined> {
  try {
    return (await fetchFeed(run, url))?.document;
  } catch (error) {
    const isEnd = error instanceof RefusedError && ['status', 'redirect'].includes(error.reason);
    if (isEnd) return undefined;
    if (!isBelieved(error, state, run.now)) throw error;
    run.notes.push({ ended: 'truncated', reason: `${publicationOf(url)}: its older entries cannot be read` });
    return undefined;
  }
}
