// kill -9 in the middle of an import, then the same import again: every post is there once, in both modes, and the
// sums equal their posts.
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLog } from '../src/log.ts';
import { openStore } from '../src/store/client.ts';
import { parseCounts, whenSays } from './support/cli.ts';
import { createInstallation, type Installation, type Mode } from './support/installation.ts';

const count = 5_000;
const batches = count / 500;
const seed = Number(process.env.EARSHOT_TEST_SEED ?? Math.floor(Math.random() * 1e6));

/** Whole numbers from 1 to `most`, the same for the same seed. */
const pick = (nth: number, most: number) => 1 + ((seed * 7919 + nth * 104_729) % most);

/** The moments of the three kills: while the file is read, while rows go in, while sums are rebuilt. */
const moments: [string, number][] = [
  ['batch queued', pick(1, batches)],
  ['batch stored', pick(2, 3)],
  ['days rebuilt', pick(3, 3)],
];

async function storedIds(here: Installation): Promise<string[]> {
  const { DATA_DIR: dataDir = '', CLICKHOUSE_URL: clickhouseUrl } = here.env;
  const { CLICKHOUSE_USER: clickhouseUser, CLICKHOUSE_PASSWORD: clickhousePassword } = here.env;
  const log = createLog('silent');
  await using store = await openStore({ dataDir, clickhouseUrl, clickhouseUser, clickhousePassword, log });
  const rows = await store.jobs.rows(z.object({ id: z.string() }), 'SELECT id FROM posts FINAL');
  return rows.map(({ id }) => id);
}

/** Starts the import and kills it right after it said `what` for the nth time. */
async function killAfter(here: Installation, args: string[], what: string, nth: number): Promise<void> {
  const { child } = here.start(args, { env: { ...here.env, LOG_LEVEL: 'debug' } });
  const gone = once(child, 'exit');
  // It may be done before: a batch that an earlier run stored is not stored again.
  await whenSays(child, new RegExp(`(${what}[^]*?){${nth}}`)).catch(() => undefined);
  child.kill('SIGKILL');
  await gone;
}

describe.each<Mode>(['embedded', 'cluster'])('an import killed in %s mode', (mode) => {
  it(`loses nothing and counts nothing twice (seed ${seed})`, { timeout: 300_000 }, async () => {
    await using here = await createInstallation(mode);
    const archive = await here.writePosts('archive.jsonl', count, '2022-03-20T12:00:00Z', 0.25);
    const args = ['import', archive, '--city', here.city];
    for (const [what, nth] of moments) await killAfter(here, args, what, nth);

    const { code, stderr, lastLine } = await here.run(args);
    expect(code, stderr).toBe(0);
    expect(parseCounts(lastLine)).toEqual({ read: count, stored: count, skipped: 0, dead: 0 });

    const period = ['--from', '2022-01-01', '--to', '2024-01-01', '--city', here.city];
    expect((await here.ask(['summary', ...period])).rows[0]?.volume).toBe(count);
    const { stdout } = await here.run(['doctor', '--verify', '100', '--city', here.city]);
    expect(stdout).toMatch(/sums\s+ok/);
    const ids = await storedIds(here);
    expect(ids).toHaveLength(count);
    expect(new Set(ids).size).toBe(count);
  });
});
