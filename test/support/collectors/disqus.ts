// Disqus as https://disqus.com/api/docs/ describes it: forums/listPosts with its cursors, posts/details, forums/details.
import type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from '../collector-suite.ts';

export const forum = 'quillportherald';
export const key = 'dqsecret0of0the0herald0k7';
const host = 'disqus.com';
const pageSize = 60;
const minuteMs = 60_000;

export interface Remark {
  id: string;
  atMs: number;
  author: number;
  message: string;
  thread: number;
  parent?: number;
  isDeleted?: boolean;
  isSpam?: boolean;
  /** waits for a moderator */
  isWaiting?: boolean;
}

export interface Disqus extends Platform {
  remarks: Remark[];
  write(atMs: number, extra?: Partial<Remark>): Remark;
}

export const disqusError = (status: number, code: number): PlatformAnswer => ({
  status,
  body: { code, response: 'words for people' },
});

const usernameOf = (index: number) => `quayside_reader_${index}`;

export function createDisqus({ now, hasEmptyPage, repeatsItems }: PlatformWishes): Disqus {
  const begin = now();
  const remarks: Remark[] = [];
  function write(atMs: number, extra: Partial<Remark> = {}): Remark {
    const index = remarks.length;
    const remark: Remark = {
      ...{ id: String(5_000_000 + index), atMs: Math.floor(atMs / 1_000) * 1_000, author: index % 14 },
      ...{ message: `<p>The ferry was late again, day ${index}</p>`, thread: 7_700 + (index % 5) },
      ...extra,
    };
    remarks.push(remark);
    return remark;
  }
  for (let index = 0; index < 260; index++) {
    const atMs = begin - (270 - index) * 9 * minuteMs;
    const parent = index % 4 === 1 ? Number(remarks[index < 100 ? index - 1 : index - 70]!.id) : undefined;
    write(atMs, {
      ...(parent && { parent }),
      ...(index === 12 && {
        message:
          '<p>Bread &amp; <b>roses</b>,<br>said <a href="https://disqus.com/by/quayside_reader_3/">@quayside_reader_3</a></p>',
      }),
      ...(index === 30 && { message: '<p></p>' }),
      ...(index === 40 && { author: 99 }),
      ...(index % 50 === 49 && { isDeleted: true }),
      ...(index % 60 === 59 && { isSpam: true }),
    });
  }
  const isShown = (one: Remark) => !one.isDeleted && !one.isSpam && !one.isWaiting;
  const threadOf = (id: number) => ({
    ...{ id: String(id), forum, title: `Story ${id}`, clean_title: `Story ${id}` },
    ...{ link: `https://herald.example/stories/${id}#top`, isClosed: id % 2 === 1, isDeleted: false },
  });
  const bodyOf = (one: Remark, isRelated: boolean) => ({
    ...{ id: one.id, forum, parent: one.parent ?? null, message: one.message, raw_message: one.message },
    ...{ createdAt: new Date(one.atMs).toISOString().slice(0, 19), isEdited: false, media: [] },
    author:
      one.author === 99
        ? { name: 'Quayside Passer-by', isAnonymous: true }
        : {
            ...{ id: `44${one.author}`, username: usernameOf(one.author), name: `Reader ${one.author}` },
            isAnonymous: false,
          },
    ...{ isApproved: !one.isWaiting, isDeleted: Boolean(one.isDeleted), isSpam: Boolean(one.isSpam) },
    ...{ isFlagged: false, isHighlighted: false, likes: 3, dislikes: 1, points: 2 },
    thread: isRelated ? threadOf(one.thread) : String(one.thread),
  });
  const headers = () => ({
    ...{ 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '930' },
    'x-ratelimit-reset': String(Math.ceil((now() + 60 * minuteMs) / 1_000)),
  });
  const found = (response: unknown, cursor?: object): PlatformAnswer => ({
    headers: headers(),
    body: { code: 0, response, ...(cursor && { cursor }) },
  });

  /** A cursor is a moment and a number of entries of it that were shown. */
  function listPosts(query: URLSearchParams): PlatformAnswer {
    if (query.get('forum') !== forum) return disqusError(400, 2);
    const given = query.get('cursor');
    const shown = remarks.filter(isShown).toSorted((a, b) => b.atMs - a.atMs || Number(b.id) - Number(a.id));
    const [moment, , kind] = /^(\d+):(\d+):(\d)$/.test(given ?? '') ? given!.split(':') : [];
    if (given !== null && moment === undefined) return disqusError(400, 2);
    const at = given === null ? 0 : shown.filter(({ atMs }) => atMs > Number(moment) / 1_000).length;
    const cursorOf = (ms: number | undefined, mark: number) => `${(ms ?? begin) * 1_000}:0:${mark}`;
    if (hasEmptyPage && at > 0 && at <= pageSize && kind === '0')
      return found([], { prev: null, hasPrev: true, hasNext: true, next: `${moment}:0:1`, total: null });
    const limit = Math.min(Number(query.get('limit') ?? 25), pageSize);
    const page = shown.slice(repeatsItems ? Math.max(0, at - 4) : at, at + limit);
    const hasNext = at + limit < shown.length;
    // The first that follows stands at its moment: the cursor leads to it and all that is older.
    const next = hasNext ? shown[at + limit]!.atMs : page.at(-1)?.atMs;
    return found(
      page.map((one) => bodyOf(one, query.get('related') === 'thread')),
      { prev: null, hasPrev: at > 0, hasNext, more: hasNext, next: cursorOf(next, 0), total: null },
    );
  }

  function answer({ url }: PlatformRequest): PlatformAnswer {
    const query = url.searchParams;
    if (query.get('api_secret') !== key) return disqusError(401, 5);
    if (url.pathname === '/api/3.0/forums/listPosts.json') return listPosts(query);
    if (url.pathname === '/api/3.0/forums/details.json')
      return query.get('forum') === forum ? found({ id: forum, name: 'The Herald' }) : disqusError(400, 8);
    if (url.pathname !== '/api/3.0/posts/details.json') return disqusError(404, 1);
    const one = remarks.find(({ id }) => id === query.get('post'));
    return one ? found(bodyOf(one, query.get('related') === 'thread')) : disqusError(400, 8);
  }

  return {
    ...{ remarks, write, hosts: [host], answer },
    accounts: [...Array.from({ length: 14 }, (_, index) => usernameOf(index)), 'Quayside Passer-by'],
    isPage: ({ url }) => url.pathname.endsWith('/listPosts.json'),
    ids: () => remarks.filter((one) => isShown(one) && one.message !== '<p></p>').map(({ id }) => id),
    add(count) {
      for (let index = 0; index < count; index++) write(now() - (count - index) * 1_000);
    },
    remove(ids) {
      for (const one of remarks) if (ids.includes(one.id)) one.isDeleted = true;
    },
  };
}
