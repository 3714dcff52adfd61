// Compiles a program of the tests (Node 20 runs no TypeScript) and runs it as a process that can be killed.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..');

export interface Program extends AsyncDisposable {
  start(argument: unknown): Child;
}

export interface Child {
  process: ChildProcess;
  /** resolves with the first line that has this field */
  said(field: string): Promise<Record<string, unknown>>;
  lines: Record<string, unknown>[];
  /** sends the signal and resolves when the process is gone */
  end(signal: NodeJS.Signals): Promise<void>;
  gone: Promise<unknown>;
}

/** `file` is relative to the repository; below node_modules it finds the same packages. */
export async function compileProgram(file: string): Promise<Program> {
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'earshot-child-'));
  const options =
    '--ignoreConfig --rootDir . --module nodenext --target es2022 --lib es2023,esnext.disposable --types node --skipLibCheck --rewriteRelativeImportExtensions --allowImportingTsExtensions';
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await promisify(execFile)(
    process.execPath,
    [compiler, ...options.split(' '), '--outDir', directory, file],
    {
      cwd: root,
    },
  );
  await writeFile(join(directory, 'package.json'), '{"type":"module"}');
  const running = new Set<ChildProcess>();
  return {
    start(argument) {
      const path = join(directory, file.replace(/\.ts$/, '.js'));
      const child = spawn(process.execPath, [path, JSON.stringify(argument)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      running.add(child);
      return watchChild(child, () => running.delete(child));
    },
    async [Symbol.asyncDispose]() {
      for (const child of running) child.kill('SIGKILL');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function watchChild(child: ChildProcess, onGone: () => void): Child {
  const lines: Record<string, unknown>[] = [];
  const waiting = new Map<string, (line: Record<string, unknown>) => void>();
  const gone = once(child, 'close').finally(onGone);
  if (child.stdout) {
    createInterface(child.stdout).on('line', (text) => {
      const line = JSON.parse(text) as Record<string, unknown>;
      lines.push(line);
      for (const field of Object.keys(line)) {
        waiting.get(field)?.(line);
        waiting.delete(field);
      }
    });
  }
  return {
    process: child,
    lines,
    gone,
    async said(field) {
      const known = lines.find((line) => field in line);
      if (known) return known;
      const said = new Promise<Record<string, unknown>>((resolve) => waiting.set(field, resolve));
      return Promise.race([
        said,
        gone.then(() => {
          throw new Error(`the process ended without saying "${field}"`);
        }),
      ]);
    },
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
}
