// Reddit's API as documented: https://www.reddit.com/dev/api (listings, api/info, search), the OAuth2 wiki
// (application-only), the JSON wiki (things), and the Data API wiki (rate headers).
import type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from '../collector-suite.ts';

export const www = 'www.reddit.com';
export const oauth = 'oauth.reddit.com';
export const clientId = 'quill-client-5b1d';
export const clientSecret = 'quill-secret-77aa90c2e';
const bearer = 'bearer-of-quill-0011223344';
const subreddit = 'quillport';
const minuteMs = 60_000;
const pageSize = 60;

export interface Thing {
  name: string;
  atMs: number;
  author: string;
  /** a comment, else a submission */
  body?: string;
  title?: string;
  selftext?: string;
  link?: Thing;
  parent?: Thing;
  subreddit: string;
  removed?: 'moderator' | 'writer';
}

export interface Reddit extends Platform {
  things: Thing[];
  write(atMs: number, extra: Partial<Thing>): Thing;
  /** where a list ends, whatever is older */
  depth: number;
  userAgents: Set<string>;
  tokens(): number;
}

const nameOf = (index: number) => `dock_worker_${index}`;

export function createReddit({ now, hasEmptyPage, repeatsItems }: PlatformWishes): Reddit {
  const begin = now();
  const things: Thing[] = [];
  let tokens = 0;

  function write(atMs: number, extra: Partial<Thing>): Thing {
    const index = things.length;
    const prefix = extra.body === undefined ? 't3' : 't1';
    const thing: Thing = {
      name: `${prefix}_q${(10_000 + index).toString(36)}`,
      atMs,
      author: nameOf(index % 12),
      subreddit,
      ...extra,
    };
    things.push(thing);
    return thing;
  }

  const links: Thing[] = [];
  for (let index = 0; index < 300; index++) {
    const atMs = begin - (310 - index) * 9 * minuteMs;
    if (index % 3 === 0) {
      const removed = index === 33 ? 'moderator' : index === 36 ? 'writer' : undefined;
      links.push(
        write(atMs, {
          title: `The ferry was late, part ${index}`,
          selftext: index % 2 ? '' : 'Nobody said a word.',
          ...(removed && { removed }),
        }),
      );
    } else {
      const link = links.at(-1)!;
      const before = things.at(-1)!;
      write(atMs, {
        ...{
          body: `Same here, ${index} minutes. cc u/${nameOf(3)}`,
          link,
          parent: before.body === undefined ? link : before,
        },
        ...(index === 40 && { removed: 'moderator' as const }),
        ...(index === 44 && { author: '[deleted]' }),
      });
    }
  }
  write(begin - 5 * minuteMs, {
    subreddit: 'ferries',
    title: 'Is the Quillport ferry worth it?',
    selftext: 'Asking.',
  });

  const permalink = (thing: Thing) => {
    const link = (thing.link ?? thing).name.slice(3);
    return `/r/${thing.subreddit}/comments/${link}/words/${thing.body === undefined ? '' : `${thing.name.slice(3)}/`}`;
  };
  function child(thing: Thing): object {
    const seconds = Math.floor(thing.atMs / 1_000);
    const blank = thing.removed === 'moderator' ? '[removed]' : '[deleted]';
    const data = {
      ...{
        id: thing.name.slice(3),
        name: thing.name,
        subreddit: thing.subreddit,
        permalink: permalink(thing),
      },
      ...{
        author: thing.removed ? '[deleted]' : thing.author,
        author_fullname: 't2_zz9',
        score: 3,
        ups: 3,
        downs: 0,
      },
      ...{ created: seconds, created_utc: seconds, edited: false, stickied: false },
    };
    if (thing.body !== undefined)
      return {
        kind: 't1',
        data: {
          ...data,
          body: thing.removed ? blank : thing.body,
          link_id: thing.link!.name,
          link_title: thing.link!.title,
          parent_id: thing.parent!.name,
          replies: '',
        },
      };
    return {
      kind: 't3',
      data: {
        ...data,
        title: thing.title,
        selftext: thing.removed ? blank : thing.selftext,
        is_self: true,
        num_comments: 4,
        url: `https://www.reddit.com${permalink(thing)}`,
        removed_by_category: thing.removed === 'moderator' ? 'moderator' : thing.removed ? 'deleted' : null,
      },
    };
  }
  const listing = (children: object[], after: string | null = null) => ({
    kind: 'Listing',
    data: { after, dist: children.length, modhash: null, geo_filter: '', children, before: null },
  });
  const limits = () => ({
    'x-ratelimit-used': '12',
    'x-ratelimit-remaining': '588.0',
    'x-ratelimit-reset': '312',
  });
  const found = (body: object): PlatformAnswer => ({ headers: limits(), body });

  const reddit: Reddit = {
    ...{ things, write, depth: 1_000, userAgents: new Set() },
    tokens: () => tokens,
    hosts: [www, oauth],
    accounts: Array.from({ length: 12 }, (_, index) => nameOf(index)),
    answer,
    isPage: ({ url }) => /^\/r\/\w+\/(new|comments)$/.test(url.pathname) || url.pathname === '/search',
    ids: () => things.filter(({ removed }) => !removed).map(({ name }) => name),
    add(count) {
      for (let index = 0; index < count; index++)
        write(now() - (count - index) * 1_000, { title: `News of the day ${index}`, selftext: '' });
    },
    remove(ids) {
      for (const thing of things) if (ids.includes(thing.name)) thing.removed = 'writer';
    },
  };

  function list(all: Thing[], url: URL): PlatformAnswer {
    const newest = all.toReversed().slice(0, reddit.depth);
    const limit = Math.min(Number(url.searchParams.get('limit') ?? 25), 100, pageSize);
    const given = url.searchParams.get('after');
    const isSecond = given?.startsWith('t9_') ?? false;
    const mark = isSecond ? given!.slice(3) : given;
    const at = mark === null ? 0 : newest.findIndex(({ name }) => name === mark) + 1;
    // A mark that is gone leads nowhere: the list is empty, and says that it is the end.
    if (mark !== null && at === 0) return found(listing([]));
    if (hasEmptyPage && at === pageSize && !isSecond) return found(listing([], `t9_${mark}`));
    const shown = newest.slice(repeatsItems ? Math.max(0, at - 4) : at, at + limit);
    const isLast = at + limit >= newest.length;
    return found(listing(shown.map(child), isLast ? null : newest[at + limit - 1]!.name));
  }

  function answer({ method, url, headers, body }: PlatformRequest): PlatformAnswer {
    if (url.host === www) {
      const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
      if (method !== 'POST' || url.pathname !== '/api/v1/access_token' || headers.authorization !== basic)
        return { status: 401, body: { message: 'Unauthorized', error: 401 } };
      if (new URLSearchParams(body).get('grant_type') !== 'client_credentials')
        return { body: { error: 'unsupported_grant_type' } };
      tokens++;
      return { body: { access_token: bearer, token_type: 'bearer', expires_in: 86_400, scope: '*' } };
    }
    reddit.userAgents.add(headers['user-agent'] ?? '');
    if (headers.authorization?.toLowerCase() !== `bearer ${bearer}`)
      return { status: 401, body: { message: 'Unauthorized', error: 401 } };
    const [, name, kind] = /^\/r\/(\w+)\/(new|comments)$/.exec(url.pathname) ?? [];
    if (name && kind)
      return list(
        things.filter((one) => one.subreddit === name && (one.body === undefined) === (kind === 'new')),
        url,
      );
    if (url.pathname === '/search') {
      const words = [...(url.searchParams.get('q') ?? '').matchAll(/"([^"]+)"/g)].map(([, word]) =>
        word!.toLowerCase(),
      );
      return list(
        things.filter((one) => words.some((word) => one.title?.toLowerCase().includes(word))),
        url,
      );
    }
    const ids = (url.searchParams.get('id') ?? '').split(',');
    if (url.pathname !== '/api/info' || ids.length > 100)
      return { status: 404, body: { message: 'Not Found', error: 404 } };
    return found(listing(things.filter((one) => ids.includes(one.name)).map(child)));
  }
  return reddit;
}
