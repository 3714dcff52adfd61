// Child processes for tests of the store: compiles a TypeScript entry with all it imports, and runs it in plain Node.
import { type ChildProcess, fork } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformWithOxc } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const importPath = /(from|import)\s*\(?\s*'(\.[^']+)\.ts'/g;

async function compileFile(file: string, outDir: string, done: Set<string>): Promise<void> {
  if (done.has(file)) return;
  done.add(file);
  const { code } = await transformWithOxc(await readFile(file, 'utf8'), file);
  const imports = [...code.replaceAll('"', "'").matchAll(importPath)].map(([, , path]) => `${path}.ts`);
  const out = join(outDir, relative(root, file)).replace(/\.ts$/, '.mjs');
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, code.replace(/(["'])(\.[^"']+)\.ts\1/g, '$1$2.mjs$1'));
  for (const name of await readdir(dirname(file))) {
    if (name.endsWith('.sql')) await cp(join(dirname(file), name), join(dirname(out), name));
  }
  await cp(join(dirname(file), 'migrations'), join(dirname(out), 'migrations'), { recursive: true }).catch(
    () => {},
  );
  for (const path of imports) await compileFile(resolve(dirname(file), path), outDir, done);
}

/** Compiles `entry` (from the root of the repository); `dispose` removes what was written. */
export async function compileChild(entry: string): Promise<{ path: string; dispose(): Promise<void> }> {
  // Inside node_modules, so that packages resolve from there.
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, 'earshot-child-'));
  await compileFile(join(root, entry), outDir, new Set());
  const path = join(outDir, entry).replace(/\.ts$/, '.mjs');
  return { path, dispose: () => rm(outDir, { recursive: true, force: true }) };
}

/** Starts a compiled child; its messages come over IPC, and it ends when the test does. */
export function startChild(path: string, options: unknown): ChildProcess {
  return fork(path, [JSON.stringify(options)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
  });
}
