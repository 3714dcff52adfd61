// Stored posts are enriched again under a changed taxonomy: figures move at once and only when all is done, whatever fails in between.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readEnvironment } from '../src/config.ts';
import { pipelineVersion } from '../src/enrich/version.ts';
import { TransientError } from '../src/errors.ts';
import { reenrichCity } from '../src/jobs/reenrich-city.ts';
import { startEnrichWorker } from '../src/jobs/workers.ts';
import { listDirty, rebuildDays } from '../src/maintain/rebuild.ts';
import { verify } from '../src/maintain/verify.ts';
import { jobId } from '../src/queues.ts';
import { openRuntime, type Runtime } from '../src/runtime.ts';
import { posts as postsQuery } from '../src/store/queries/posts.ts';
import { topics as topicsQuery } from '../src/store/queries/topics.ts';
import { readReenrichRun } from '../src/store/reenrich-run.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import { testLog } from './support/clickhouse.ts';

const period = { from: '2026-01-01', to: '2026-03-01' };
const count = 240;
let directory: string;
let runtime: Runtime;
let worker: AsyncDisposable;

/** A taxonomy in which the ferry is a topic of the given id. */
const taxonomy = (ferry: string) =>
  `topics:\n  roads: { label: Roads, description: Streets., keywords: { en: pothole } }\n` +
  `  ${ferry}: { label: Ferry, description: Boats., keywords: { en: ferry } }\n`;

