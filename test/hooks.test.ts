// Posts that are pushed, from a signed request to a row; and the page's questions, asked before anybody does. On the real engines of one process.
import { createHmac } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sign } from '../src/collectors/webhook/signature.ts';
import { readEnvironment } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { rebuildDay } from '../src/maintain/rebuild.ts';
import { pageQuestions } from '../src/page-questions.ts';
import { openRuntime, type Runtime } from '../src/runtime.ts';
import { type Serving, serve } from '../src/serve.ts';
import { dayOf } from '../src/store/city-time.ts';
import { toRow } from '../src/store/row.ts';
import { readSourceRun } from '../src/store/source-run.ts';
import { makePost } from './support/clickhouse-posts.ts';

const key = 'hook-canary-51f3aa02c9';
const coralSecret = 'coral-canary-77e2b0';
const lines: string[] = [];
let directory: string;
let runtime: Runtime;
let serving: Serving;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'earshot-hooks-'));
  const folders = { DATA_DIR: join(directory, 'data'), CONFIG_DIR: join(directory, 'config') };
  await mkdir(join(folders.CONFIG_DIR, 'cities'), { recursive: true });
  await writeFile(
    join(folders.CONFIG_DIR, 'cities', 'portside.yaml'),
    'id: portside\nname: Portside\ntimezone: America/New_York\n' +
      'sources:\n' +
      '  webhook: { secret: { key: TEST_HOOK_KEY }, options: { channel: forum } }\n' +
      '  coral:\n' +
      '    secret: { token: TEST_CORAL_TOKEN, hook: TEST_CORAL_HOOK }\n' +
      '    options: { installations: [{ url: "https://comments.portside.example", signingSecret: hook }] }\n',
  );
  process.env.TEST_HOOK_KEY = key;
  process.env.TEST_CORAL_HOOK = coralSecret;
  const log = createLog('trace', 'test', { write: (line: string) => void lines.push(line) });
  runtime = await openRuntime(readEnvironment(folders), log);
  await runtime.queues();
  serving = await serve(runtime, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await serving[Symbol.asyncDispose]();
  await runtime[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
  delete process.env.TEST_HOOK_KEY;
  delete process.env.TEST_CORAL_HOOK;
});

const createdAt = '2026-11-20T08:30:00-05:00';
const post = (id: string, more: object = {}) => ({
  id,
  createdAt,
  text: `The ferry was late (${id})`,
  ...more,
});

