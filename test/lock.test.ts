// Who holds the data: one live process, whoever else is told its pid, and of two heirs of a dead one only one inherits.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../src/errors.ts';
import { acquireLock, findHolder } from '../src/lock.ts';
import { compileProgram, type Program } from './support/child-program.ts';

let dataDir: string;
let program: Program;
beforeAll(async () => {
  program = await compileProgram('test/support/lock-child.ts');
});
afterAll(async () => program?.[Symbol.asyncDispose]());
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'earshot-lock-'));
});
afterEach(async () => rm(dataDir, { recursive: true, force: true }));

const readLock = async () =>
  JSON.parse(await readFile(join(dataDir, 'lock'), 'utf8')) as Record<string, unknown>;
const writeLock = async (holder: Record<string, unknown>) =>
  writeFile(join(dataDir, 'lock'), JSON.stringify(holder));

describe('the lock of the data directory', () => {
  it('is the owner’s alone, publishes the address, and leaves nothing behind', async () => {
    const lock = await acquireLock(dataDir, { token: 'secret' });
    expect((await stat(join(dataDir, 'lock'))).mode & 0o777).toBe(0o600);
    await lock.update('http://127.0.0.1:3000');
    expect((await stat(join(dataDir, 'lock'))).mode & 0o777).toBe(0o600);
    expect(await findHolder(dataDir)).toMatchObject({
      pid: process.pid,
      token: 'secret',
      url: 'http://127.0.0.1:3000',
    });
    await lock[Symbol.asyncDispose]();
    expect(await findHolder(dataDir)).toBeUndefined();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('refuses a second holder within two seconds, naming the first one’s pid', async () => {
    const holder = program.start({ dataDir });
    await holder.said('won');
    const askedAt = performance.now();
    const refusal = await acquireLock(dataDir, { token: 'mine' }).catch((error) => error);
    expect(refusal).toBeInstanceOf(ConfigError);
    expect(refusal.message).toContain(`process ${holder.process.pid}`);
    expect(performance.now() - askedAt).toBeLessThan(2_000);
    expect(await findHolder(dataDir)).toMatchObject({ pid: holder.process.pid, token: 'child' });
    await holder.end('SIGKILL');
    expect(await findHolder(dataDir)).toBeUndefined();
    await using lock = await acquireLock(dataDir, { token: 'mine' });
    expect(lock).toBeDefined();
    expect((await readdir(dataDir)).sort()).toEqual(['lock']);
  });

  it('is not fooled by a number that another process has now', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await once(other, 'spawn');
    await using first = await acquireLock(dataDir, { token: 'x' });
    await writeLock({ ...(await readLock()), pid: other.pid });
    expect(await findHolder(dataDir)).toBeUndefined();
    await using lock = await acquireLock(dataDir, { token: 'mine' });
    expect(await readLock()).toMatchObject({ pid: process.pid, token: 'mine' });
    other.kill('SIGKILL');
    expect([first, lock]).toHaveLength(2);
  });

  it('believes a holder on another host as long as it shows life', async () => {
    const elsewhere = { pid: 1, started: 'then', host: 'another-container', token: 'x' };
    await writeLock(elsewhere);
    await expect(acquireLock(dataDir, { token: 'mine' })).rejects.toThrow(/process 1 on another-container/);
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(join(dataDir, 'lock'), longAgo, longAgo);
    await using lock = await acquireLock(dataDir, { token: 'mine' });
    expect(lock).toBeDefined();
  });

  it('goes to exactly one of several that find it stale at once, whatever was left of earlier ones', async () => {
    for (const leftover of ['{"pid":999999,"started":"x","host":"h","token":"t"}', 'torn', '']) {
      await writeFile(join(dataDir, 'lock'), leftover);
      const longAgo = new Date(Date.now() - 60_000);
      await utimes(join(dataDir, 'lock'), longAgo, longAgo);
      const startAt = Date.now() + 1_200;
      const racers = Array.from({ length: 4 }, () => program.start({ dataDir, startAt }));
      const results = await Promise.all(
        racers.map((racer) =>
          Promise.race([racer.said('won').then(() => 'won'), racer.said('refused').then(() => 'refused')]),
        ),
      );
      expect(results.sort()).toEqual(['refused', 'refused', 'refused', 'won']);
      const winner = racers.find((racer) => racer.lines.some((line) => 'won' in line));
      expect(await readLock()).toMatchObject({ pid: winner?.process.pid });
      await Promise.all(racers.map((racer) => racer.end('SIGKILL')));
      expect(await readdir(dataDir)).toEqual(['lock']);
    }
  });

  it('passes over a taker-over that died half way', async () => {
    const { createHash } = await import('node:crypto');
    await writeFile(join(dataDir, 'lock'), 'stale');
    const name = createHash('sha256').update('stale').digest('hex').slice(0, 16);
    await writeFile(
      join(dataDir, `lock.takeover-${name}-0`),
      JSON.stringify({ pid: 999_999, started: 'x', host: (await import('node:os')).hostname(), token: 't' }),
    );
    await using lock = await acquireLock(dataDir, { token: 'mine' });
    expect(await readLock()).toMatchObject({ token: 'mine' });
    expect(await readdir(dataDir)).toEqual(['lock']);
    expect(lock).toBeDefined();
  });
});
