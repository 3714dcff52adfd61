import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openCities } from './cities.ts';
import { readEnvironment } from './config.ts';

async function installation() {
  const directory = await mkdtemp(join(tmpdir(), 'earshot-cities-'));
  const [dataDir, configDir] = [join(directory, 'data'), join(directory, 'config')];
  await mkdir(join(configDir, 'cities'), { recursive: true });
  return { directory, configDir, environment: readEnvironment({ DATA_DIR: dataDir, CONFIG_DIR: configDir }) };
}
const portside = 'id: portside\nname: Portside\ntimezone: America/Chicago\n';

it('shows the demo city as long as there is no other; then it is there for who names it', async () => {
  const { configDir, environment } = await installation();
  const cities = openCities(environment);
  expect((await cities.known()).map(({ id }) => id)).toEqual(['quillport']);
  expect(await cities.get()).toMatchObject({ id: 'quillport', sample: true });
  await writeFile(join(configDir, 'cities', 'portside.yaml'), portside);
  expect((await cities.known()).map(({ id }) => id)).toEqual(['portside']);
  expect((await cities.get()).id).toBe('portside');
  expect((await cities.get()).sample).toBeUndefined();
  expect((await cities.get('quillport')).sample).toBe(true);
});

it('remembers a city that is named by path, but not the demo, and nothing where it may not write', async () => {
  const { directory, environment } = await installation();
  const path = join(directory, 'portside.yaml');
  await writeFile(path, portside);
  await openCities(environment, { remembers: false }).get(path);
  const cities = openCities(environment);
  const [demo] = await cities.known();
  await cities.get(demo!.path);
  expect(await readdir(directory)).not.toContain('data');
  await cities.get(path);
  expect((await openCities(environment).known()).map(({ id }) => id)).toEqual(['portside']);
});

it('reads a profile again when it changed, however often it is asked for', async () => {
  const { configDir, environment } = await installation();
  const path = join(configDir, 'cities', 'portside.yaml');
  await writeFile(path, portside);
  const cities = openCities(environment);
  expect((await cities.get()).name).toBe('Portside');
  await writeFile(path, portside.replace('Portside', 'Portside-on-Sea'));
  await vi.waitFor(async () => expect((await cities.get()).name).toBe('Portside-on-Sea'), {
    timeout: 5_000,
    interval: 20,
  });
});
