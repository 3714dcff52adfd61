// The X API v2 as documented: https://docs.x.com/x-api/posts/search/introduction, /x-api/fundamentals/rate-limits,
// /x-api/fundamentals/response-codes-and-errors, /x-api/compliance/batch-compliance/quickstart, /x-api/usage, /x-api/posts/filtered-stream/introduction.
import type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from '../collector-suite.ts';
import { createXStream, type XStream } from './x-stream.ts';

export const api = 'api.x.com';
export const storage = 'storage.googleapis.com';
export const token = 'AAAA-bearer-of-quillport-91c2';
const minuteMs = 60_000;

export interface Tweet {
  id: string;
  text: string;
  atMs: number;
  author: number;
  reference?: { type: 'replied_to' | 'quoted' | 'retweeted'; id: string };
  /** ids of its earlier forms, the first one first */
  history?: string[];
  long?: string;
  place?: { id: string; place_type: string };
  point?: [number, number];
  isGone?: boolean;
}

export interface XPlatform extends Platform {
  tweets: Tweet[];
  write(atMs: number, extra?: Partial<Tweet>): Tweet;
  usage: { cap: number; used: number };
  /** queries as they came */
  queries: string[];
  stream: XStream;
}

const handle = (index: number) => `harbour_person_${index}`;
const idAt = (atMs: number, index: number) =>
  ((BigInt(atMs - 1_288_834_974_657) << 22n) + BigInt(index)).toString();

/** Terms of the first brackets, and the exclusions after them. */
function matcher(query: string): (text: string) => boolean {
  const words = (part: string) => [...part.matchAll(/-?(?:"([^"]+)"|([#@]?[\p{L}\p{N}_]+))/gu)];
  const wanted = words(/^\(([^)]*)\)/.exec(query)?.[1] ?? '')
    .map(([, phrase, word]) => (phrase ?? word)!)
    .filter((word) => word !== 'OR');
  const without = [...query.matchAll(/-"([^"]+)"|-(?!is:)([\p{L}\p{N}_]+)/gu)].map(
    ([, phrase, word]) => (phrase ?? word)!,
  );
  const has = (text: string) => (word: string) => text.toLowerCase().includes(word.toLowerCase());
  return (text) => wanted.some(has(text)) && !without.some(has(text));
}

