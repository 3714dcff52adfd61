// Alerts on a real store: nine quiet weeks, and what is planted in their last hours.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { alertId } from '../src/alert/alert.ts';
import { explain } from '../src/alert/explain.ts';
import { findAll } from '../src/alert/findings.ts';
import { createHistoryCache } from '../src/alert/history.ts';
import { createAlertLedger } from '../src/alert/ledger.ts';
import { type LookContext, look } from '../src/alert/look.ts';
import { createLooking } from '../src/alert/looking.ts';
import { replay } from '../src/alert/replay.ts';
import { alertExample } from '../src/api/alert-example.ts';
import { createServer } from '../src/api/server.ts';
import type { City } from '../src/config.ts';
import type { Message } from '../src/deliver/message.ts';
import { TransientError } from '../src/errors.ts';
import { listDirty, rebuildDays } from '../src/maintain/rebuild.ts';
import type { EnrichedPost } from '../src/post.ts';
import { createChronicle } from '../src/store/chronicle-table.ts';
import { toRow } from '../src/store/row.ts';
import { createState } from '../src/store/state.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import { leavingId } from '../src/terms.ts';
import { inventedContext } from './api-support.ts';
import { openTestStore, springfield, type TestStore, testLog } from './support/clickhouse.ts';
import { createRandom, makePost } from './support/clickhouse-posts.ts';
import { signed } from './support/clickhouse-signed.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const now = Date.parse('2026-03-19T19:02:00Z');
const city = {
  ...springfield,
  ...{ name: 'Springfield', sources: {} },
  topics: [...springfield.topics, { id: 'protests', label: 'Protests' }],
} as unknown as City;

let test: TestStore;
let context: LookContext;
const handed: Message[] = [];

const write = async (posts: readonly EnrichedPost[]) => {
  const rows = posts.map((post) => toRow({ ...post, city: city.id }, city.timezone));
  for (let at = 0; at < rows.length; at += 5_000) await test.writer.write(rows.slice(at, at + 5_000));
  const days = (await listDirty(test.store, city.id)).map(({ day }) => day);
  await rebuildDays(test.store, city, days);
};

let ids = 0;
function post(at: number, change: Parameters<typeof makePost>[0] = {}): EnrichedPost {
  ids += 1;
  return makePost({
    ...{ source: 'open311', id: `a${ids}`, author: ids.toString(16).padStart(32, '0') },
    createdAt: new Date(at).toISOString(),
    text: `The bench on the corner is number ${ids}`,
    ...change,
  });
}

/** About four an hour, a third of them on transit; the same for every run. */
function quietWeeks(): EnrichedPost[] {
  const random = createRandom(11);
  return Array.from({ length: 9 * 7 * 24 * 4 }, () => {
    const isTransit = random() < 0.33;
    return post(now - Math.floor(random() * 9 * 7 * 24 * hourMs), {
      ...(isTransit && { topics: [['transit', 'neutral']] }),
      sentiment: random() < 0.3 ? 'positive' : random() < 0.3 ? 'negative' : 'neutral',
    });
  });
}

const lookAt = (atMs: number, of: City = city) => look(context, of, () => atMs);
const keysAt = async (atMs: number, of: City = city) =>
  (await findAll(context, of, atMs)).findings.map(({ watch, flood }) =>
    flood ? `${watch.key} ${flood}` : watch.key,
  );

/** Rules with findings, and watches that failed, when questions that hold `words` are not answered. */
async function failingAt(
  of: City,
  atMs: number,
  words: string,
): Promise<[rules: string[], failed: string[]]> {
  const { store } = test;
  const rows: typeof store.pages.rows = async (row, sql, params) => {
    if (sql.includes(words)) throw new TransientError('it took too long');
    return store.pages.rows(row, sql, params);
  };
  const failing = { ...store, pages: { ...store.pages, rows } };
  const { findings, failed } = await findAll({ ...context, store: failing }, of, atMs);
  return [findings.map(({ watch }) => watch.rule.id).sort(), failed];
}

beforeAll(async () => {
  test = await openTestStore('embedded');
  context = {
    ...{
      store: test.store,
      ledger: createAlertLedger(test.store.jobs),
      histories: createHistoryCache(),
      ...{ looking: createLooking(createState(test.store).run), allowed: async () => [], log: testLog },
    },
    handOver: async (message) => handed.push(message),
    isHandedOver: async (_, { id }) => handed.some(({ about }) => about === id),
  };
  await write(quietWeeks());
});
afterAll(() => test?.[Symbol.asyncDispose]());

