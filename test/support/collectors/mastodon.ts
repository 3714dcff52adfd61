// Two Mastodon instances as their documentation describes them: https://docs.joinmastodon.org/methods/timelines/#tag,
// /methods/statuses/#context, /entities/Status/, /entities/Account/, /entities/Instance/, /api/rate-limits/.
import type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from '../collector-suite.ts';

export const open = 'quill.example';
export const closed = 'harbour.example';
export const token = 'mastodon-token-77f0c2d1';
const tag = 'quillport';
const pageSize = 40;
const minuteMs = 60_000;

export interface Toot {
  /** local id by instance */
  local: Record<string, bigint>;
  uri: string;
  atMs: number;
  by: string;
  home: string;
  words: string;
  visibility?: 'unlisted' | 'private';
  noindex?: boolean;
  indexable?: boolean;
  spoiler?: string;
  replyTo?: Toot;
  isBoost?: boolean;
  isGone?: boolean;
}

export interface Instances extends Platform {
  toots: Toot[];
  make(atMs: number, extra?: Partial<Toot>): Toot;
  /** how an instance answers those who are not signed in; `open` and `closed` show all and nothing without it */
  access: { [host: string]: 'public' | 'authenticated' | 'disabled' };
}

const handle = (index: number) => `gull_keeper_${index % 9}`;
const idOf = ({ home, local }: Toot) => `${home}/${local[home]}`;

