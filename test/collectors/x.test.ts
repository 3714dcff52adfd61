// The X collector with twitter-api-v2 as it is, against an API on loopback: the suite, and what only X has.
import { describe, expect, it } from 'vitest';
import { describeCollector, prepareGround, type Subject, startTrial } from '../support/collector-suite.ts';
import type { XPlatform } from '../support/collectors/x.ts';
import { isSearch, x } from '../support/collectors/x-subject.ts';

describeCollector(x);

describe('x', () => {
  const begin = async (extra: Partial<Subject> = {}) => {
    const given: Subject = { ...x, ...extra };
    const trial = await startTrial(given, await prepareGround(given));
    return Object.assign(trial, { x: trial.platform as XPlatform });
  };

  it('reads parents, long posts, edits and places, and knows what is missing', async () => {
    await using trial = await begin();
    await trial.drive();
    const { x, posts } = trial;
    const post = (index: number) =>
      posts.find(({ id }) => id === (x.tweets[index]!.history?.[0] ?? x.tweets[index]!.id))!;
    expect(post(22)).toMatchObject({
      kind: 'comment',
      parent: { id: x.tweets[20]!.id, text: 'RT Quillport bridge' },
    });
    expect(post(24).parent).toEqual({ id: x.tweets[4]!.id, text: x.tweets[4]!.text });
    // Deleted: a partial error stands in its place.
    expect(post(26).parent).toEqual({ id: '1234567890123456789' });
    expect(post(28).url).toBe(`https://x.com/i/status/${x.tweets[28]!.history![0]}`);
    expect(post(30).text).toHaveLength(x.tweets[30]!.long!.length);
    expect(post(32).geo).toEqual({ lat: expect.closeTo(29.2), lon: expect.closeTo(-94.8) });
    expect(post(34).geo).toBeUndefined();
    expect(post(36).geo).toEqual({ lat: 29.3, lon: -94.7 });
    expect(post(40).engagement).toEqual({ likes: 5, replies: 3, shares: 3, views: 90 });
    expect(new Set(posts.map(({ author }) => author)).size).toBe(13);
  });

  it('splits a query that is too long for the plan, and reads all parts', async () => {
    const terms = Array.from({ length: 40 }, (_, index) => `a rather long phrase number ${index}`);
    await using trial = await begin({ options: { terms: [...terms, 'Harbour Line'] } });
    await trial.drive();
    expect(trial.ids()).toEqual(new Set(trial.platform.ids()));
    expect(new Set(trial.x.queries).size).toBeGreaterThan(3);
    for (const query of trial.x.queries) expect(query).toMatch(/^\(.+\) -is:retweet -"Quillport Falls"$/);
  });

  it('counts what posts cost, and reads none when the month is used up', async () => {
    await using trial = await begin();
    await trial.drive();
    expect(trial.cost.items).toBe(trial.posts.length);
    expect(trial.cost.usd).toBeCloseTo(trial.posts.length * 0.005);
    trial.x.usage.used = trial.x.usage.cap;
    const before = trial.front.seen.length;
    const outcome = (await trial.run())!;
    expect(outcome).toMatchObject({ ended: 'budget', retryAt: new Date('2026-12-14T00:00:00Z') });
    expect(trial.front.seen.slice(before).filter(isSearch)).toEqual([]);
  });

  it('tells of a gap when it was away for longer than search reaches', async () => {
    await using trial = await begin();
    await trial.drive();
    trial.clock.advance(9 * 86_400_000);
    const late = trial.x.write(trial.clock.nowMs() - 3_600_000, { text: 'Quillport after the holidays' });
    const outcome = (await trial.run())!;
    expect(outcome).toMatchObject({ ended: 'truncated', reason: expect.stringContaining('seven days') });
    expect(trial.ids()).toContain(late.id);
    expect(await trial.run()).toMatchObject({ ended: 'complete' });
  });

  it('does not start without a contract', async () => {
    await using trial = await begin({ city: { ...x.city, sources: {} } });
    await expect(trial.run()).rejects.toThrow(/contract/);
    expect(trial.front.seen).toEqual([]);
  });
});