async function push(message: unknown, more: { seconds?: number; key?: string; path?: string } = {}) {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  const timestamp = String(more.seconds ?? Math.floor(Date.now() / 1_000));
  const response = await fetch(`${serving.url}${more.path ?? '/api/v1/hooks/webhook'}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-earshot-timestamp': timestamp,
      'x-earshot-signature': `v1=${sign(more.key ?? key, timestamp, body)}`,
    },
    body,
  });
  const answer = (await response.json()) as {
    errors?: { parameter: string; detail: string }[];
    detail?: string;
  };
  return { status: response.status, answer };
}

async function queued(): Promise<
  { id: string; author?: string | undefined; channel: string; text: string }[]
> {
  const posts: { id: string; author?: string | undefined; channel: string; text: string }[] = [];
  await (await runtime.queues()).find('enrich', (job) => {
    posts.push(...job.posts);
    return false;
  });
  return posts;
}

describe('POST /api/v1/hooks/webhook', () => {
  it('puts what is pushed into the queue, without names, and once however often it is sent', async () => {
    const message = {
      posts: [post('f1', { author: 'Wren Ashdown', text: 'Thanks @wren_ashdown' }), post('f2')],
    };
    expect(await push(message)).toMatchObject({ status: 202, answer: { accepted: 2, dead: 0, deleted: 0 } });
    expect((await push(message)).status).toBe(202);
    const posts = await queued();
    expect(posts.map(({ id }) => id)).toEqual(['f1', 'f2']);
    expect(posts[0]).toMatchObject({ channel: 'forum', author: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(JSON.stringify(posts)).not.toMatch(/wren/i);
    expect(await readSourceRun(runtime.state, 'portside', 'webhook')).toMatchObject({
      ended: 'complete',
      read: 2,
    });
  });

  it('obeys deletions, whatever comes later', async () => {
    expect(await push({ deleted: ['f9'] })).toMatchObject({ status: 202, answer: { deleted: 1 } });
    expect(await runtime.state.deleted.has('portside', 'webhook', 'f9')).toBe(true);
  });

  it.each([
    ['another key', { key: 'another' }, 401, /signature is not that/],
    ['an old message', { seconds: 1_700_000_000 }, 401, /5 minutes/],
    ['a hook that is none', { path: '/api/v1/hooks/news' }, 404, /webhook/],
    ['a city that is none', { path: '/api/v1/hooks/webhook?city=atlantis' }, 400, /city/],
  ])('refuses %s', async (_what, how, status, detail) => {
    const refused = await push({ posts: [post('x1')] }, how);
    expect(refused.status).toBe(status);
    expect(refused.answer.detail).toMatch(detail);
    expect((await queued()).some(({ id }) => id === 'x1')).toBe(false);
  });

  it('names every mistake with its place, quotes nothing, and takes nothing', async () => {
    const message = {
      posts: [post('m1'), { id: '', createdAt: 'yesterday', text: '', mood: 'secret' }],
      __proto__: 1,
    };
    const { status, answer } = await push(message);
    expect(status).toBe(422);
    const places = answer.errors!.map(({ parameter }) => parameter);
    expect(places).toEqual(expect.arrayContaining(['posts[1].id', 'posts[1].createdAt', 'posts[1]']));
    expect(JSON.stringify(answer)).not.toMatch(/yesterday|secret|mood/);
    expect((await queued()).some(({ id }) => id === 'm1')).toBe(false);
    expect((await push('{"posts": [')).answer.errors).toEqual([
      { parameter: 'body', detail: 'expected JSON in UTF-8' },
    ]);
    expect((await push({})).answer.errors).toMatchObject([{ parameter: 'posts' }]);
    expect((await push({ posts: Array.from({ length: 501 }, (_, n) => post(`n${n}`)) })).status).toBe(422);
  });

  it('refuses a message over 1 MB before it is read', async () => {
    const { status } = await push({ posts: [post('big', { text: 'x'.repeat(1_100_000) })] });
    expect(status).toBe(413);
  });

  it('never logs a key', () => {
    expect(lines.join('')).not.toContain(key);
    expect(lines.join('')).not.toContain(coralSecret);
  });
});

describe('POST /api/v1/hooks/coral', () => {
  const event = (id: string, more: object = {}) => ({
    ...{ id, type: 'COMMENT_CREATED', createdAt: new Date().toISOString(), tenantID: 't', tenantDomain: 'd' },
    ...{ data: { storyID: 's', siteID: 'w', commentID: `c-${id}` }, ...more },
  });
  async function tell(value: object, secret = coralSecret) {
    const body = JSON.stringify(value);
    const response = await fetch(`${serving.url}/api/v1/hooks/coral`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-coral-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
      body,
    });
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
  }
  const runs = async () =>
    (await (await runtime.queues()).find('collect', ({ source }) => source === 'coral')).length;

  it('has the source collected now, once for any number of events, and not for those it knows', async () => {
    expect(await tell(event('e1'))).toEqual({ status: 202, answer: { accepted: 1 } });
    expect(await tell(event('e2'))).toEqual({ status: 202, answer: { accepted: 1 } });
    expect(await tell(event('e2'))).toEqual({ status: 202, answer: { accepted: 0 } });
    expect(await tell(event('e3', { type: 'STORY_CREATED', data: { storyID: 's' } }))).toMatchObject({
      answer: { accepted: 0 },
    });
    expect(await runs()).toBe(1);
  });

  it.each([
    ['another secret', event('x1'), 'another', 401, /signature/],
    ['an old event', event('x2', { createdAt: '2026-01-01T00:00:00Z' }), coralSecret, 401, /hour/],
    ['an event without its comment', event('x3', { data: {} }), coralSecret, 422, /event/],
    ['more than 64 KB', event('x4', { data: { more: 'x'.repeat(70_000) } }), coralSecret, 413, /./],
  ])('refuses %s', async (_what, value, secret, status, detail) => {
    const refused = await tell(value, secret);
    expect(refused.status).toBe(status);
    expect(String(refused.answer.detail)).toMatch(detail);
  });
});

describe('a process that serves the page and stays', () => {
  it('asks what the page asks by itself, so that the page finds kept answers', async () => {
    const { store, cities } = runtime;
    const at = new Date(Date.now() - 86_400_000);
    const said = makePost({ city: 'portside', createdAt: at.toISOString() });
    await runtime.writer.write([toRow(said, 'America/New_York')]);
    await rebuildDay(
      store,
      { id: 'portside', timezone: 'America/New_York' },
      dayOf('America/New_York', at.getTime()),
    );
    expect(store.sums.bytes()).toBe(0);
    await using _ = await serve(runtime, { host: '127.0.0.1', port: 0, prepares: true });
    // where an hour ends meanwhile, the page asks others
    await vi.waitFor(async () => {
      const prepared = store.sums.bytes();
      expect(prepared).toBeGreaterThan(0);
      for (const path of await pageQuestions(cities, Date.now()))
        expect((await fetch(`${serving.url}${path}`)).status).toBe(200);
      expect(store.sums.bytes()).toBe(prepared);
    }, 30_000);
  });
});
