// Events, projects, and what a project did, on the real store and through the API's routes.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createServer } from '../src/api/server.ts';
import { listDirty, rebuildDays } from '../src/maintain/rebuild.ts';
import type { EnrichedPost } from '../src/post.ts';
import { createChronicle } from '../src/store/chronicle-table.ts';
import { addDays } from '../src/store/city-time.ts';
import { events } from '../src/store/queries/events.ts';
import { impact } from '../src/store/queries/impact.ts';
import { toRow } from '../src/store/row.ts';
import { inventedCity, inventedContext } from './api-support.ts';
import { openTestStore, type TestStore } from './support/clickhouse.ts';
import { createRandom, makePost } from './support/clickhouse-posts.ts';

const others = Array.from({ length: 22 }, (_, index) => `topic-${index}`);
const city = {
  ...inventedCity('springfield', 'America/Chicago'),
  minimumN: { sentiment: 3, voices: 5 },
  topics: ['parks', 'playgrounds', ...others].map((id) => ({
    ...{ id, label: id, description: '', keywords: {}, phrases: {}, not: {} },
  })),
};
/** The clock goes forward the next day. */
const date = '2026-03-07';
const nowMs = Date.parse('2026-05-10T00:00:00Z');
const weeksBefore = 16;
const weeksAfter = 8;

/** Posts of every topic a week; those about swings triple and turn positive from the date on. */
function invent(): EnrichedPost[] {
  const random = createRandom(5);
  const made: EnrichedPost[] = [];
  const add = (week: number, text: string, topics: string[], sentiment: 'negative' | 'positive') => {
    const day = addDays(date, 7 * week + Math.floor(random() * 7));
    made.push(
      makePost({
        ...{ id: String(made.length), text: `${text} ${made.length} ${random()}`, sentiment },
        createdAt: `${day}T18:00:00.000Z`,
        topics: topics.map((topic): [string, 'negative' | 'positive'] => [topic, sentiment]),
      }),
    );
  };
  for (let week = -weeksBefore; week < weeksAfter; week++) {
    const season = 10 + Math.round(3 * Math.sin(week / 3));
    for (const topic of others)
      for (let n = 0; n < season + Math.round(2 * random()); n++)
        add(week, 'Something else', [topic], n % 2 === 0 ? 'positive' : 'negative');
    const own = week < 0 ? season : 3 * season;
    for (let n = 0; n < own; n++)
      add(week, 'The swings', ['parks', 'playgrounds'], week < 0 && n % 2 === 0 ? 'negative' : 'positive');
  }
  return made;
}

let store: TestStore;
let app: FastifyInstance;
const token = 'secret';

beforeAll(async () => {
  store = await openTestStore('embedded');
  const rows = invent().map((post) => toRow(post, city.timezone));
  for (let at = 0; at < rows.length; at += 2_000) await store.writer.write(rows.slice(at, at + 2_000));
  const dirty = (await listDirty(store.store, city.id)).map(({ day }) => day);
  await rebuildDays(store.store, city, dirty);
  const cities = { known: async () => [city], get: async () => city };
  const chronicle = createChronicle(store.store.writer);
  app = await createServer(inventedContext({ cities, chronicle, token }));
});
afterAll(async () => {
  await app?.close();
  await store?.[Symbol.asyncDispose]();
});