it('says nothing of a quiet afternoon', async () => {
  expect(await keysAt(now)).toEqual([]);
  expect(await lookAt(now)).toEqual({ found: 0, sent: 0 });
});

it('has nothing to say where there is no history, and says which rules those are', async () => {
  const { findings, unknown } = await findAll(context, { ...city, id: 'elsewhere' }, now);
  expect(findings).toEqual([]);
  expect(unknown).toContain('everything/');
});

it('sets a flood of copies aside, sends nothing of it, and does not hear what a platform forbids to watch', async () => {
  const at = now + 2 * hourMs;
  const flood = Array.from({ length: 40 }, (_, n) =>
    post(at - (n % 12) * minuteMs, { flags: ['syndicated'], text: 'Vote no, and tell the others' }),
  );
  const protests = Array.from({ length: 40 }, (_, n) =>
    post(at - (n % 12) * minuteMs, {
      source: 'x',
      topics: [['protests', 'negative']],
      text: `Square at ${n}`,
    }),
  );
  await write([...flood, ...protests]);
  expect(await keysAt(at)).toEqual(['everything/ copies']);
  expect(await lookAt(at)).toEqual({ found: 1, sent: 0 });
  expect(await context.ledger.list(city.id)).toMatchObject([
    { rule: 'everything', sending: 'set aside', flood: 'copies', why: { copied: expect.closeTo(0.9, 0) } },
  ]);
  expect(handed).toEqual([]);
});

it('sees a flood of copies before anything is settled of them', async () => {
  const at = now + 4 * hourMs;
  const text = 'Vote no on the harbor levy tomorrow and tell every neighbor whom you know';
  await write(Array.from({ length: 40 }, (_, n) => signed(post(at - (n % 12) * minuteMs, { text }))));
  expect(await keysAt(at)).toEqual(['everything/ copies']);
  expect(await lookAt(at)).toMatchObject({ sent: 0 });
});

it('tells of a burst once, with its words, holds it in quiet hours, and ends it', async () => {
  const at = now + 8 * hourMs;
  await write([
    ...Array.from({ length: 36 }, (_, n) =>
      post(at - (n % 12) * minuteMs - 30_000, {
        topics: [['transit', 'negative']],
        neighbourhood: n % 3 === 0 ? 'south' : 'north',
        source: n % 4 === 0 ? 'file' : 'open311',
        text: `Signal failure again, train number ${n} stands still`,
        url: `https://requests.example/${n}`,
      }),
    ),
  ]);
  const quiet: City = {
    ...city,
    alerts: [
      {
        ...{
          id: 'rail',
          kind: 'volume',
          topic: 'transit',
          sensitivity: 'medium',
          coolDownHours: 3,
          audience: 'city',
        },
        quietHours: { from: '21:30', to: '22:10' },
      },
    ],
  };
  // 22:02 in the city; two processes that look at once find one alert
  const both = await Promise.all([lookAt(at, quiet), lookAt(at + 7_000, quiet)]);
  expect(both).toEqual(Array(2).fill({ found: 1, sent: 0 }));
  const listed = await context.ledger.list(city.id);
  const [held] = listed;
  expect(listed.filter(({ rule }) => rule === 'rail')).toHaveLength(1);
  expect(held).toMatchObject({
    rule: 'rail',
    topic: 'transit',
    label: 'Transit',
    sending: 'held',
    state: 'open',
  });
  expect(await lookAt(at + 10 * minuteMs, quiet)).toEqual({ found: 1, sent: 1 });
  expect(await lookAt(at + 15 * minuteMs, quiet)).toEqual({ found: 1, sent: 0 });
  expect(handed).toHaveLength(1);
  expect(handed[0]).toMatchObject({ kind: 'alert', about: held!.id, audience: 'city' });
  expect(handed[0]!.text).toMatch(/signal failure/i);
  expect(handed[0]!.text).toContain('North End (24)');
  expect(handed[0]!.text).toContain('https://requests.example/');
  const acknowledged = await context.ledger.acknowledge(city, held!.id, at + 16 * minuteMs);
  expect(acknowledged).toMatchObject({ state: 'acknowledged', sending: 'sent' });
  expect(await lookAt(at + 5 * hourMs, quiet)).toEqual({ found: 0, sent: 0 });
  const [over] = await context.ledger.list(city.id, { limit: 1 });
  expect(over).toMatchObject({ id: held!.id, state: 'over', peak: { value: 27 } });
  expect(await context.ledger.acknowledge(city, 'f'.repeat(32), at)).toBeUndefined();
});

