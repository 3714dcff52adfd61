// Comments of a WordPress site by its interface: a list in order of time, read from a moment on. What is remembered of
// that stretch and is not in the list any more was taken away.
import type { PostKey } from '../collector.ts';
import { contentHash, forget, recall, remember, type SiteState } from './cursor.ts';
import { commentId, idOf } from './identity.ts';
import { type BrokenItem, type NewsItem, type NewsPage, type NewsRun, pageOf } from './news-run.ts';
import { publicationOf } from './options.ts';
import { articlesByNumber, commentsByNumber, listComments, type WpComment } from './wordpress.ts';

export interface Site {
  /** address, ends in "/" */
  url: string;
  channel: string;
  api: string;
  state: SiteState;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const secondMs = 1_000;
/** Sites that have so few comments in the window are looked at as a whole in every run. */
const fewComments = 500;
const mostKnown = 5_000;
/** Comments that wait for approval come late: a list of what is new starts this much before the newest one. */
const lateMs = dayMs;
/** So many at once, and most of what there was, are rather a fault of the site than a decision. */
const suspicious = 20;

/** What one run knows of a site's threads. */
interface Threads {
  /** comment number → text */
  texts: Map<string, string>;
  /** article number → thread */
  articles: Map<number, { id: string; title?: string } | undefined>;
}

export async function* collectByRest(run: NewsRun, site: Site): AsyncGenerator<NewsPage, void> {
  const { state } = site;
  const isFull = isWholeWindow(run, state);
  const threads: Threads = { texts: new Map(), articles: new Map() };
  const start = startOf(run, state, isFull);
  let after = resumeAt(state, start);
  let page = 1;
  let held = new Set<string>();
  let isDoubtful = false;
  for (;;) {
    const { comments, broken, pages } = await listComments(run, site.api, { after, page });
    for (const { id } of comments) held.add(String(id));
    const isLast = pages === undefined ? comments.length === 0 : page >= pages;
    const last = comments.length === 0 ? undefined : Math.max(...comments.map(timeOf));
    // `after` is exclusive and comments may share a second: the last second is listed again.
    const next = last === undefined ? after : Math.max(after, last - secondMs);
    const isPast = isLast || next > after;
    const items = await newItems(run, site, threads, comments);
    const gone = isPast ? await findGone(run, site, { after, upTo: isLast ? Infinity : next, held }) : [];
    if (gone === 'doubtful') isDoubtful = true;
    if (isPast && isFull) state.resume = { from: start, at: next };
    if (last !== undefined && run.to === undefined) state.newest = Math.max(state.newest ?? 0, last);
    const faults: BrokenItem[] = Array.from({ length: broken }, (_, index) => ({
      broken: 'not in the form that WordPress gives comments',
      where: `${site.url} after ${new Date(after).toISOString()} #${index + 1}`,
    }));
    const deleted = gone === 'doubtful' ? [] : gone;
    if (items.length + faults.length + deleted.length > 0)
      yield pageOf(run, `comments of ${site.url}`, [...items, ...faults], deleted);
    if (isLast) break;
    page = next > after ? 1 : page + 1;
    if (next > after) held = new Set();
    after = next;
  }
  if (!isDoubtful) delete state.doubt;
  if (isFull && run.to === undefined) finish(run, state);
}

function isWholeWindow(run: NewsRun, state: SiteState): boolean {
  const isDue = run.now - (state.fullAt ?? 0) >= run.options.recheckHours * hourMs;
  const isSmall = Object.keys(state.known).length <= fewComments;
  const isFirst = state.newest === undefined;
  return run.from !== undefined || state.resume !== undefined || isFirst || isDue || isSmall;
}

/** Epoch ms from which comments are listed. */
function startOf(run: NewsRun, state: SiteState, isFull: boolean): number {
  const { recheckDays, backfillDays } = run.options;
  const window = run.now - recheckDays * dayMs;
  if (run.from !== undefined) return run.from;
  if (!isFull && state.newest !== undefined) return Math.max(window, state.newest - lateMs);
  if (state.newest === undefined) return run.now - Math.max(recheckDays, backfillDays) * dayMs;
  // After a pause longer than the window there is more to fetch than the window.
  return Math.min(window, state.newest);
}

/** Where a list goes on that was interrupted and began early enough. */
function resumeAt({ resume }: SiteState, start: number): number {
  return resume && resume.from <= start ? Math.max(start, resume.at) : start;
}

function finish(run: NewsRun, state: SiteState): void {
  state.fullAt = run.now;
  delete state.resume;
  const oldest = run.now - (run.options.recheckDays + 1) * dayMs;
  for (const key of Object.keys(state.known)) {
    if ((recall(state.known, key)?.at ?? 0) < oldest) delete state.known[key];
  }
  forget(state.known, mostKnown);
}

const timeOf = (comment: WpComment): number => Date.parse(`${comment.date_gmt}Z`);

/** Items of the comments that are new or have changed, which are remembered. */
async function newItems(
  run: NewsRun,
  site: Site,
  threads: Threads,
  comments: readonly WpComment[],
): Promise<NewsItem[]> {
  const texts = await run.threads.texts(
    comments.map(({ content }) => ({ value: content.rendered, isHtml: true })),
  );
  const fresh: { comment: WpComment; text: string | undefined }[] = [];
  comments.forEach((comment, index) => {
    const text = texts[index];
    const key = String(comment.id);
    const at = timeOf(comment);
    if (text !== undefined) threads.texts.set(key, text);
    if (run.to !== undefined && at >= run.to) return;
    const hash = contentHash(text, comment.parent, comment.post, at);
    if (recall(site.state.known, key)?.hash !== hash) fresh.push({ comment, text });
    remember(site.state.known, key, { hash, at });
  });
  await fetchParents(
    run,
    site,
    threads,
    fresh.map(({ comment }) => comment),
  );
  await fetchArticles(
    run,
    site,
    threads,
    fresh.map(({ comment }) => comment),
  );
  return fresh.map(({ comment, text }) => itemOf(site, threads, comment, text));
}

async function fetchParents(run: NewsRun, site: Site, { texts }: Threads, comments: readonly WpComment[]) {
  const wanted = new Set(
    comments.map(({ parent }) => String(parent)).filter((id) => id !== '0' && !texts.has(id)),
  );
  const parents = await commentsByNumber(run, site.api, [...wanted]);
  const read = await run.threads.texts(
    parents.map(({ content }) => ({ value: content.rendered, isHtml: true })),
  );
  for (const [index, { id }] of parents.entries()) texts.set(String(id), read[index] ?? '');
}

async function fetchArticles(
  run: NewsRun,
  site: Site,
  { articles }: Threads,
  comments: readonly WpComment[],
) {
  const wanted = [...new Set(comments.map(({ post }) => post))].filter((id) => !articles.has(id));
  const found = await articlesByNumber(run, site.api, wanted.map(String));
  const titles = await run.threads.texts(
    found.map(({ title }) => ({ value: title?.rendered ?? '', isHtml: true })),
  );
  for (const id of wanted) articles.set(id, undefined);
  found.forEach(({ id, guid, link }, index) => {
    const publication = { channel: site.channel, host: publicationOf(site.url) };
    const name = idOf(publication, { guid: guid?.rendered ?? link, url: link, text: '' });
    const title = titles[index]?.replace(/\s+/g, ' ').trim();
    articles.set(id, { id: name, ...(title && { title }) });
  });
}

function itemOf(
  site: Site,
  { texts, articles }: Threads,
  comment: WpComment,
  text: string | undefined,
): NewsItem {
  const { id, parent, post, author_name: name, link } = comment;
  const parentText = texts.get(String(parent));
  // Comments under pages and other things than articles keep the number alone.
  const thread = articles.get(post) ?? { id: `${site.url}?p=${post}` };
  return {
    ...{ kind: 'comment', id: commentId(site.url, id), channel: site.channel, thread },
    createdAt: new Date(timeOf(comment)).toISOString(),
    ...(text !== undefined && { text }),
    ...(link && { url: link }),
    ...(name.trim() && { account: `${site.channel}/${name}` }),
    ...(parent > 0 && {
      parent: { id: commentId(site.url, parent), ...(parentText && { text: parentText }) },
    }),
  };
}

/** What is remembered of a stretch of time and is not held any more, asked for once again by number. */
async function findGone(
  run: NewsRun,
  { state, api, url }: Site,
  { after, upTo, held }: { after: number; upTo: number; held: ReadonlySet<string> },
): Promise<PostKey[] | 'doubtful'> {
  const stretch = Object.keys(state.known).filter((key) => {
    const at = recall(state.known, key)?.at ?? 0;
    return at > after && at <= upTo;
  });
  const missing = stretch.filter((key) => !held.has(key));
  if (missing.length === 0) return [];
  const there = new Set((await commentsByNumber(run, api, missing)).map(({ id }) => String(id)));
  const gone = missing.filter((key) => !there.has(key));
  if (gone.length >= suspicious && gone.length * 2 > stretch.length) {
    state.doubt ??= run.now;
    if (run.now - state.doubt < hourMs) {
      const reason = `${publicationOf(url)}: most comments seem to be gone; they are kept until a later look agrees`;
      run.notes.push({ ended: 'failed', reason });
      return 'doubtful';
    }
  }
  for (const key of gone) delete state.known[key];
  return gone.map((key) => ({ source: 'news', id: commentId(url, key) }));
}
