// A command forwarded from one process to another: what goes in comes out, and neither side runs ahead.
import { once } from 'node:events';
import { PassThrough, Readable, Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forwardCommand } from '../src/api/command-client.ts';
import { ConfigError } from '../src/errors.ts';
import { serve, terminal } from './api-commands-support.ts';
import { readableLog } from './api-support.ts';

describe('a forwarded command', () => {
  it('gets its words, its directory and its input, and its output and exit code come back', async () => {
    const seen: unknown[] = [];
    const { holder } = await serve(async ({ args, cwd, terminal, stdin, stdout, stderr }, name) => {
      seen.push(name, args, cwd, terminal);
      for await (const chunk of stdin) stdout.write(chunk);
      stderr.write('3 read\n');
      return 7;
    });
    const { forward, stdout, stderr } = terminal({
      args: ['--q', '"Straße" AND zażółć', ''],
      cwd: '/tmp/Übung',
      terminal: { columns: 132, color: true },
      stdin: Readable.from([Buffer.from('één\n'), Buffer.from('twee\n')]),
    });
    expect(await forwardCommand(holder, 'echo', forward)).toBe(7);
    expect(seen).toEqual([
      'echo',
      ['--q', '"Straße" AND zażółć', ''],
      '/tmp/Übung',
      { columns: 132, color: true },
    ]);
    expect([stdout.text(), stderr.text()]).toEqual(['één\ntwee\n', '3 read\n']);
  });

  it('keeps every character whole, however the bytes are cut', async () => {
    const { holder } = await serve(async ({ stdin, stdout }) => {
      for await (const chunk of stdin as AsyncIterable<Buffer>) {
        for (const byte of chunk) stdout.write(Buffer.of(byte));
      }
      return 0;
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' })), async (texts) => {
        const sent = Buffer.from(texts.join(''), 'utf8');
        const { forward, stdout } = terminal({
          stdin: Readable.from([sent.subarray(0, 1), sent.subarray(1)]),
        });
        expect(await forwardCommand(holder, 'echo', forward)).toBe(0);
        expect(stdout.text()).toBe(sent.toString('utf8'));
      }),
      { numRuns: 40 },
    );
  });

  it('prints one large piece in the order it was written', async () => {
    const text = '0123456789ß€𝄞'.repeat(100_000);
    const { holder } = await serve(async ({ stdout }) => {
      stdout.write(text);
      stdout.end('end');
      return 0;
    });
    const { forward, stdout } = terminal();
    expect(await forwardCommand(holder, 'echo', forward)).toBe(0);
    expect(stdout.text()).toBe(`${text}end`);
  });

  it('shows output while it still reads its input', async () => {
    const { holder } = await serve(async ({ stdin, stdout }) => {
      for await (const chunk of stdin) stdout.write(`got ${chunk}`);
      return 0;
    });
    const stdin = new PassThrough();
    const { forward, stdout } = terminal({ stdin });
    const done = forwardCommand(holder, 'echo', forward);
    stdin.write('one\n');
    await expect.poll(stdout.text).toBe('got one\n');
    stdin.end('two\n');
    expect(await done).toBe(0);
    expect(stdout.text()).toBe('got one\ngot two\n');
  });

  it('may end without reading its input, which may have no end', async () => {
    let produced = 0;
    const endless = new Readable({
      read() {
        produced += 1;
        this.push(Buffer.alloc(65_536, 'x'));
      },
    });
    const { holder } = await serve(async ({ stdin, stderr }) => {
      for await (const _ of stdin) break;
      stderr.write('enough\n');
      return 3;
    });
    const { forward, stderr } = terminal({ stdin: endless });
    expect(await forwardCommand(holder, 'import', forward)).toBe(3);
    expect(stderr.text()).toBe('enough\n');
    endless.destroy();
    expect(produced).toBeLessThan(1_000);
  });

  it('that throws is told to the caller in our own words only', async () => {
    const { log, text } = readableLog();
    const failures = [new ConfigError('there is no file'), new Error('SELECT secret FROM posts')];
    const { holder } = await serve(() => Promise.reject(failures.shift()), { log });
    const [first, second] = [terminal(), terminal()];
    expect(await forwardCommand(holder, 'import', first.forward)).toBe(1);
    expect(first.stderr.text()).toBe('earshot: there is no file\n');
    expect(await forwardCommand(holder, 'import', second.forward)).toBe(1);
    expect(second.stderr.text()).toMatch(/failed inside/);
    expect(text()).not.toContain('secret');
  });
});

describe('neither side runs ahead of the other', () => {
  it('input waits for a command that does not read', async () => {
    let produced = 0;
    const stdin = new Readable({
      read() {
        produced += 1;
        this.push(produced > 4_000 ? null : Buffer.alloc(65_536, 'x'));
      },
    });
    let goOn = () => {};
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const { holder } = await serve(async (invocation) => {
      await waiting;
      let bytes = 0;
      for await (const chunk of invocation.stdin as AsyncIterable<Buffer>) bytes += chunk.length;
      invocation.stdout.write(String(bytes));
      return 0;
    });
    const { forward, stdout } = terminal({ stdin });
    const done = forwardCommand(holder, 'import', forward);
    // it stalls when the buffers between are full: the same number twice in a row, far from the end
    let before = -1;
    await expect
      .poll(
        () => {
          const isStalled = produced > 0 && produced === before;
          before = produced;
          return isStalled;
        },
        { interval: 100, timeout: 10_000 },
      )
      .toBe(true);
    expect(produced).toBeLessThan(2_000);
    goOn();
    expect(await done).toBe(0);
    expect(stdout.text()).toBe(String(4_000 * 65_536));
  });

  it('a command waits for a terminal that does not read', async () => {
    let written = 0;
    const { holder } = await serve(async ({ stdout }) => {
      for (; written < 1_000; written += 1) {
        if (!stdout.write('y'.repeat(65_536))) await once(stdout, 'drain');
      }
      return 0;
    });
    let resume: (() => void) | undefined;
    let received = 0;
    const slow = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        received += chunk.length;
        if (resume === undefined) resume = done;
        else done();
      },
    });
    const { forward } = terminal({ stdout: slow });
    const done = forwardCommand(holder, 'echo', forward);
    let before = -1;
    await expect
      .poll(
        () => {
          const isStalled = written > 0 && written === before;
          before = written;
          return isStalled;
        },
        { interval: 100, timeout: 10_000 },
      )
      .toBe(true);
    expect(written).toBeLessThan(500);
    resume?.();
    expect(await done).toBe(0);
    slow.end();
    await once(slow, 'finish');
    expect(received).toBe(1_000 * 65_536);
  });
});