async function post(path: string, body: unknown, sent = token) {
  const response = await app.inject({
    ...{ method: 'POST', url: `/api/v1/${path}` },
    headers: { authorization: `Bearer ${sent}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.statusCode, answer: response.json() as Record<string, unknown> };
}

describe('events and projects', () => {
  it('are written, listed in the period that they touch, replaced and removed', async () => {
    const strike = { title: 'Ferry strike', from: '2026-03-07', to: '2026-03-10' };
    expect(await post('events', strike)).toMatchObject({
      status: 200,
      answer: {
        entry: { id: 'ferry-strike', from: '2026-03-07T00:00:00-06:00', to: '2026-03-10T00:00:00-05:00' },
      },
    });
    await post('events', { title: 'Parade', from: '2026-03-17T12:00' });
    const of = async (from: string, to: string) =>
      (await events.run(store.store, city, { from, to }, { nowMs })).rows.map(({ id }) => id);
    expect(await of('2026-03-09', '2026-03-12')).toEqual(['ferry-strike']);
    expect(await of('2026-03-10', '2026-03-18')).toEqual(['parade']);
    await post('events', { ...strike, id: 'ferry-strike', to: '2026-03-12' });
    expect(await of('2026-03-11', '2026-03-12')).toEqual(['ferry-strike']);
    expect(await post('events', { id: 'parade', remove: true })).toMatchObject({
      answer: { removed: 'parade' },
    });
    expect((await events.run(store.store, city, {})).rows.map(({ id }) => id)).toEqual(['ferry-strike']);
    expect((await post('events', { id: 'parade', remove: true })).status).toBe(404);
  });

  it.each([
    ['events', { title: ' ', from: 'soon' }, ['title']],
    ['events', { title: 'a', from: 'soon', to: '2026-02-30' }, ['from', 'to']],
    ['events', { title: 'a', from: '2026-03-02', to: '2026-03-01' }, ['to']],
    ['events', { title: '!?', from: '2026-03-02' }, ['id']],
    ['events', { title: 'a', from: '2026-03-02', url: 'javascript:alert(1)' }, ['url']],
    ['events', { title: 'a', from: '2026-03-02', who: 'b' }, ['event']],
    ['events', '{"title":', ['event']],
    ['projects', { title: 'a', q: '"open', date: '2026-13-01' }, ['date', 'q']],
    ['projects', { title: 'a', q: 'topic:nothing', date: '2026-03-01' }, ['q']],
  ])('%s: refuses %j, naming every mistake', async (path, body, parameters) => {
    const { status, answer } = await post(path, body);
    expect(status).toBe(400);
    expect((answer.errors as { parameter: string }[]).map(({ parameter }) => parameter)).toEqual(parameters);
  });

  it('are written by nobody without the token', async () => {
    expect((await post('events', { title: 'a', from: '2026-03-01' }, 'guess')).status).toBe(401);
  });
});

describe('impact', () => {
  const ask = (query: Parameters<typeof impact.run>[2]) => impact.run(store.store, city, query, { nowMs });

  it('tells what a project did, beside topics that are not its own', async () => {
    await post('projects', { title: 'New swings', q: 'swings', date });
    const { rows, query } = await ask({ project: 'new-swings' });
    expect(query).toMatchObject({
      from: '2025-11-15T00:00:00-06:00',
      to: '2026-05-02T00:00:00-05:00',
      q: 'swings',
    });
    const [volume, sentiment] = rows;
    expect(volume!.series).toHaveLength(weeksBefore + weeksAfter);
    // Counted again from what was invented.
    const counted = new Array<number>(weeksBefore + weeksAfter).fill(0);
    const starts = counted.map((_, week) => addDays(date, 7 * (week - weeksBefore)));
    for (const { text, createdAt } of invent()) {
      const week = starts.findLastIndex((start) => createdAt.slice(0, 10) >= start);
      if (text.startsWith('The swings')) counted[week]!++;
    }
    expect(volume!.series.map(({ value }) => value)).toEqual(counted);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(volume!.before).toBeCloseTo(mean(counted.slice(0, weeksBefore)));
    expect(volume!.after).toBeCloseTo(mean(counted.slice(weeksBefore)));
    expect(volume!.ratio).toBeGreaterThan(1.5);
    expect(volume!.ratio).toBeLessThan(2.5);
    expect(volume).toMatchObject({ isMoreThanChance: true, placebos: others.length });
    expect(volume!.control.every(({ topic }) => others.includes(topic))).toBe(true);
    expect(sentiment!.effect).toBeGreaterThan(0.8);
    expect(sentiment!.isMoreThanChance).toBe(true);
  });

  it('of a topic to which nothing was done, tells of no effect', async () => {
    const { rows } = await ask({ topic: 'topic-3', date });
    expect(rows[0]!.control.map(({ topic }) => topic)).not.toContain('topic-3');
    expect(rows[0]!.isMoreThanChance).toBe(false);
  });

  it('says what cannot be said: a search that finds nothing', async () => {
    const { rows } = await ask({ q: 'zeppelin', date });
    expect(rows[0]).toMatchObject({ before: 0, after: 0, effect: null, p: null, isMoreThanChance: null });
    expect(rows[1]).toMatchObject({ before: null, after: null, effect: null });
  });

  it.each([
    [{ project: 'none' }, 'project', /there are: new-swings/],
    [{ project: 'new-swings', q: 'bus' }, 'q', /own search/],
    [{ q: 'bus' }, 'date', /project/],
    [{ date }, 'q', /search/],
    [{ q: 'bus', date: 'then' }, 'date', /expected a date/],
    [{ q: 'bus', date, from: '2026-02-20' }, 'from', /6 whole weeks/],
    [{ q: 'bus', date: '2026-05-09' }, 'to', /before now/],
  ])('refuses %j, naming the parameter', async (query, name, message) => {
    const error = await ask(query).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(z.ZodError);
    const [issue] = (error as z.ZodError).issues;
    expect(issue).toMatchObject({ path: [name], message: expect.stringMatching(message) });
  });
});
