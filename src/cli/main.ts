// The `earshot` program: finds who holds the data, and runs the command here or there.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { CommanderError } from 'commander';
import { type Environment, isCluster, readEnvironment } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { assertFree, findHolder, type Holder } from '../lock.ts';
import type { Io } from './command.ts';
import { explain } from './explain.ts';
import type { Parsed } from './run-command.ts';

/** A holder's engines open within seconds; the very first start makes their directories. */
const startLimitMs = 60_000;

/** The process that holds the data, once it answers: one that has just started says so a moment later. */
async function answeringHolder(
  environment: Environment,
  signal: AbortSignal,
): Promise<(Holder & { url: string }) | undefined> {
  if (isCluster(environment)) return undefined;
  const until = Date.now() + startLimitMs;
  for (;;) {
    const holder = await findHolder(environment.dataDir);
    if (!holder) return undefined;
    if (holder.url !== undefined) return { ...holder, url: holder.url };
    if (Date.now() > until)
      throw new ConfigError(`process ${holder.pid} holds ${environment.dataDir} and does not answer`);
    await pause(50, undefined, { signal });
  }
}

async function openInput(parsed: Parsed, io: Io): Promise<Readable | undefined> {
  const input = parsed.command.input?.(parsed.positional);
  if (input === undefined) return undefined;
  if (input === '-') return io.stdin;
  const path = resolve(io.cwd, input);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new ConfigError(`there is no file ${path}`);
  return createReadStream(path);
}

async function refuseSecond(environment: Environment): Promise<void> {
  if (!isCluster(environment)) await assertFree(environment.dataDir);
}

async function dispatch(argv: string[], io: Io): Promise<number> {
  try {
    // A second `up` is refused before anything heavy is loaded: whoever starts it must not wait for the answer.
    const isUp = argv[0] === 'up' && !argv.some((word) => word === '--help' || word === '-h');
    if (isUp) await refuseSecond(readEnvironment());
    const { parse, runCommand } = await import('./run-command.ts');
    const parsed = await parse(argv, io);
    const environment = readEnvironment();
    if (parsed?.entry.needs === 'data') {
      const holder = await answeringHolder(environment, io.signal);
      if (holder) {
        const stdin = await openInput(parsed, io);
        const { forwardCommand } = await import('../api/command-client.ts');
        const { cwd, stdout, stderr, signal } = io;
        const terminal = { columns: io.width, color: io.color };
        return await forwardCommand(holder, parsed.entry.name, {
          args: argv,
          cwd,
          stdin,
          stdout,
          stderr,
          signal,
          terminal,
        });
      }
    }
    return await runCommand(argv, io, environment);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    return explain(error, io);
  }
}

/** Entry of the program: runs the words after `earshot` and sets the exit code. */
export async function main(argv: string[]): Promise<void> {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      // A second Ctrl-C means now.
      if (stopping.signal.aborted && name === 'SIGINT') process.exit(130);
      stopping.abort(new Error(name));
    });
  }
  // A reader that has seen enough (`| head`) closes the pipe; that is not a failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const io: Io = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    canAsk: Boolean(process.stdin.isTTY && process.stderr.isTTY),
    width: process.stdout.columns ?? 100,
    color: Boolean(process.stdout.isTTY && process.stdout.hasColors()),
    isForwarded: false,
    cwd: process.cwd(),
    signal: stopping.signal,
  };
  process.exitCode = await dispatch(argv, io);
  // A terminal's standard input keeps a process alive once it was read.
  process.stdin.unref?.();
}