it('is not told when it was seen meanwhile or its look was given back, says when nobody is there to tell, and leaves none open', async () => {
  const at = now + 8 * hourMs;
  const ruled = (id: string): City => ({
    ...city,
    alerts: [
      {
        ...{ id, kind: 'volume', topic: 'transit', sensitivity: 'medium', coolDownHours: 3 },
        audience: 'city',
      },
    ],
  });
  const { ledger } = context;
  const newest = async (rule: string) => (await ledger.list(city.id)).filter((alert) => alert.rule === rule);
  const before = handed.length;
  const seenAtOnce: LookContext = {
    ...context,
    ledger: {
      ...ledger,
      async put(id, watch, alert) {
        await ledger.put(id, watch, alert);
        if (alert.rule === 'seen') await ledger.acknowledge(city, alert.id, at);
      },
    },
  };
  expect(await look(seenAtOnce, ruled('seen'), () => at)).toEqual({ found: 1, sent: 0 });
  const [seen] = await newest('seen');
  expect(seen).toMatchObject({ state: 'acknowledged', sending: 'waiting' });
  // what a look read before somebody saw it
  await ledger.put(city.id, 'seen/transit', { ...seen!, state: 'open', acknowledgedAt: undefined });
  expect(await ledger.find(city.id, seen!.id)).toMatchObject({ acknowledgedAt: seen!.acknowledgedAt });
  await expect(look(context, ruled('given'), () => at, AbortSignal.abort())).rejects.toThrow();
  expect(await newest('given')).toEqual([]);
  const nobody: LookContext = { ...context, handOver: async () => 0 };
  expect(await look(nobody, ruled('nobody'), () => at)).toEqual({ found: 1, sent: 0 });
  const [untold] = await newest('nobody');
  expect(untold).toMatchObject({ state: 'open', sending: 'no recipient' });
  await ledger.put(city.id, 'nobody/transit', { ...untold!, id: 'f'.repeat(32) });
  await lookAt(at + 5 * hourMs, ruled('nobody'));
  expect((await newest('nobody')).map(({ state }) => state)).toEqual(['over', 'over']);
  expect(handed).toHaveLength(before);
});

it('hears a new word, a project, and a mood that falls, names nobody, and calls nothing new that was said yesterday', async () => {
  const at = now + 32 * hourMs;
  const project = { title: 'New playground', q: 'playground', date: '2026-03-01' };
  expect(await createChronicle(test.store.jobs).write('project', city, project)).toHaveProperty('entry');
  const complaints = (untilMs: number) =>
    Array.from({ length: 30 }, (_, n) =>
      post(untilMs - n * 4 * minuteMs, {
        sentiment: 'negative',
        text: `Playground closed for reason ${n}, john quimby of zanzibar paint`,
      }),
    );
  await write(complaints(at));
  const rule = { sensitivity: 'medium', coolDownHours: 3, audience: 'city' } as const;
  const watching: City = {
    ...city,
    alerts: [
      { ...rule, id: 'words', kind: 'term' },
      { ...rule, id: 'play', kind: 'volume', project: 'new-playground' },
      { ...rule, id: 'mood', kind: 'sentiment' },
      { ...rule, id: 'lost', kind: 'volume', project: 'never-was' },
    ],
  };
  const { findings, situation, unknown } = await findAll(context, watching, at);
  expect(unknown).toEqual(['lost/never-was']);
  expect(findings.map(({ watch }) => watch.rule.id).sort()).toEqual(['mood', 'play', 'words']);
  const words = findings.find(({ watch }) => watch.rule.id === 'words')!;
  expect(words.title).toMatch(/playground|zanzibar/);
  const why = await explain(test.store, watching, situation, words);
  expect(why!.terms.length).toBeGreaterThan(0);
  expect(JSON.stringify([words.title, why!.terms])).not.toMatch(/john|quimby/);
  expect(await failingAt(watching, at, 'said_day')).toEqual([['mood', 'play'], ['words/']]);
  expect(await failingAt(watching, at, '{beforeAt:Int64}')).toEqual([
    ['mood', 'words'],
    ['play/new-playground'],
  ]);
  const period = { fromMs: at - hourMs, toMs: at, signal: AbortSignal.timeout(120_000) };
  const { alerts } = await replay(test.store, watching, period);
  expect(alerts.filter(({ onset }) => Date.parse(onset) > at - 4 * hourMs).map(({ rule }) => rule)).toContain(
    'play',
  );
  await write(complaints(at + 24 * hourMs));
  const next = await findAll(context, watching, at + 24 * hourMs);
  expect(next.findings.map(({ watch }) => watch.rule.id)).not.toContain('words');
});

