// Runs the built program as its users do: a process of its own, with its own data directory.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/earshot.cjs', import.meta.url));

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
  /** last line on stderr */
  lastLine: string;
}

export interface RunOptions {
  env: Record<string, string>;
  input?: string | Buffer;
  cwd?: string;
}

/** Starts the program; its output is collected until it ends. */
export function startCli(
  args: string[],
  { env, input, cwd }: RunOptions,
): { child: ChildProcess; finished: Promise<Finished> } {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input ?? '');
  const finished = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    stdout,
    stderr,
    lastLine: stderr.trimEnd().split('\n').at(-1) ?? '',
  }));
  return { child, finished };
}

/** Runs the program to its end. */
export const runCli = (args: string[], options: RunOptions): Promise<Finished> =>
  startCli(args, options).finished;

/** Waits until the child has said something that matches. Rejects with what it said when it ends before. */
export async function whenSays(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let said = '';
  return new Promise((resolve, reject) => {
    const listen = (chunk: string) => {
      said += chunk;
      const match = pattern.exec(said);
      if (match) resolve(match);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('close', () => reject(new Error(`it ended without saying ${pattern}; it said:\n${said}`)));
  });
}

/** What the last line of `import` and `tag` counts. */
export function parseCounts(lastLine: string): Record<'read' | 'stored' | 'skipped' | 'dead', number> {
  const match = /^(\d+) read, (\d+) stored, (\d+) skipped, (\d+) dead, [\d.]+ s, \d+ posts\/s$/.exec(
    lastLine,
  );
  if (!match) throw new Error(`not the closing line of an import: ${lastLine}`);
  const [read, stored, skipped, dead] = match.slice(1).map(Number) as [number, number, number, number];
  return { read, stored, skipped, dead };
}
