// What is said of an error on a terminal, and its exit code. Loads nothing: a refusal must not wait for it.
import { ConfigError } from '../errors.ts';
import type { Io } from './command.ts';

/** Everything wrong is said in words, every problem of a file at once; the exit code tells scripts the kind. */
export function explain(error: unknown, io: Io): number {
  const say = (text: string) => io.stderr.write(`${text}\n`);
  if (error instanceof ConfigError) {
    say(`earshot: ${error.message}`);
    for (const problem of error.problems) say(`  ${problem}`);
    return 2;
  }
  if (io.signal.aborted) {
    say('earshot: stopped');
    return 130;
  }
  say(`earshot: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}