describe('the filtered stream of x', () => {
  const isStream = ({ url }: { url: URL }) => url.pathname === '/2/tweets/search/stream';
  const begin = async (streamSeconds: number) => {
    const given: Subject = { ...x, options: { ...(x.options as object), streamSeconds } };
    const trial = await startTrial(given, await prepareGround(given));
    return Object.assign(trial, { x: trial.platform as XPlatform });
  };
  const now = ({ clock }: { clock: { nowMs(): number } }) => clock.nowMs() - 1_000;

  it('is off unless a profile wants it', async () => {
    await using trial = await begin(0);
    await trial.drive();
    expect(trial.front.seen.filter(({ url }) => url.pathname.includes('/stream'))).toEqual([]);
  });

  it('brings posts as they are written, by rules of its own, and no search brings them again', async () => {
    await using trial = await begin(0.5);
    const { stream } = trial.x;
    stream.rules.push({ id: '1', value: '(Elsewhere) -is:retweet', tag: 'another program' });
    stream.rules.push({ id: '2', value: '(Quillporte) -is:retweet', tag: 'earshot quillport' });
    const live: string[] = [];
    stream.onListen = () => {
      delete stream.onListen;
      live.push(trial.x.write(now(trial), { text: 'Quillport, live from the quay' }).id);
      trial.x.write(now(trial), { text: 'Elsewhere only' });
    };
    await trial.drive();
    expect(stream.rules.map(({ value, tag }) => [value, tag])).toEqual([
      ['(Elsewhere) -is:retweet', 'another program'],
      [trial.x.queries[0], 'earshot quillport'],
    ]);
    expect(trial.posts.filter(({ id }) => id === live[0])).toMatchObject([
      { text: 'Quillport, live from the quay', author: expect.any(String) },
    ]);
    expect(trial.posts.some(({ text }) => text === 'Elsewhere only')).toBe(false);
    trial.clock.advance(1_800_000);
    await trial.drive();
    expect(trial.posts.filter(({ id }) => id === live[0])).toHaveLength(1);
    expect(trial.cost.usd).toBeGreaterThan(trial.posts.length * 0.005);
  });

  it('finds by search what was written while the connection was away, and connects again', async () => {
    await using trial = await begin(0.5);
    const written: string[] = [];
    trial.x.stream.onListen = () => {
      delete trial.x.stream.onListen;
      for (const what of ['before', 'after'])
        written.push(trial.x.write(now(trial), { text: `Quillport ${what} the cut` }).id);
    };
    trial.front.inject({ name: 'cut', kind: 'cut', where: 'inside' }, { strikes: isStream });
    const outcomes = await trial.drive();
    expect(outcomes.map(({ ended }) => ended)).toEqual(['complete']);
    expect(trial.front.seen.filter(isStream)).toHaveLength(2);
    for (const id of written) expect(trial.posts.filter((post) => post.id === id)).toHaveLength(1);
    expect(trial.ids()).toEqual(new Set(trial.platform.ids()));
  });

  it.each([
    [429, 'rate limited'],
    [403, 'blocked'],
  ])('says so when it is refused with %i, after the search has brought everything', async (status, ended) => {
    await using trial = await begin(0.5);
    const refused = {
      status,
      headers: { 'x-rate-limit-reset': String(Math.ceil((trial.clock.nowMs() + 900_000) / 1_000)) },
      body: { title: 'refused', detail: 'refused', type: 'about:blank', status },
    };
    trial.front.inject({ name: 'refused', kind: 'answer', answer: () => refused }, { strikes: isStream });
    expect(await trial.run()).toMatchObject({ ended });
    expect(trial.ids()).toEqual(new Set(trial.platform.ids()));
    await trial.run();
    // The window of the stream is shut; the search has its own.
    expect(trial.front.seen.filter(isStream)).toHaveLength(status === 429 ? 1 : 2);
  });
});
