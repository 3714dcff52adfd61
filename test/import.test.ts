// The whole path as an analyst walks it: init, import, ask; on both modes.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventPosts, toJsonLines } from './support/city.ts';
import { parseCounts } from './support/cli.ts';
import { createInstallation, type Installation, type Mode } from './support/installation.ts';

const period = ['--from', '2025-02-28', '--to', '2025-06-01'];
const count = 1_200;
/** Days of March and April. */
const invented = [count, '2025-03-01T00:00:00Z', 0.7] as const;

describe.each<Mode>(['embedded', 'cluster'])('an archive in %s mode', (mode) => {
  let here: Installation;
  let archive: string;

  beforeAll(async () => {
    here = await createInstallation(mode);
    archive = await here.writePosts('archive.jsonl', ...invented);
  });
  afterAll(() => here[Symbol.asyncDispose]());

  const volume = async () => (await here.ask(['summary', ...period, '--city', here.city])).rows[0]?.volume;

  it('is stored whole, once, and counted', async () => {
    const { code, lastLine, stderr } = await here.run(['import', archive, '--city', here.city]);
    expect(stderr.split('\n').length, stderr).toBeLessThan(4);
    expect(code).toBe(0);
    expect(parseCounts(lastLine)).toEqual({ read: count, stored: count, skipped: 0, dead: 0 });
    expect(await volume()).toBe(count);
  });

  it('adds nothing when it is imported again, also under another name and packed', async () => {
    const packed = await here.write('copy.jsonl.gz', gzipSync(toJsonLines(inventPosts(...invented))));
    for (const path of [archive, packed]) {
      const { code, lastLine } = await here.run(['import', path, '--city', here.city]);
      expect(code).toBe(0);
      expect(parseCounts(lastLine)).toEqual({ read: count, stored: count, skipped: 0, dead: 0 });
    }
    expect(await volume()).toBe(count);
  });

  // Every question is asked of both stores by queries.test.ts.
  if (mode === 'embedded') {
    it('answers by day, topic and neighbourhood', async () => {
      const days = await here.ask(['series', ...period, '--interval', 'day', '--city', here.city]);
      expect(days.rows.reduce((sum, row) => sum + Number(row.value), 0)).toBe(count);
      const topics = await here.ask(['topics', ...period, '--city', here.city]);
      const roads = topics.rows.find((row) => row.topic === 'roads');
      // One subject of six is a pothole; the subjects rotate evenly.
      expect(roads?.volume).toBe(count / 6);
      const places = await here.ask(['places', ...period, '--city', here.city]);
      expect(places.rows.find((row) => row.place === 'harbor-point')?.volume).toBe(count / 2);
      const mood = await here.ask([
        'series',
        ...period,
        '--metric',
        'sentiment',
        '--topic',
        'trees-parks',
        '--interval',
        'month',
        '--city',
        here.city,
      ]);
      // The new park is lovely, also to who asks why; what rests on fewer than ten posts is not told.
      expect(mood.rows.map(({ n, value }) => (Number(n) < 10 ? value : Number(value) > 0.5))).toEqual([
        null,
        true,
        true,
        null,
      ]);
    });

    it('shows posts without who wrote them', async () => {
      const { code, stdout } = await here.run([
        'query',
        'posts',
        ...period,
        '--limit',
        '20',
        '--format',
        'json',
        '--city',
        here.city,
      ]);
      expect(code).toBe(0);
      expect(JSON.parse(stdout).rows).toHaveLength(20);
      expect(stdout).not.toMatch(/resident\d+/);
    });
  }

  it('lets doctor find nothing wrong, and the sums equal to their posts', async () => {
    const { code, stdout } = await here.run(['doctor', '--city', here.city, '--verify', '800']);
    expect(stdout).not.toMatch(/\bfail\b/);
    expect(stdout).toMatch(/sums\s+ok/);
    expect(code).toBe(0);
  });
});
