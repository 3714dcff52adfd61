// What a command of the `earshot` program is, whichever process runs it.
import type { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import type { Environment } from '../config.ts';
import type { Log } from '../log.ts';
import type { Held, HeldCommands } from './hold.ts';

/** Where a command reads and writes; in the process that holds the data these are streams over its API. */
export interface Io {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  /** a person is there to answer questions */
  canAsk: boolean;
  /** columns of the terminal */
  width: number;
  color: boolean;
  /** the command came from another process: standard input is the file it was given */
  isForwarded: boolean;
  /** where relative paths start */
  cwd: string;
  signal: AbortSignal;
}

export interface CommandContext {
  io: Io;
  environment: Environment;
  log: Log;
  /** The engines, opened at first use; in the process that holds the data, its own. */
  runtime(): Promise<Held>;
  /** How commands that are sent here run, for a process that stays and holds the data. */
  held: HeldCommands;
}

/** A command's work; its result is the exit code. */
export type Run<Options = Record<string, unknown>> = (
  positional: string[],
  options: Options,
  context: CommandContext,
) => Promise<number>;

export interface CliCommand {
  /** Adds description, arguments and options. */
  define(command: Command): Command;
  run: Run<never>;
  /** least severe level that is logged when LOG_LEVEL says nothing; `warn` without it */
  logLevel?: string;
  /** The file that is sent along when the command runs elsewhere: a path, or `-` for standard input. */
  input?(positional: string[]): string | undefined;
}

/** Writes one line. */
export function line(stream: Writable, text: string): void {
  stream.write(`${text}\n`);
}
