// Which cities this installation knows: the profiles in CONFIG_DIR/cities, those a command has brought by path, and
// without any the demo city.
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type City, demoCity, type Environment, listCities, loadCity } from './config.ts';
import { ConfigError } from './errors.ts';

export interface CityDirectory {
  /** Ids with the path of their profile, sorted by id; the demo city while there is no other. */
  known(): Promise<{ id: string; path: string }[]>;
  /**
   * The city that `selector` names: an id, or the path of a profile. Without one: EARSHOT_CITY, else the only
   * profile. A relative path starts at `cwd`. A profile that changed on disk is read again. Throws ConfigError that
   * lists what is known.
   */
  get(selector?: string, cwd?: string): Promise<City>;
}

/** A profile's files are looked at again after this time. */
const freshMs = 1_000;

const isPath = (selector: string) => /[/\\]|\.ya?ml$/.test(selector);

/** `remembers`: a profile that a command names by path is known from then on, which is written into DATA_DIR. */
export function openCities(environment: Environment, { remembers = true } = {}): CityDirectory {
  const memory = join(environment.dataDir, 'cities.json');
  const loaded = new Map<string, { stamp: string; seenAt: number; city: City }>();

  async function remembered(): Promise<Record<string, string>> {
    try {
      return JSON.parse(await readFile(memory, 'utf8')) as Record<string, string>;
    } catch {
      return {};
    }
  }

  async function remember(city: City): Promise<void> {
    const paths = await remembered();
    const inConfig = (await listCities(environment)).some(({ path }) => resolve(path) === city.path);
    if (inConfig || paths[city.id] === city.path || city.path === demoCity().path) return;
    await mkdir(environment.dataDir, { recursive: true });
    const draft = `${memory}.${process.pid}`;
    await writeFile(draft, `${JSON.stringify({ ...paths, [city.id]: city.path }, null, 2)}\n`);
    await rename(draft, memory);
  }

  /** Sizes and times of every file a city was made from: while they stay, so does the city. */
  async function stampOf(files: readonly string[]): Promise<string> {
    const stats = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
    return stats.map((found) => `${found?.size} ${found?.mtimeMs}`).join();
  }

  async function load(path: string): Promise<City> {
    const previous = loaded.get(path);
    const seenAt = Date.now();
    if (previous && seenAt - previous.seenAt < freshMs) return previous.city;
    if (previous && previous.stamp === (await stampOf(previous.city.files))) {
      previous.seenAt = seenAt;
      return previous.city;
    }
    const city = await loadCity(path, environment);
    loaded.set(path, { stamp: await stampOf(city.files), seenAt, city });
    return city;
  }

  async function known() {
    const paths = { ...(await remembered()) };
    for (const { id, path } of await listCities(environment)) paths[id] = path;
    const made = Object.entries(paths).map(([id, path]) => ({ id, path }));
    return made.length === 0 ? [demoCity()] : made.sort((a, b) => a.id.localeCompare(b.id));
  }

  async function get(selector = environment.city, cwd = process.cwd()): Promise<City> {
    if (selector !== undefined && isPath(selector)) {
      const city = await load(resolve(cwd, selector));
      if (remembers) await remember(city);
      return city;
    }
    const cities = await known();
    const ids = cities.map(({ id }) => id).join(', ');
    if (selector !== undefined) {
      const found = [...cities, demoCity()].find(({ id }) => id === selector);
      if (!found)
        throw new ConfigError(`there is no city "${selector}"; known: ${ids} (make one with: earshot init)`);
      return load(found.path);
    }
    if (cities.length > 1)
      throw new ConfigError(`which city? Name one with --city (or ?city=, or EARSHOT_CITY): ${ids}`);
    return load(cities[0]!.path);
  }

  return { known, get };
}