it('after a stop tells what is on and was not told, nothing twice, and nothing that is over', async () => {
  const start = now + 80 * hourMs;
  const rules = (...ids: string[]): City => ({
    ...city,
    alerts: ids.map((id) => ({
      ...{ id, kind: 'volume', topic: 'transit', sensitivity: 'medium', coolDownHours: 3 },
      audience: 'city',
    })),
  });
  const burst = (untilMs: number) =>
    Array.from({ length: 36 }, (_, n) =>
      post(untilMs - (n % 12) * minuteMs - 30_000, { topics: [['transit', 'negative']] }),
    );
  const { ledger } = context;
  const of = async (rule: string) =>
    (await ledger.list(city.id))
      .filter((alert) => alert.rule === rule)
      .map(({ state, sending }) => `${state} ${sending}`);
  await write(burst(start));
  expect(await lookAt(start, rules('told'))).toEqual({ found: 1, sent: 1 });
  // killed after it was handed over, and before
  const told = (await ledger.list(city.id)).find(({ rule }) => rule === 'told')!;
  const killedWith = async (rule: string) => {
    const { sentAt: _, ...alert } = told;
    const id = alertId(city.id, `${rule}/transit`, '');
    await ledger.put(city.id, `${rule}/transit`, { ...alert, id, rule, sending: 'waiting' });
    return id;
  };
  const handedId = await killedWith('handed');
  await killedWith('missed');
  handed.push({ about: handedId } as Message);

  const later = start + 2 * hourMs;
  await write(burst(later));
  const all = rules('told', 'handed', 'missed');
  expect(await lookAt(later, all)).toEqual({ found: 3, sent: 1 });
  expect(await of('told')).toEqual(['over sent']);
  expect(await of('handed')).toEqual(['over sent']);
  expect(await of('missed')).toEqual(['open sent', 'over dropped']);

  // what happened in the 30 hours of a longer stop comes late: it is of its own time
  const next = later + 30 * hourMs;
  await write(burst(later + 10 * hourMs));
  const before = handed.length;
  expect(await lookAt(next, all)).toEqual({ found: 0, sent: 0 });
  expect(await of('missed')).toEqual(['over sent', 'over dropped']);
  await write(burst(next + 5 * minuteMs));
  expect(await lookAt(next + 5 * minuteMs, all)).toEqual({ found: 3, sent: 3 });
  expect(await lookAt(next + 10 * minuteMs, all)).toEqual({ found: 3, sent: 0 });
  expect(handed).toHaveLength(before + 3);
  for (const { data, text } of handed.slice(before)) {
    const { onset, sentAt } = (data as { alert: { onset: string; sentAt: string } }).alert;
    expect(text).toContain(`Since ${onset}, as of ${sentAt}`);
    expect(Date.parse(onset)).toBeGreaterThan(next - 3 * hourMs);
  }
});

it('after a stop calls no source silent before it had time to catch up', async () => {
  const idle: City = {
    ...{ ...city, id: 'idle', sources: { open311: { schedule: 'every 15 minutes' } } },
    alerts: [
      { ...{ id: 'quiet', kind: 'silent', sensitivity: 'medium', coolDownHours: 3 }, audience: 'city' },
    ],
  } as unknown as City;
  const at = (minutes: number) => now + minutes * minuteMs;
  const collected = (minutes: number) =>
    createState(test.store).coverage.put({
      ...{ city: 'idle', source: 'open311', run: `until ${minutes}`, ended: 'complete' },
      ...{ from: new Date(at(minutes - 600)).toISOString(), to: new Date(at(minutes)).toISOString() },
      ...{ startedAt: new Date(at(minutes)).toISOString(), finishedAt: new Date(at(minutes)).toISOString() },
      ...{ read: 0, enqueued: 0, skipped: 0, dead: 0 },
    });
  await collected(0);
  expect(await lookAt(at(5), idle)).toEqual({ found: 0, sent: 0 });
  const restart = 30 * 60;
  for (const minutes of [0, 40, 59])
    expect(await lookAt(at(restart + minutes), idle)).toEqual({ found: 1, sent: 0 });
  expect(await context.ledger.list('idle')).toEqual([]);
  expect(await lookAt(at(restart + 65), idle)).toEqual({ found: 1, sent: 1 });
  // told, and silent all the while of another stop: the same
  const [told] = await context.ledger.list('idle');
  expect(await lookAt(at(restart + 10 * 60), idle)).toEqual({ found: 1, sent: 0 });
  expect(await context.ledger.list('idle')).toMatchObject([{ id: told!.id, state: 'open' }]);
  await collected(restart + 10 * 60);
  expect(await lookAt(at(restart + 12 * 60), idle)).toEqual({ found: 0, sent: 0 });
  expect(await context.ledger.list('idle')).toMatchObject([{ id: told!.id, state: 'over' }]);
});

