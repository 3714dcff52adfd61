// kill -9 in the middle of `earshot reenrich`, then the same command again: the figures are the old ones until the last post is new.
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createLog } from '../src/log.ts';
import { listDirty } from '../src/maintain/rebuild.ts';
import { openStore } from '../src/store/client.ts';
import { inventPosts, toJsonLines } from './support/city.ts';
import { whenSays } from './support/cli.ts';
import { createInstallation, type Installation } from './support/installation.ts';

/** More than the writer puts into one insert, so that its first is not all of them. */
const count = 3_000;

const taxonomy = (id: string) =>
  `topics:\n  ${id}: { label: Streets, description: Holes., keywords: { en: pothole } }\n`;

/** What is in the store while no process has it: posts by version, sums by topic, days whose sums are out of date. */
async function look(here: Installation) {
  await using store = await openStore({ dataDir: here.env.DATA_DIR!, log: createLog('silent') });
  const counts = async (sql: string) => {
    const rows = await store.jobs.rows(z.object({ key: z.string(), n: z.number() }), sql);
    return Object.fromEntries(rows.map(({ key, n }) => [key, n]));
  };
  return {
    posts: await counts('SELECT enricher_version AS key, count() AS n FROM posts FINAL GROUP BY key'),
    sums: await counts(
      "SELECT toString(topic) AS key, sum(n) AS n FROM rollup_day FINAL WHERE topic != '' GROUP BY key HAVING n > 0",
    ),
    dirty: await listDirty(store, 'portside'),
  };
}

it('is completed by a second run', { timeout: 300_000 }, async () => {
  await using here = await createInstallation();
  const posts = inventPosts(count, '2025-03-01T12:00:00Z', 0.15);
  const archive = await here.write('archive.jsonl', toJsonLines(posts));
  await here.write('topics.yaml', taxonomy('roads'));
  const imported = await here.run(['import', archive, '--city', here.city]);
  expect(imported.code, imported.stderr).toBe(0);
  const holes = posts.filter(({ text }) => String(text).includes('pothole')).length;

  await here.write('topics.yaml', taxonomy('potholes'));
  const args = ['reenrich', '--city', here.city];
  const { child } = here.start(args, { env: { ...here.env, LOG_LEVEL: 'debug' } });
  const gone = once(child, 'exit');
  await whenSays(child, /batch stored/);
  child.kill('SIGKILL');
  await gone;
  const between = await look(here);
  expect(Object.keys(between.posts)).toHaveLength(2);
  expect(between).toMatchObject({ sums: { roads: holes }, dirty: [] });

  const { code, stderr, lastLine } = await here.run(args);
  expect(code, stderr).toBe(0);
  const [, version] = /posts enriched again by version (\S+)$/.exec(lastLine) ?? [];
  expect(await look(here)).toEqual({ posts: { [version!]: count }, sums: { potholes: holes }, dirty: [] });
});
