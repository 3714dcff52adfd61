import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from './errors.ts';
import { openSecrets } from './secrets.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'earshot-secrets-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('author keys', () => {
  it('makes one key per year, for the owner only, and finds it again', async () => {
    const first = (await openSecrets(dataDir)).authorKey(new Date('2018-06-01'));
    expect(first).toHaveLength(32);
    const again = await openSecrets(dataDir);
    expect(again.authorKey(new Date('2018-12-31T23:59:59Z'))).toEqual(first);
    expect(again.authorKey(new Date('2019-01-01T00:00:00Z'))).not.toEqual(first);
    expect((await readdir(join(dataDir, 'secrets'))).sort()).toEqual(['author-2018.key', 'author-2019.key']);
    expect((await stat(join(dataDir, 'secrets', 'author-2018.key'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDir, 'secrets'))).mode & 0o777).toBe(0o700);
  });

  it('lets two openers share the key of whoever was first', async () => {
    const [one, other] = await Promise.all([openSecrets(dataDir), openSecrets(dataDir)]);
    expect(one.authorKey(new Date('2020-01-01'))).toEqual(other.authorKey(new Date('2020-01-01')));
  });

  it('refuses a damaged key rather than making a new one', async () => {
    const secrets = await openSecrets(dataDir);
    const path = join(dataDir, 'secrets', 'author-2017.key');
    await writeFile(path, 'short');
    expect(() => secrets.authorKey(new Date('2017-05-05'))).toThrow(ConfigError);
  });
});