export function createInstances({ now, hasEmptyPage, repeatsItems }: PlatformWishes): Instances {
  const begin = now();
  const toots: Toot[] = [];
  const access: Instances['access'] = { [open]: 'public', [closed]: 'authenticated' };

  function make(atMs: number, extra: Partial<Toot> = {}): Toot {
    const index = toots.length;
    const home = index % 3 === 0 ? closed : open;
    // Another instance hears of it a little later, and gives it an id by the time it was written.
    const snowflake = (BigInt(atMs) << 16n) + BigInt(index);
    const toot: Toot = {
      ...{ atMs, home, by: handle(index), local: { [open]: snowflake, [closed]: snowflake + 7n } },
      ...{ words: `<p>The ferry horn again, number ${index}</p>`, uri: '' },
      ...extra,
    };
    const number = toot.local[toot.home];
    toot.uri ||=
      index % 2 === 0
        ? `https://${toot.home}/users/${toot.by}/statuses/${number}`
        : `https://${toot.home}/ap/users/11${index % 9}/statuses/${number}`;
    toots.push(toot);
    return toot;
  }

  for (let index = 0; index < 230; index++) {
    const atMs = begin - (240 - index) * 10 * minuteMs;
    const parent = index > 40 && index % 23 === 0 ? toots[index - 3]! : undefined;
    make(atMs, {
      ...(parent && { replyTo: parent }),
      ...(index % 31 === 5 && { visibility: 'unlisted' }),
      ...(index % 37 === 6 && { noindex: true }),
      ...(index % 41 === 7 && { indexable: false }),
      ...(index === 50 && { isBoost: true }),
      ...(index === 51 && { words: '' }),
      ...(index === 52 && { spoiler: 'Bridge, again' }),
      ...(index === 53 && {
        words: `<p><span class="h-card"><a href="https://${open}/@${handle(4)}" class="u-url mention">@<span>${handle(4)}</span></a></span> the <a href="https://${open}/tags/quillport" class="mention hashtag" rel="tag">#<span>quillport</span></a> bridge<br>is up &amp; stuck &lt;again&gt;</p><p>Second line</p>`,
      }),
    });
  }

  const isKept = ({ visibility, noindex, indexable, isBoost, isGone, words, spoiler }: Toot) =>
    !isGone && !visibility && !noindex && indexable !== false && !isBoost && (words !== '' || !!spoiler);

  function statusOf(host: string, toot: Toot): object {
    const local = toot.home === host;
    const id = String(toot.local[host]);
    return {
      ...{ id, uri: toot.uri, url: `https://${toot.home}/@${toot.by}/${toot.local[toot.home]}` },
      created_at: new Date(toot.atMs).toISOString(),
      in_reply_to_id: toot.replyTo ? String(toot.replyTo.local[host]) : null,
      in_reply_to_account_id: toot.replyTo ? '9' : null,
      ...{ sensitive: false, spoiler_text: toot.spoiler ?? '', visibility: toot.visibility ?? 'public' },
      ...{ language: 'en', replies_count: 1, reblogs_count: 2, favourites_count: 3 },
      ...{ content: toot.words, media_attachments: [], mentions: [], emojis: [], card: null, poll: null },
      tags: [{ name: tag, url: `https://${host}/tags/${tag}` }],
      reblog: toot.isBoost ? statusOf(host, toots[0]!) : null,
      account: {
        ...{ id: '110', username: toot.by, acct: local ? toot.by : `${toot.by}@${toot.home}` },
        ...{ display_name: `Keeper ${toot.by}`, locked: false, bot: false, discoverable: true },
        ...{ indexable: toot.indexable ?? true, noindex: toot.noindex ?? false },
        ...{ url: `https://${toot.home}/@${toot.by}`, followers_count: 12, note: '' },
      },
    };
  }

  const headers = () => ({
    ...{ 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '288' },
    'x-ratelimit-reset': new Date(now() + 5 * minuteMs).toISOString(),
  });

  function timeline(host: string, url: URL): PlatformAnswer {
    const minId = BigInt(url.searchParams.get('min_id') ?? '0');
    const limit = Math.min(Number(url.searchParams.get('limit') ?? 20), pageSize);
    const at = (toot: Toot) => toot.local[host]!;
    const all = toots.filter(({ isGone }) => !isGone).sort((a, b) => (at(a) < at(b) ? -1 : 1));
    const first = all.findIndex((toot) => at(toot) > minId);
    const shown = first < 0 ? [] : all.slice(first, first + limit);
    if (shown.length === 0) return { headers: headers(), body: [] };
    // What is filtered away after the page is cut leaves fewer on it, or none.
    const isHidden = hasEmptyPage && shown[0] === all.find((toot) => toots.indexOf(toot) >= 80);
    const before = repeatsItems && first >= 5 ? all.slice(first - 5, first) : [];
    const page = isHidden ? [] : [...before, ...shown];
    const base = `https://${host}/api/v1/timelines/tag/${tag}?limit=${limit}`;
    const link = `<${base}&max_id=${at(shown[0]!)}>; rel="next", <${base}&min_id=${at(shown.at(-1)!)}>; rel="prev"`;
    const body = page.reverse().map((toot) => statusOf(host, toot));
    return { headers: { ...headers(), link }, body };
  }

  function answer({ url, headers: { authorization } }: PlatformRequest): PlatformAnswer {
    const host = url.host;
    const isSignedIn = authorization === `Bearer ${token}`;
    if (authorization !== undefined && !isSignedIn)
      return { status: 401, body: { error: 'The access token is invalid' } };
    const level = access[host];
    if (url.pathname === '/api/v2/instance') {
      const feeds = { local: level, remote: level };
      return { body: { domain: host, configuration: { timelines_access: { hashtag_feeds: feeds } } } };
    }
    const shows = level === 'public' || (level === 'authenticated' && isSignedIn);
    if (url.pathname.startsWith('/api/v1/timelines/tag/')) {
      if (decodeURIComponent(url.pathname.split('/').at(-1)!) !== tag)
        return { status: 404, body: { error: 'Record not found' } };
      return shows ? timeline(host, url) : { headers: headers(), body: [] };
    }
    const [, id, rest] = /^\/api\/v1\/statuses\/(\d+)(\/context)?$/.exec(url.pathname) ?? [];
    const toot = toots.find(({ local, isGone }) => !isGone && String(local[host]) === id);
    if (!toot) return { status: 404, headers: headers(), body: { error: 'Record not found' } };
    if (!rest) return { headers: headers(), body: statusOf(host, toot) };
    const ancestors: object[] = [];
    for (let one = toot.replyTo; one; one = one.replyTo) ancestors.unshift(statusOf(host, one));
    return { headers: headers(), body: { ancestors, descendants: [] } };
  }

  return {
    ...{ toots, make, access, hosts: [open, closed], answer },
    accounts: Array.from({ length: 9 }, (_, index) => handle(index)),
    isPage: ({ url }) => url.pathname.startsWith('/api/v1/timelines/tag/'),
    ids: () =>
      toots
        .filter(isKept)
        // Hidden on every instance at once: nobody can read these.
        .filter((toot) => !hasEmptyPage || !isOnHiddenPage(toot))
        .map(idOf),
    add(count) {
      for (let index = 0; index < count; index++) make(now() - (count - index) * 1_000);
    },
    remove(ids) {
      for (const toot of toots) if (ids.includes(idOf(toot))) toot.isGone = true;
    },
  };

  function isOnHiddenPage(toot: Toot): boolean {
    const index = toots.indexOf(toot);
    return index >= 80 && index < 120;
  }
}
