// Schedules and runs on the real engines of one process: when a source is due, that it runs once, and what it leaves.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Environment, readEnvironment } from '../src/config.ts';
import { collectJobId, collectSource } from '../src/jobs/collect-source.ts';
import { createLook } from '../src/jobs/schedule.ts';
import { startCollectWorker } from '../src/jobs/workers.ts';
import { createLog } from '../src/log.ts';
import { openRuntime, type Runtime } from '../src/runtime.ts';
import { sources } from '../src/store/queries/sources.ts';
import { summary } from '../src/store/queries/summary.ts';
import { readSourceRun } from '../src/store/source-run.ts';

const hourMs = 3_600_000;
const never = new AbortController().signal;
const opened: AsyncDisposable[] = [];
let directory: string;
let environment: Environment;
let runtime: Runtime;
let counter = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'earshot-schedule-'));
  const folders = { DATA_DIR: join(directory, 'data'), CONFIG_DIR: join(directory, 'config') };
  await mkdir(join(folders.CONFIG_DIR, 'cities'), { recursive: true });
  environment = readEnvironment(folders);
  runtime = await openRuntime(environment, createLog('silent'));
  // The first test does not pay for the making of the queue.
  await runtime.queues();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one[Symbol.asyncDispose]()));
  await empty();
});
afterAll(async () => {
  await runtime[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

/** Takes what the runs of a test have queued, so that the next one finds room. */
async function empty(): Promise<void> {
  const queues = await runtime.queues();
  const worker = await queues.work('enrich', async () => undefined, { onFailed: async () => undefined });
  await vi.waitFor(
    async () => expect(await queues.counts('enrich')).toMatchObject({ waiting: 0, active: 0 }),
    {
      timeout: 20_000,
    },
  );
  await worker.close();
}

/** A city that is collected from the generator of sample posts, an hour behind; returns its id. */
async function makeCity(sources = '{ sample: { schedule: every hour } }', behindHours = 1): Promise<string> {
  counter += 1;
  const id = `port-${String.fromCharCode(96 + counter)}`;
  await writeProfile(id, sources);
  const until = new Date(Date.now() - behindHours * hourMs).toISOString();
  const at = { anchor: until, until };
  await runtime.state.cursor.put(id, 'sample', { cursor: { version: 1, at } });
  return id;
}
const writeProfile = (id: string, sources: string) =>
  writeFile(
    join(environment.configDir, 'cities', `${id}.yaml`),
    `id: ${id}\nname: ${id}\ntimezone: America/New_York\nsources: ${sources}\n`,
  );

const startWorker = async (schedule = false) => {
  opened.push(await startCollectWorker(runtime, { schedule }));
};
const lastRun = (city: string) => readSourceRun(runtime.state, city, 'sample');
const settled = async (city: string) => {
  const queues = await runtime.queues();
  await queues.whenSettled('collect', collectJobId(city, 'sample'), never);
};
const waitingRuns = async (city: string) =>
  (await runtime.queues()).find('collect', (job) => job.city === city);
/** ids and posts of the batches that runs of a city have queued */
async function queuedPosts(city: string): Promise<string[]> {
  const ids: string[] = [];
  await (await runtime.queues()).find('enrich', (job) => {
    if (job.city === city) ids.push(...job.posts.map(({ id }) => id));
    return false;
  });
  return ids;
}

describe('a source that is due', () => {
  it('runs once, whoever looks and however often, and again when its time has come', async () => {
    const city = await makeCity();
    let nowMs = Date.now();
    const looks = [createLook(runtime, () => new Date(nowMs)), createLook(runtime, () => new Date(nowMs))];
    await Promise.all(looks.map((look) => look()));
    expect(await waitingRuns(city)).toHaveLength(1);
    await startWorker();
    await settled(city);
    const first = await lastRun(city);
    expect(first).toMatchObject({ ended: 'complete', schedule: 'every hour' });
    // a scheduler that looked before the run had ended, and queues after it
    await (await runtime.queues()).add('collect', collectJobId(city, 'sample'), {
      ...{ city, source: 'sample', due: new Date(0).toISOString() },
    });
    await settled(city);
    for (const look of looks) await look();
    await settled(city);
    expect((await lastRun(city))?.run).toBe(first?.run);
    nowMs = Date.parse(first!.startedAt) + hourMs + 1;
    for (const look of looks) await look();
    await settled(city);
    expect((await lastRun(city))?.run).not.toBe(first?.run);
  });

  it('makes up for everything it has missed by one run', async () => {
    const city = await makeCity('{ sample: { schedule: every minute } }', 72);
    await startWorker();
    await createLook(runtime)();
    await settled(city);
    const { run } = (await lastRun(city))!;
    await createLook(runtime)();
    expect(await waitingRuns(city)).toEqual([]);
    expect((await lastRun(city))?.run).toBe(run);
    expect(await runtime.state.coverage.list({ city, source: 'sample' })).toContainEqual(
      expect.objectContaining({ channel: '', ended: 'complete', run }),
    );
  });

  it('is found in a profile that changed, while one that is broken waits until it is mended', async () => {
    const city = await makeCity('{}');
    const broken = await makeCity('{ sample: { schedule: sometimes } }');
    const look = createLook(runtime);
    await look();
    expect([...(await waitingRuns(city)), ...(await waitingRuns(broken))]).toEqual([]);
    for (const id of [city, broken]) await writeProfile(id, '{ sample: {} }');
    await vi.waitFor(
      async () => {
        await look();
        expect(await waitingRuns(city)).toHaveLength(1);
        expect(await waitingRuns(broken)).toHaveLength(1);
      },
      { timeout: 10_000, interval: 100 },
    );
    await startWorker();
    await Promise.all([settled(city), settled(broken)]);
    // without a schedule in the profile, the source's own
    expect((await lastRun(city))?.schedule).toBe('every 30 seconds');
  });
});

describe('a run', () => {
  it('queues its posts for enrichment, and is one entry of the ledger with the one before it', async () => {
    const city = await makeCity(undefined, 24);
    await collectSource(runtime, { city, source: 'sample' }, never);
    const ids = await queuedPosts(city);
    expect(ids.length).toBeGreaterThan(20);
    expect(await lastRun(city)).toMatchObject({ ended: 'complete', enqueued: ids.length });
    await collectSource(runtime, { city, source: 'sample' }, never);
    const ledger = await runtime.state.coverage.list({ city });
    const whole = ledger.filter(({ channel }) => channel === '');
    expect(whole).toHaveLength(1);
    expect(Date.parse(whole[0]!.to) - Date.parse(whole[0]!.from)).toBeGreaterThan(24 * hourMs - 1);
    expect(ledger.filter(({ channel }) => channel === 'city 311')).toHaveLength(1);
  });

  it('with a limit brings no more than that, and leaves the rest for the next one', async () => {
    const city = await makeCity(undefined, 24);
    await collectSource(runtime, { city, source: 'sample', limit: 3 }, never);
    expect(await queuedPosts(city)).toHaveLength(3);
    expect(await runtime.state.coverage.list({ city })).toEqual([]);
    await collectSource(runtime, { city, source: 'sample' }, never);
    expect(new Set(await queuedPosts(city)).size).toBe((await lastRun(city))?.enqueued);
  });

  it('that was killed has its place in the ledger through the next one', async () => {
    const city = await makeCity();
    const at = (hours: number) => new Date(Date.now() - hours * hourMs).toISOString();
    const cursor = { version: 1, at: { anchor: at(5), until: at(1) } };
    const [from, to] = [at(5), at(1)];
    const killed = {
      ...{ city, source: 'sample', how: 'collect', run: 'killed', from, to, ended: 'stopped', posts: 9 },
      ...{ startedAt: at(1), finishedAt: at(1) },
    };
    await runtime.state.cursor.put(city, 'sample', { cursor, open: [killed] });
    await collectSource(runtime, { city, source: 'sample' }, never);
    const { coverage } = await summary.run(runtime.store, await runtime.cities.get(city), {
      ...{ from: at(6), to: at(0) },
    });
    expect(coverage).toEqual([]);
    expect(await runtime.state.coverage.list({ city })).toContainEqual(
      expect.objectContaining({ run: 'killed', from, to }),
    );
  });

  it('over the past leaves the live one where it stands', async () => {
    const city = await makeCity(undefined, 2);
    const before = await runtime.state.cursor.get(city, 'sample');
    const at = (days: number) => new Date(Date.now() - days * 24 * hourMs).toISOString();
    await collectSource(runtime, { city, source: 'sample', from: at(5), to: at(4) }, never);
    const times = await queuedPosts(city);
    expect(times.length).toBeGreaterThan(20);
    expect(await runtime.state.cursor.get(city, 'sample')).toEqual(before);
    expect(await lastRun(city)).toBeUndefined();
  });

  it('that may not start says why, in the answer to how the sources do', async () => {
    const city = await makeCity('{ sample: { options: { seed: many } }, news: {} }');
    await collectSource(runtime, { city, source: 'sample' }, never);
    const profile = await runtime.cities.get(city);
    const { rows } = await sources.run(runtime.store, profile, {});
    expect(rows).toMatchObject([
      { source: 'news', status: 'new', posts24h: 0 },
      { source: 'sample', status: 'blocked', ended: 'blocked', problem: expect.stringContaining('seed') },
    ]);
    expect(await queuedPosts(city)).toEqual([]);
  });

  it('ends after the page in hand when its process does, and goes on from there', async () => {
    const city = await makeCity(undefined, 24 * 10);
    const stopping = new AbortController();
    const queues = await runtime.queues();
    const watching = {
      ...runtime,
      queues: async () => ({
        ...queues,
        async add(...args: Parameters<typeof queues.add>) {
          await queues.add(...args);
          stopping.abort();
        },
      }),
    } as Runtime;
    await collectSource(watching, { city, source: 'sample' }, stopping.signal);
    expect(await lastRun(city)).toMatchObject({ ended: 'stopped', enqueued: 500 });
    await collectSource(runtime, { city, source: 'sample' }, never);
    const ids = await queuedPosts(city);
    expect(ids.length).toBeGreaterThan(500);
    expect(new Set(ids).size).toBe(ids.length);
    const ofSource = (await runtime.state.coverage.list({ city })).filter(({ channel }) => channel === '');
    expect(ofSource.map(({ ended }) => ended)).toEqual(['stopped', 'complete']);
    expect(ofSource[0]!.to).toBe(ofSource[1]!.from);
  });
});
