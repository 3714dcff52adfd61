// One process holds the data: commands beside a running `earshot up` go through it, a second `up` is refused, and it
// ends cleanly.
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseCounts, whenSays } from './support/cli.ts';
import { createInstallation, type Installation } from './support/installation.ts';

const count = 600;
const period = 'from=2025-02-28&to=2025-06-01&city=portside';

describe('a running up', () => {
  let here: Installation;
  let up: ReturnType<Installation['start']>;
  let url: string;

  beforeAll(async () => {
    here = await createInstallation();
    up = here.start(['up', '--port', '0', '--city', here.city]);
    [, url] = (await whenSays(up.child, /answers at (http:\S+)/)) as unknown as [string, string];
  });
  afterAll(async () => {
    up.child.kill('SIGKILL');
    await here[Symbol.asyncDispose]();
  });

  const get = async (path: string) => {
    const response = await fetch(`${url}${path}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('is healthy and ready', async () => {
    expect((await get('/healthz')).status).toBe(200);
    // it answers before its queue is open
    await vi.waitFor(async () => expect((await get('/readyz')).status).toBe(200), 20_000);
  });

  it('refuses a second up within two seconds, naming its process', async () => {
    const startedAt = performance.now();
    const { code, stderr } = await here.run(['up', '--port', '0']);
    expect(code).not.toBe(0);
    expect(stderr).toContain(String(up.child.pid));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('takes an import of another process, and answers from it at once', async () => {
    const archive = await here.writePosts('archive.jsonl', count);
    const { code, stderr, lastLine } = await here.run(['import', archive, '--city', here.city]);
    expect(code, stderr).toBe(0);
    expect(parseCounts(lastLine)).toEqual({ read: count, stored: count, skipped: 0, dead: 0 });
    const { status, body } = await get(`/api/v1/summary?${period}`);
    expect(status).toBe(200);
    expect((body.rows as { volume: number }[])[0]?.volume).toBe(count);
  });

  it('gives the same answer to a command as over HTTP', async () => {
    const command = await here.ask([
      'topics',
      '--from',
      '2025-02-28',
      '--to',
      '2025-06-01',
      '--city',
      'portside',
    ]);
    const { body } = await get(`/api/v1/topics?${period}`);
    expect(command.rows).toEqual(body.rows);
  });

  it('takes a file from standard input', async () => {
    const { code, lastLine } = await here.run(['import', '-', '--city', here.city], {
      input:
        '{"source":"x","id":"stdin-1","createdAt":"2025-03-03T12:00:00Z","text":"The bus is late again"}\n',
    });
    expect(code).toBe(0);
    expect(parseCounts(lastLine)).toMatchObject({ read: 1, stored: 1 });
  });

  it('tells a command that is wrong what is wrong with it', async () => {
    const { code, stderr } = await here.run([
      'query',
      'series',
      '--interval',
      'fortnight',
      '--city',
      here.city,
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--interval/);
  });

  it('opens no socket but its own', async () => {
    const { readdir, readlink } = await import('node:fs/promises');
    const fds = await readdir(`/proc/${up.child.pid}/fd`);
    const links = await Promise.all(
      fds.map((fd) => readlink(`/proc/${up.child.pid}/fd/${fd}`).catch(() => '')),
    );
    const inodes = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
    const { readFile } = await import('node:fs/promises');
    const listening = (
      await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/${up.child.pid}/net/${name}`, 'utf8')))
    )
      .flatMap((table) => table.trim().split('\n').slice(1))
      .map((row) => row.trim().split(/\s+/))
      .filter((columns) => columns[3] === '0A' && inodes.has(columns[9]!));
    expect(listening).toHaveLength(1);
    expect(Number.parseInt(listening[0]![1]!.split(':')[1]!, 16)).toBe(Number(new URL(url).port));
  });

  it('ends on SIGTERM within ten seconds, and leaves no lock behind', async () => {
    const startedAt = performance.now();
    up.child.kill('SIGTERM');
    if (up.child.exitCode === null) await once(up.child, 'exit');
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect((await up.finished).code).toBe(0);
    const { rows } = await here.ask([
      'summary',
      '--from',
      '2025-02-28',
      '--to',
      '2025-06-01',
      '--city',
      here.city,
    ]);
    expect(rows[0]?.volume).toBe(count + 1);
  });
});
