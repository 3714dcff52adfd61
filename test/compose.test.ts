// The files for containers say nothing that the program does not have. No container is built or run here.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { assertBindable } from '../src/api/bind.ts';
import { catalog } from '../src/cli/catalog.ts';
import { environmentNames, readEnvironment } from '../src/config.ts';
import { unpackedBytes } from '../src/store/client.ts';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

interface Service {
  image: string;
  build?: string;
  command: string[];
  environment: Record<string, string>;
  env_file?: string;
  volumes?: string[];
  networks: string[];
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: unknown;
}
interface Compose {
  services: Record<string, Service>;
  volumes: object;
  networks: Record<string, { internal?: boolean }>;
}

const compose = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const services = Object.entries(compose.services);
/** those that run the program itself */
const ours = services.filter(([, { build }]) => build !== undefined);
const example = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
const resolve = (value: string) => value.replace(/\$\{([A-Z_]+)(?::\?[^}]*)?\}/g, 'filled$1');
const environmentOf = ({ environment }: Service) =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, resolve(value)]));
/** the source of what runs from dist */
const sourceOf = (path: string) => path.replace(/^dist\//, '').replace(/\.js$/, '.ts');

describe('docker-compose.yml', () => {
  it('has one service for each worker, and one that migrates', () => {
    const workers = readdirSync(join(root, 'workers')).filter((file) =>
      read(join('workers', file)).includes('runService('),
    );
    const run = ours.map(([, { command }]) => command.join(' '));
    const expected = workers.map((file) => `node dist/workers/${file.replace(/\.ts$/, '.js')}`);
    expect(run.toSorted()).toEqual([...expected, 'node bin/earshot.cjs migrate'].toSorted());
  });

  it.each(ours)('%s runs what there is, with an environment that the program reads', (_, service) => {
    const [program, path, command] = service.command;
    expect(program).toBe('node');
    expect(existsSync(join(root, sourceOf(path!))), path).toBe(true);
    if (command) expect(catalog.map(({ name }) => name)).toContain(command);
    for (const name of Object.keys(service.environment)) expect(environmentNames).toContain(name);
    expect(() => readEnvironment(environmentOf(service))).not.toThrow();
  });

  it.each(services)('%s names volumes, networks, services and secrets that exist', (_, service) => {
    for (const volume of service.volumes ?? []) {
      const [source] = volume.split(':');
      const isKnown = source!.startsWith('.') ? existsSync(join(root, source!)) : source! in compose.volumes;
      expect(isKnown, volume).toBe(true);
    }
    for (const network of service.networks) expect(compose.networks).toHaveProperty(network);
    for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
      const other = compose.services[name];
      expect(other, name).toBeDefined();
      if (condition === 'service_healthy') expect(other?.healthcheck, name).toBeDefined();
    }
    for (const [, name] of JSON.stringify(service).matchAll(/(?<!\$)\$\{([A-Z_]+)/g))
      expect(example).toContain(name);
  });

  it('gives the server as much room for unpacked sums as the embedded engine has', () => {
    const [, bytes] = /<uncompressed_cache_size>(\d+)</.exec(read('config/clickhouse.xml')) ?? [];
    expect(Number(bytes)).toBe(unpackedBytes);
    expect(compose.services.clickhouse?.volumes).toContain(
      './config/clickhouse.xml:/etc/clickhouse-server/config.d/earshot.xml:ro',
    );
  });

  it.each(ours.filter(([name]) => name !== 'migrate'))('%s has a health check', (name, { healthcheck }) => {
    const { test } = healthcheck as { test: string[] };
    if (name !== 'serve') expect(test).toEqual(['CMD', 'node', 'dist/workers/alive.js', name]);
  });

  it('is reached from this machine alone, and says so to the program', () => {
    const published = services.filter(([, { ports }]) => ports !== undefined);
    expect(published.map(([name]) => name)).toEqual(['serve']);
    const { ports, ...serve } = compose.services.serve!;
    const { host, port, publishedOn } = readEnvironment(environmentOf(serve));
    expect(ports).toEqual([`${publishedOn}:${port}:${port}`]);
    expect(() => assertBindable(host, publishedOn)).not.toThrow();
    expect(() => assertBindable(host)).toThrow();
    expect(services.filter(([, { networks }]) => networks.includes('outside')).map(([name]) => name)).toEqual(
      ['collect', 'report', 'serve'],
    );
    expect(compose.networks.data?.internal).toBe(true);
  });

  it('runs Redis so that it loses nothing that was acknowledged', () => {
    const command = compose.services.redis!.command.join(' ');
    for (const setting of [
      'appendonly yes',
      'appendfsync always',
      'maxmemory-policy noeviction',
      'maxmemory 512mb',
    ])
      expect(command).toContain(`--${setting}`);
  });

  it('says which file to fill in where a secret is missing, also by docker-compose where that is installed', async () => {
    const needed = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+):\?([^}]*)\}/g)];
    expect(needed.length).toBeGreaterThan(0);
    for (const [, name, message] of needed) {
      expect(example).toContain(name);
      expect(message).toContain('.env.example');
    }
    if (spawnSync('docker-compose', ['--version']).status !== 0) return;
    const folder = await mkdtemp(join(tmpdir(), 'earshot-compose-'));
    const config = async (env: string) => {
      await writeFile(join(folder, '.env'), env);
      await writeFile(join(folder, 'docker-compose.yml'), read('docker-compose.yml'));
      return spawnSync('docker-compose', ['config'], { cwd: folder, encoding: 'utf8' });
    };
    const filled = await config([...example].map((name) => `${name}=filled\n`).join(''));
    expect(filled.stderr).toBe('');
    expect(Object.keys((parse(filled.stdout) as Compose).services)).toHaveLength(services.length);
    expect((await config('')).stderr).toContain('.env.example');
    await rm(folder, { recursive: true });
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');
  const copied = lines.flatMap((line) => /^COPY (?!--from)(.+) \S+$/.exec(line)?.[1]?.split(' ') ?? []);

  it('copies what there is, and what is sent to the builder', () => {
    expect(copied.length).toBeGreaterThan(5);
    const sent = read('.dockerignore')
      .match(/^!.+$/gm)!
      .map((line) => line.slice(1));
    for (const path of copied) {
      expect(existsSync(join(root, path)), path).toBe(true);
      expect(sent).toContain(path);
    }
  });

  it('ends in an image without compilers and embedded engines, that runs as nobody in particular', () => {
    const stages = lines.filter((line) => line.startsWith('FROM'));
    expect(stages.every((line) => line.startsWith('FROM node:24-slim'))).toBe(true);
    expect(stages.length).toBeGreaterThan(1);
    const last = lines.slice(lines.lastIndexOf(stages.at(-1)!));
    expect(last).toContain('USER node');
    const [packages] = last.flatMap((line) => /^COPY --from=(\w+) \/app\/node_modules/.exec(line)?.[1] ?? []);
    const from = lines.findIndex((line) => line.endsWith(` AS ${packages}`));
    expect(lines.slice(from).find((line) => line.startsWith('RUN'))).toContain(
      'npm ci --omit=dev --omit=optional',
    );
    const [, settings] = /^ENV (.+)$/m.exec(last.join('\n'))!;
    const names = settings!.split(' ').map((setting) => setting.split('=')[0]);
    expect(names.filter((name) => !environmentNames.includes(name!))).toEqual([
      'NODE_ENV',
      'UV_THREADPOOL_SIZE',
    ]);
  });
});
