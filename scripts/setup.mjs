// What a command needs before it can run, made when it is missing: dependencies, the build, redis-server.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a program in the project's folder with its output shown; leaves with its exit code when it fails. */
export function run(program, args, env = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (error || status !== 0) {
    console.error(
      `\n${program} ${args.join(' ')} failed${error ? `: ${error.message}` : ` with exit code ${status}`}`,
    );
    process.exit(status || 1);
  }
}

function has(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

function newest(directory) {
  let time = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return time;
}

export function ensureNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `Earshot needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org/en/download`,
    );
    process.exit(1);
  }
}

/** Installs what package-lock.json says, when node_modules is missing or was made from another lockfile. */
export function ensureDependencies() {
  const stamp = join(root, 'node_modules', '.earshot-lock');
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing dependencies …');
  run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
  writeFileSync(stamp, lock);
}

/** Compiles when a source is newer than the last build. */
export function ensureBuild() {
  const stamp = join(root, 'dist', '.built');
  const sources = Math.max(
    newest(join(root, 'src')),
    newest(join(root, 'workers')),
    statSync(join(root, 'package-lock.json')).mtimeMs,
  );
  if (existsSync(stamp) && statSync(stamp).mtimeMs > sources) return;
  console.error('Building …');
  run(process.execPath, ['scripts/build.mjs']);
}

/**
 * Begins to check the types of program, tests and page, beside whatever comes next; what is given back waits until they hold, or leaves with the
 * checker's exit code. What was found out of unchanged files is kept for the next time.
 */
export function startTypeCheck() {
  const checks = Object.entries({ all: 'tsconfig.json', page: 'src/web/tsconfig.json' }).map(
    ([name, config]) => {
      const memory = `node_modules/.cache/types-${name}.tsbuildinfo`;
      const options = ['-p', config, '--incremental', '--tsBuildInfoFile', memory];
      const args = ['node_modules/typescript/bin/tsc', ...options];
      return once(spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }), 'exit');
    },
  );
  return async () => {
    for (const [code] of await Promise.all(checks)) if (code !== 0) process.exit(code ?? 1);
  };
}

const browsers = ['/Applications/Chromium.app', '/Applications/Google Chrome.app'];

/** What the tests need from the system: a real Redis for the queue, a real browser for the page. */
const programs = [
  { package: 'redis-server', brew: 'brew install redis', isThere: () => has('redis-server') },
  {
    package: 'chromium',
    brew: 'brew install --cask chromium',
    isThere: () =>
      ['chromium', 'chromium-browser', 'google-chrome'].some(has) ||
      browsers.some((path) => existsSync(path)),
  },
  // Checks docker-compose.yml with the program itself; without it the file is only compared with ours.
  { package: 'docker-compose', isOptional: true, isThere: () => has('docker-compose') },
];

/** Installs them where that is ours to do (root on Debian or Ubuntu); elsewhere says the exact command and ends. */
export function ensurePrograms() {
  const isOurs = process.getuid?.() === 0 && has('apt-get');
  const missing = programs.filter(({ isThere, isOptional }) => !isThere() && (isOurs || !isOptional));
  if (missing.length === 0) return;
  const names = missing.map((program) => program.package);
  if (isOurs) {
    console.error(`Installing ${names.join(' and ')} for the tests …`);
    run('apt-get', ['update', '-qq']);
    // Debian's redis-server would start a service; the tests start servers of their own.
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
      DEBIAN_FRONTEND: 'noninteractive',
      RUNLEVEL: '1',
    });
    return;
  }
  const command =
    process.platform === 'darwin'
      ? missing.map(({ brew }) => brew).join(' && ')
      : `sudo apt-get install ${names.join(' ')}`;
  console.error(
    `The tests need ${names.join(' and ')}. Install what is missing and run npm test again:\n\n    ${command}\n`,
  );
  process.exit(1);
}
