// `earshot collect` and `earshot sources` as people type them, in both modes.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postSchema } from '../src/post.ts';
import { createInstallation, type Installation, type Mode } from './support/installation.ts';

const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);

describe.each<Mode>(['embedded', 'cluster'])('collecting by hand in %s mode', (mode) => {
  let here: Installation;
  const city = () => ['--city', here.city];

  beforeAll(async () => {
    here = await createInstallation(mode);
    const profile = await readFile(here.city, 'utf8');
    expect(profile).toMatch(/^sources:$/m);
    await writeFile(
      here.city,
      profile.replace(/^sources:$/m, 'sources:\n  sample: { schedule: every 2 hours }'),
    );
  });
  afterAll(() => here[Symbol.asyncDispose]());

  it('shows what a run would bring, and leaves nothing behind', async () => {
    const before = await readdir(here.directory, { recursive: true });
    const { code, stdout, lastLine } = await here.run([
      ...['collect', 'sample', '--dry-run', '--limit', '7', ...city()],
    ]);
    const posts = stdout.trimEnd().split('\n');
    expect(posts).toHaveLength(7);
    for (const post of posts) expect(postSchema.safeParse(JSON.parse(post)).success).toBe(true);
    expect(lastLine).toMatch(/7 shown, 0 skipped, 0 dead; nothing was written$/);
    expect(code).toBe(0);
    expect(await readdir(here.directory, { recursive: true })).toEqual(before);
  });

  it('brings the past, and returns when it is in every answer', async () => {
    const period = ['--from', daysAgo(5), '--to', daysAgo(2)];
    const { code, lastLine } = await here.run(['collect', 'sample', ...period, ...city()]);
    expect(code).toBe(0);
    const [, read] = /^(\d+) read, \d+ stored or set aside, 0 skipped, 0 dead; caught up$/.exec(lastLine)!;
    expect(Number(read)).toBeGreaterThan(100);
    const { rows } = await here.ask(['coverage', ...period, ...city()]);
    expect(rows).toContainEqual(
      expect.objectContaining({ source: 'sample', channel: '', how: 'collect', read: Number(read) }),
    );
    // Most of what sample residents say is not about this city: it is set aside, and what is kept counts at once.
    const [answer] = (await here.ask(['summary', ...period, ...city()])).rows;
    const posts = (await here.ask(['posts', ...period, '--limit', '200', ...city()])).rows;
    expect(Number(answer?.volume)).toBeGreaterThan(0);
    expect(answer?.volume).toBe(posts.length);
  });

  it('says how each source does, to people and to programs', async () => {
    const { code, stdout } = await here.run(['sources', ...city()]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/sample +new +every 2 hours/);
    expect(stdout).toContain('sample: It has not been collected yet.');
    const { rows } = await here.ask(['sources', ...city()]);
    expect(rows).toMatchObject([{ source: 'sample', status: 'new', schedule: 'every 2 hours' }]);
  });

  it.each([
    [['collect', 'smaple'], /no collector "smaple"/],
    [['collect', 'file'], /no collector "file"/],
    [['collect', 'news'], /does not collect news: name it under sources/],
    [['collect', 'sample', '--limit', 'few'], /--limit is a number of posts/],
    [['collect', 'sample', '--from', 'yesterday'], /--from is a date/],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await here.run([...args, ...city()]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