export function createX({ now, hasEmptyPage, repeatsItems }: PlatformWishes): XPlatform {
  const begin = now();
  const tweets: Tweet[] = [];
  const stream = createXStream();
  const jobs = new Map<string, { ids: string[]; looks: number }>();

  function write(atMs: number, extra: Partial<Tweet> = {}): Tweet {
    const index = tweets.length;
    const tweet: Tweet = {
      ...{ id: idAt(atMs, index), atMs, author: index % 13 },
      text:
        index % 2 === 0
          ? `Quillport bridge is up again (${index})`
          : `Works on the Harbour Line, day ${index}`,
      ...extra,
    };
    tweets.push(tweet);
    const users = [{ id: `77${tweet.author}`, username: handle(tweet.author), name: 'A Person' }];
    stream.tell(
      () => ({ data: bodyOf(tweet), includes: { users } }),
      (rule) => matcher(rule)(tweet.text),
    );
    return tweet;
  }

  for (let index = 0; index < 330; index++) {
    const atMs = begin - (340 - index) * 7 * minuteMs;
    const before = tweets[index - 2];
    if (index === 20)
      write(atMs, { text: 'RT Quillport bridge', reference: { type: 'retweeted', id: before!.id } });
    else if (index === 21) write(atMs, { text: 'Quillport Falls has a fair' });
    else if (index === 22) write(atMs, { reference: { type: 'replied_to', id: before!.id } });
    else if (index === 24) write(atMs, { reference: { type: 'replied_to', id: tweets[4]!.id } });
    else if (index === 26) write(atMs, { reference: { type: 'replied_to', id: '1234567890123456789' } });
    else if (index === 28) write(atMs, { history: [idAt(atMs - minuteMs, 900)] });
    else if (index === 30)
      write(atMs, { long: `Quillport, a long complaint: ${'the bus is late. '.repeat(30)}` });
    else if (index === 32) write(atMs, { place: { id: 'p1', place_type: 'poi' } });
    else if (index === 34) write(atMs, { place: { id: 'p2', place_type: 'city' } });
    else if (index === 36) write(atMs, { point: [-94.7, 29.3] });
    else write(atMs);
  }

  const idOf = ({ id, history }: Tweet) => history?.[0] ?? id;
  const bodyOf = (tweet: Tweet) => ({
    ...{ id: tweet.id, text: tweet.text, created_at: new Date(tweet.atMs).toISOString(), lang: 'en' },
    ...{ author_id: `77${tweet.author}`, conversation_id: tweet.reference?.id ?? tweet.id },
    edit_history_tweet_ids: [...(tweet.history ?? []), tweet.id],
    ...(tweet.long && { note_tweet: { text: tweet.long } }),
    ...(tweet.reference && { referenced_tweets: [tweet.reference] }),
    public_metrics: {
      retweet_count: 2,
      reply_count: 3,
      like_count: 5,
      quote_count: 1,
      bookmark_count: 0,
      impression_count: 90,
    },
    ...(tweet.place && { geo: { place_id: tweet.place.id } }),
    ...(tweet.point && { geo: { coordinates: { type: 'Point', coordinates: tweet.point } } }),
  });
  const limits = () => ({
    ...{ 'x-rate-limit-limit': '450', 'x-rate-limit-remaining': '400' },
    'x-rate-limit-reset': String(Math.ceil((now() + 15 * minuteMs) / 1_000)),
  });
  const problem = (status: number, title: string, detail: string): PlatformAnswer => ({
    ...{ status, headers: limits() },
    body: {
      title,
      detail,
      type: 'https://api.x.com/2/problems/invalid-request',
      errors: [{ message: detail }],
    },
  });

  const platform: XPlatform = {
    ...{ tweets, write, usage: { cap: 2_000_000, used: 12_345 }, queries: [], stream },
    hosts: [api, storage],
    accounts: Array.from({ length: 13 }, (_, index) => handle(index)),
    answer,
    isPage: ({ url }) => url.pathname === '/2/tweets/search/recent',
    ids: () =>
      tweets
        .filter(
          (tweet) => !tweet.isGone && tweet.reference?.type !== 'retweeted' && !tweet.text.includes('Falls'),
        )
        .map(idOf),
    add(count) {
      for (let index = 0; index < count; index++) write(now() - (count - index) * 1_000);
    },
    remove(ids) {
      for (const tweet of tweets) if (ids.includes(idOf(tweet))) tweet.isGone = true;
    },
  };

  function search(url: URL): PlatformAnswer {
    const query = url.searchParams.get('query') ?? '';
    platform.queries.push(query);
    if ([...query].length > 512) return problem(400, 'Invalid Request', 'query too long');
    const since = BigInt(url.searchParams.get('since_id') ?? '0');
    if (since > 0n && since < BigInt(idAt(now() - 7 * 24 * 60 * minuteMs, 0)))
      return problem(400, 'Invalid Request', `'since_id' must be a tweet id created after ...`);
    const start = Date.parse(url.searchParams.get('start_time') ?? '') || now() - 7 * 24 * 60 * minuteMs;
    const end = Date.parse(url.searchParams.get('end_time') ?? '') || Number.POSITIVE_INFINITY;
    const matches = matcher(query);
    const all = tweets
      .filter(
        (tweet) =>
          !tweet.isGone &&
          BigInt(tweet.id) > since &&
          tweet.atMs >= start &&
          tweet.atMs < end &&
          matches(tweet.text),
      )
      .filter((tweet) => !query.includes('-is:retweet') || tweet.reference?.type !== 'retweeted')
      .toReversed();
    const given = url.searchParams.get('next_token');
    const at = given === null ? 0 : all.findIndex(({ id }) => given === `b26v${id}` || given === `e26v${id}`);
    if (at < 0) return problem(400, 'Invalid Request', 'next_token is not valid');
    const size = Math.min(Number(url.searchParams.get('max_results') ?? 10), 60);
    if (hasEmptyPage && given?.startsWith('b') && at === 60)
      return { headers: limits(), body: { meta: { result_count: 0, next_token: given.replace('b', 'e') } } };
    const shown = all.slice(repeatsItems ? Math.max(0, at - 5) : at, at + size);
    const next = all[at + size];
    if (shown.length === 0) return { headers: limits(), body: { meta: { result_count: 0 } } };
    const references = shown.flatMap(({ reference }) => reference ?? []);
    const parents = tweets.filter((tweet) => !tweet.isGone && references.some(({ id }) => id === tweet.id));
    const missing = references.filter(({ id }) => !parents.some((parent) => parent.id === id));
    const places = shown.flatMap(({ place }) => place ?? []);
    return {
      headers: limits(),
      body: {
        data: shown.map(bodyOf),
        includes: {
          users: [...new Set(shown.map(({ author }) => author))].map((author) => ({
            id: `77${author}`,
            username: handle(author),
            name: 'A Person',
          })),
          ...(parents.length > 0 && { tweets: parents.map(bodyOf) }),
          ...(places.length > 0 && {
            places: places.map((place) => ({
              ...place,
              full_name: 'A place',
              geo: { type: 'Feature', bbox: [-94.9, 29.1, -94.7, 29.3], properties: {} },
            })),
          }),
        },
        ...(missing.length > 0 && {
          errors: missing.map(({ id }) => ({
            value: id,
            detail: 'Could not find tweet',
            title: 'Not Found Error',
            resource_type: 'tweet',
            parameter: 'referenced_tweets.id',
            resource_id: id,
            type: 'https://api.twitter.com/2/problems/resource-not-found',
          })),
        }),
        meta: {
          result_count: shown.length,
          newest_id: shown[0]!.id,
          oldest_id: shown.at(-1)!.id,
          ...(next && { next_token: `b26v${next.id}` }),
        },
      },
    };
  }

  function answer({ method, url, headers, body }: PlatformRequest): PlatformAnswer {
    if (url.host === storage) return atStorage(method, url, headers.authorization, body);
    if (headers.authorization !== `Bearer ${token}`)
      return {
        status: 401,
        body: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' },
      };
    if (url.pathname === '/2/tweets/search/recent') return search(url);
    if (url.pathname === '/2/usage/tweets') {
      const { cap, used } = platform.usage;
      return {
        headers: limits(),
        body: {
          data: { project_id: '1', project_cap: String(cap), project_usage: String(used), cap_reset_day: 14 },
        },
      };
    }
    const streamed = stream.answer({ method, url, headers, body });
    if (streamed) return { ...streamed, headers: { ...limits(), ...streamed.headers } };
    const jobOf = (id: string, status: string) => ({
      ...{ id, type: 'tweets', name: 'earshot', status, created_at: new Date(now()).toISOString() },
      ...{ upload_url: `https://${storage}/in/${id}`, download_url: `https://${storage}/out/${id}` },
    });
    if (url.pathname === '/2/compliance/jobs' && method === 'POST') {
      const id = String(1_400_000 + jobs.size);
      jobs.set(id, { ids: [], looks: 0 });
      return { headers: limits(), body: { data: jobOf(id, 'created') } };
    }
    const job = jobs.get(url.pathname.split('/').at(-1)!);
    if (!job) return { status: 404, body: { title: 'Not Found' } };
    job.looks++;
    const status = job.looks > 1 ? 'complete' : 'in_progress';
    return { headers: limits(), body: { data: jobOf(url.pathname.split('/').at(-1)!, status) } };
  }

  function atStorage(
    method: string,
    url: URL,
    authorization: string | undefined,
    body: string,
  ): PlatformAnswer {
    // A signed address: a token sent there would be a leak.
    if (authorization !== undefined) return { status: 400, body: 'unexpected credentials' };
    const job = jobs.get(url.pathname.split('/').at(-1)!);
    if (!job) return { status: 404, body: '' };
    if (method === 'PUT') {
      job.ids = body.split('\n').filter((line) => line !== '');
      return { body: '' };
    }
    const gone = new Set(tweets.filter(({ isGone }) => isGone).map(idOf));
    const lines = job.ids
      .filter((id) => gone.has(id))
      .map((id) =>
        JSON.stringify({
          id,
          action: 'delete',
          created_at: '2026-11-01T00:00:00.000Z',
          redacted_at: '2026-11-20T00:00:00.000Z',
          reason: 'deleted',
        }),
      );
    return { headers: { 'content-type': 'text/plain' }, body: lines.join('\n') };
  }
  return platform;
}