async function useTaxonomy(ferry: string): Promise<string> {
  const before = (await runtime.cities.get('portside')).hash;
  await writeFile(join(directory, 'config', 'cities', 'topics.yaml'), taxonomy(ferry));
  await expect
    .poll(async () => (await runtime.cities.get('portside')).hash, { timeout: 60_000 })
    .not.toBe(before);
  return pipelineVersion(await runtime.cities.get('portside'));
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'earshot-reenrich-'));
  const folders = { DATA_DIR: join(directory, 'data'), CONFIG_DIR: join(directory, 'config') };
  await mkdir(join(folders.CONFIG_DIR, 'cities'), { recursive: true });
  await writeFile(
    join(folders.CONFIG_DIR, 'cities', 'portside.yaml'),
    'id: portside\nname: Portside\ntimezone: America/New_York\n',
  );
  await writeFile(join(folders.CONFIG_DIR, 'cities', 'topics.yaml'), taxonomy('ferry'));
  runtime = await openRuntime(readEnvironment(folders), testLog);
  worker = await startEnrichWorker(runtime);
  const posts = Array.from({ length: count }, (_, n) => ({
    ...{ source: n % 3 === 0 ? 'file' : 'mastodon', id: `p${n}`, channel: 'c', kind: 'post' as const },
    createdAt: new Date(Date.UTC(2026, 0, 31) + n * 10 * 60_000).toISOString(),
    collectedAt: '2026-03-01T00:00:00.000Z',
    text: n % 2 === 0 ? `The ferry of Portside is late, number ${n}` : `A pothole in Portside, number ${n}`,
    author: 'ab'.repeat(16),
    engagement: { likes: n },
    geo: { lat: 40.5, lon: -90.25 },
    parent: { id: 'parent', text: 'How is the ferry?' },
  }));
  const queues = await runtime.queues();
  for (const source of ['file', 'mastodon']) {
    const own = posts.filter((post) => post.source === source);
    for (let at = 0; at < own.length; at += 200) {
      const id = jobId([source, String(at)]);
      await queues.add('enrich', id, {
        city: 'portside',
        source,
        run: 'first',
        posts: own.slice(at, at + 200),
      });
      await queues.whenSettled('enrich', id, AbortSignal.timeout(200_000));
    }
  }
  await rebuildAll();
}, 300_000);
afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await runtime?.[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

async function rebuildAll() {
  const city = await runtime.cities.get('portside');
  // A rebuild may mark the days whose copies it changes.
  for (;;) {
    const days = (await listDirty(runtime.store, city.id)).map(({ day }) => day);
    if (days.length === 0) return;
    await rebuildDays(runtime.store, city, days);
  }
}

const volumes = async () => {
  const city = await runtime.cities.get('portside');
  const { rows } = await topicsQuery.run(runtime.store, city, period);
  return Object.fromEntries(rows.map(({ topic, volume }) => [topic, volume]));
};
/** What the sums say of every topic, also of one that the taxonomy no longer has. */
const sums = async () => {
  const sql =
    "SELECT toString(topic) AS topic, sum(n) AS n FROM rollup_day FINAL WHERE topic != '' GROUP BY topic HAVING n > 0";
  const rows = await runtime.store.jobs.rows(z.object({ topic: z.string(), n: z.number() }), sql);
  return Object.fromEntries(rows.map(({ topic, n }) => [topic, n]));
};
const find = async (filter: object) => {
  const city = await runtime.cities.get('portside');
  return (await postsQuery.run(runtime.store, city, { ...period, limit: 100, ...filter })).rows;
};
const versions = async () =>
  Object.fromEntries(
    (
      await runtime.store.jobs.rows(
        z.object({ version: z.string(), n: z.number() }),
        'SELECT enricher_version AS version, count() AS n FROM posts FINAL GROUP BY version',
      )
    ).map(({ version, n }) => [version, n]),
  );
const reenrich = (with_: Partial<Runtime> = {}) =>
  reenrichCity({ ...runtime, ...with_ }, { city: 'portside' }, AbortSignal.timeout(250_000));

describe('stored posts', () => {
  it('are enriched again while the old figures stand, and lose nothing that was kept of them', async () => {
    const [before] = await find({ topic: 'ferry', limit: 1 });
    expect(await volumes()).toEqual({ ferry: 120, roads: 120 });
    const version = await useTaxonomy('boats');
    let dirtyBefore: unknown;
    const state: Runtime['state'] = {
      ...runtime.state,
      dirty: {
        async mark(days) {
          dirtyBefore ??= await listDirty(runtime.store, 'portside');
          return runtime.state.dirty.mark(days);
        },
      },
    };
    await reenrich({ state });
    // All rows of the month were new by then, and no rebuild knew of it.
    expect(dirtyBefore).toEqual([]);
    expect(await sums()).toEqual({ ferry: 120, roads: 120 });
    await rebuildAll();
    expect(await volumes()).toEqual({ boats: 120, roads: 120 });
    expect(await versions()).toEqual({ [version]: count });
    expect(await readReenrichRun(runtime.state, 'portside')).toMatchObject({
      version,
      done: count,
      dead: 0,
      left: 0,
    });
    const [after] = await find({ topic: 'boats', limit: 1 });
    const { topics: _before, ...kept } = before!;
    expect(after).toMatchObject(kept);
  }, 300_000);

  it('keep corrections and stay deleted; what has no text is left alone', async () => {
    const city = await runtime.cities.get('portside');
    await runtime.corrections.correct(city, {
      ...{ source: 'mastodon', id: 'p2' },
      topics: [
        { id: 'boats', remove: true },
        { id: 'roads', sentiment: 'positive' },
      ],
    });
    await deletePosts(runtime.store, city, [{ source: 'mastodon', id: 'p4' }]);
    await runtime.store.jobs.command(
      `INSERT INTO posts (city, created_at, source, id, kind, relevance, lang, sentiment, enricher_version, tags, expires_at, version, is_deleted)
       VALUES ('portside', '2026-02-01 12:00:00.000', 'file', 'bare', 'post', 'keep', 'en', 'neutral', '1-old', '{"evidence":[],"topics":[],"places":[]}', '2106-02-06 00:00:00', 7, 0)`,
    );
    await runtime.state.dirty.mark([{ city: 'portside', day: '2026-02-01' }]);
    const version = await useTaxonomy('ships');
    await reenrich();
    await rebuildAll();
    expect(await versions()).toEqual({ [version]: count - 1, '1-old': 1 });
    expect(await volumes()).toEqual({ ships: 119, roads: 121 });
    const [corrected] = (await find({ topic: 'roads', sentiment: 'positive' })).filter(
      ({ id }) => id === 'p2',
    );
    expect(corrected!.topics.map(({ id }) => id)).toEqual(['ships', 'roads']);
    expect(await readReenrichRun(runtime.state, 'portside')).toMatchObject({ left: 1, dead: 0 });
    expect(await verify(runtime.store, city, { fromDay: '2026-01-29', toDay: '2026-02-03' })).toEqual([]);
  }, 300_000);

  it('are right in the end wherever it fails, and a run with nothing to do changes nothing', async () => {
    const names = ['vessels', 'barges', 'liners'];
    for (const [round, name] of names.entries()) {
      const version = await useTaxonomy(name);
      let left = 2 + round * 4;
      const die = () => {
        left -= 1;
        if (left <= 0) throw new TransientError('killed');
      };
      const queues = await runtime.queues();
      const add: typeof queues.add = async (...given) => {
        die();
        await queues.add(...given);
      };
      const dying: Partial<Runtime> = {
        queues: async () => ({ ...queues, add }),
        state: {
          ...runtime.state,
          run: {
            ...runtime.state.run,
            put: async (...given: Parameters<Runtime['state']['run']['put']>) => {
              die();
              await runtime.state.run.put(...given);
            },
          },
        },
      };
      await expect(reenrich(dying)).rejects.toBeInstanceOf(TransientError);
      await reenrich();
      await rebuildAll();
      expect([name, await versions()]).toEqual([name, { [version]: count - 1, '1-old': 1 }]);
      expect([name, await volumes()]).toEqual([name, { [name]: 119, roads: 121 }]);
    }
    const city = await runtime.cities.get('portside');
    expect(await verify(runtime.store, city, { fromDay: '2026-01-29', toDay: '2026-02-03' })).toEqual([]);
    await reenrich();
    expect(await listDirty(runtime.store, 'portside')).toEqual([]);
    expect(await readReenrichRun(runtime.state, 'portside')).toMatchObject({ done: 0, left: 1 });
  }, 300_000);
});