it('is acknowledged from the page of the server or with the token, and from no other site', async () => {
  const seen: string[] = [];
  const app = await createServer(
    inventedContext({
      token: 'secret-token',
      alerts: {
        list: async () => [alertExample],
        acknowledge: async (_, id) => {
          if (id !== alertExample.id) return undefined;
          seen.push(id);
          return alertExample;
        },
      },
    }),
  );
  const ack = async (headers: Record<string, string>, id = alertExample.id) =>
    (
      await app.inject({
        ...{ method: 'POST', url: `/api/v1/alerts/${id}/ack?city=houston`, payload: '{}' },
        headers: { host: 'localhost', 'content-type': 'application/json', ...headers },
      })
    ).statusCode;
  try {
    for (const site of ['cross-site', 'same-site', 'none'])
      expect(await ack({ 'sec-fetch-site': site })).toBe(401);
    expect(await ack({ 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' })).toBe(401);
    expect(await ack({ authorization: 'Bearer wrong' })).toBe(401);
    expect(seen).toEqual([]);
    expect(await ack({ origin: 'http://other.example' })).toBe(401);
    expect(await ack({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await ack({ origin: 'http://localhost' })).toBe(200);
    expect(await ack({ authorization: 'Bearer secret-token' })).toBe(200);
    expect(await ack({ authorization: 'Bearer secret-token' }, 'nothing')).toBe(404);
    const list = await app.inject({ url: '/api/v1/alerts?limit=0&ctiy=x', headers: { host: 'localhost' } });
    expect(list.statusCode).toBe(400);
    expect(list.json().errors).toHaveLength(1);
  } finally {
    await app.close();
  }
});

it('names no post that was deleted since, by whatever id it was told', async () => {
  const { ledger } = context;
  const account = 'at://did:plc:example/app.bsky.feed.post/3k';
  const kept = { source: 'file', id: 'stays', time: alertExample.foundAt, url: 'https://requests.example/s' };
  const gone = [
    { ...kept, id: 'goes', url: 'https://requests.example/g' },
    { source: 'bluesky', id: leavingId('bluesky', account), time: kept.time },
  ];
  const why = { ...alertExample.why!, posts: [gone[0]!, kept, gone[1]!] };
  await ledger.put(city.id, 'deleted/roads', { ...alertExample, id: 'd'.repeat(32), state: 'over', why });
  const told = async () => (await ledger.find(city.id, 'd'.repeat(32)))?.why?.posts;
  await deletePosts(test.store, { ...city, id: 'elsewhere' }, [{ source: 'file', id: 'stays' }]);
  expect(await told()).toEqual(why.posts);
  await deletePosts(test.store, city, [
    { source: 'file', id: 'goes' },
    { source: 'bluesky', id: account },
    // of another source
    { source: 'open311', id: 'stays' },
  ]);
  expect(await told()).toEqual([kept]);
  const listed = await ledger.list(city.id);
  expect(JSON.stringify(listed)).not.toContain('requests.example/g');
  const stored = () =>
    test.store.jobs.rows(
      z.object({ n: z.number() }),
      "SELECT count() AS n FROM state_alert WHERE position(value, 'requests.example/g') > 0",
    );
  expect(await stored()).toEqual([{ n: 1 }]);
  expect(await ledger.withdraw()).toBe(1);
  expect(await stored()).toEqual([{ n: 0 }]);
  expect(await ledger.withdraw()).toBe(0);
  expect(await told()).toEqual([kept]);
});
