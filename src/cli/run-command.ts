// Reads the words of one command and runs it in this process.
import { Command, CommanderError, Option } from 'commander';
import type { Environment } from '../config.ts';
import { createLog } from '../log.ts';
import { version } from '../version.ts';
import { type CatalogEntry, catalog } from './catalog.ts';
import type { CliCommand, CommandContext, Io } from './command.ts';
import { explain } from './explain.ts';
import type { Held, HeldCommands } from './hold.ts';

/** The words of a command, understood. */
export interface Parsed {
  entry: CatalogEntry;
  command: CliCommand;
  positional: string[];
  options: Record<string, unknown>;
}

/** A known first word needs no other command than its own, and the version none: to load them all takes a second. */
function entriesFor(word: string | undefined): readonly CatalogEntry[] {
  if (word === '--version' || word === '-V') return [];
  const named = catalog.filter(({ name }) => name === word);
  return named.length > 0 ? named : catalog;
}

/** Throws CommanderError for wrong words and for --help, after the message was written. */
export async function parse(argv: string[], io: Io): Promise<Parsed | undefined> {
  let parsed: Parsed | undefined;
  const program = new Command('earshot')
    .description('Hears what residents say in public about their city.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
    });
  for (const entry of entriesFor(argv[0])) {
    const command = await entry.load();
    const defined = command.define(program.command(entry.name));
    defined.addOption(
      new Option('--city <id|path>', 'a city of this installation, or the path of its profile'),
    );
    defined.action(() => {
      parsed = { entry, command, positional: defined.args, options: defined.opts() };
    });
  }
  program.parse(argv, { from: 'user' });
  return parsed;
}

/** Runs a command in this process. `holder` is set when this process holds the data already. */
export async function runCommand(
  argv: string[],
  io: Io,
  environment: Environment,
  holder?: Held,
): Promise<number> {
  let parsed: Parsed | undefined;
  try {
    parsed = await parse(argv, io);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  if (!parsed) return 0;
  const log = holder?.log ?? createLog(environment.logLevel ?? parsed.command.logLevel ?? 'warn');
  const held: HeldCommands = {
    names: catalog.filter(({ needs }) => needs === 'data').map(({ name }) => name),
    run: (words, there, here) => runCommand(words, there, environment, here),
  };
  let own: Promise<Held> | undefined;
  const open = async () => {
    // The engines' packages are most of what a start loads: only for a command that needs them.
    const { openHeld } = await import('./hold.ts');
    return openHeld(environment, log, { commands: held, signal: io.signal });
  };
  const runtime = () => {
    own ??= holder ? Promise.resolve(holder) : open();
    return own;
  };
  const context: CommandContext = { io, environment, log, runtime, held };
  try {
    return await parsed.command.run(parsed.positional, parsed.options as never, context);
  } catch (error) {
    return explain(error, io);
  } finally {
    if (!holder) await (await own?.catch(() => undefined))?.[Symbol.asyncDispose]();
  }
}
