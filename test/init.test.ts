// earshot init from end to end: files on disk, a terminal that answers, and the profile loading back.
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runInit } from '../src/cli/commands/init.ts';
import type { InitOptions } from '../src/cli/commands/init-questions.ts';
import { loadCity, readEnvironment } from '../src/config.ts';
import { ConfigError } from '../src/errors.ts';

const square = (lon: number, lat: number) => [
  [lon, lat],
  [lon + 0.1, lat],
  [lon + 0.1, lat + 0.1],
  [lon, lat + 0.1],
  [lon, lat],
];
const area = (properties: object, lon: number) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [square(lon, 41)] },
});
const invented = {
  type: 'FeatureCollection',
  features: [
    area({ NHOOD: 'Old Mill' }, -87),
    area({ NHOOD: "St. Brigid's" }, -88),
    area({ NHOOD: 'Old Mill' }, -89),
  ],
};

let folder: string;
let flags: InitOptions;
let terminal: { stdin: PassThrough; stdout: PassThrough; stderr: PassThrough };
const io = (canAsk = false) => ({ ...terminal, canAsk, cwd: folder, signal: new AbortController().signal });
const environment = () => readEnvironment({ CONFIG_DIR: folder, DATA_DIR: join(folder, 'data') });
const problems = async (run: Promise<unknown>): Promise<readonly string[]> => {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConfigError);
  return (error as ConfigError).problems;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-init-'));
  await writeFile(join(folder, 'map.geojson'), JSON.stringify(invented));
  flags = {
    id: 'millport',
    name: "Millport: it's #1",
    timezone: 'America/Chicago',
    boundaries: 'map.geojson',
    alias: ['The Port', 'no'],
    language: ['en', 'es'],
  };
  terminal = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  // Like the standard error of a process, it stays open when a prompt is done with it.
  terminal.stderr.end = () => terminal.stderr;
});
afterEach(() => {
  for (const stream of Object.values(terminal)) stream.destroy();
});

test('flags make two files, nothing else, that load back as they were given', async () => {
  expect(await runInit({ ...flags, out: 'here' }, io(), join(folder, 'cities'))).toBe(0);
  expect((await readdir(join(folder, 'here'))).sort()).toEqual(['millport.geojson', 'millport.yaml']);
  expect((await readdir(folder)).sort()).toEqual(['here', 'map.geojson']);
  const city = await loadCity(join(folder, 'here', 'millport.yaml'), environment());
  expect(city).toMatchObject({
    id: 'millport',
    name: "Millport: it's #1",
    aliases: ['The Port', 'no'],
    timezone: 'America/Chicago',
    languages: ['en', 'es'],
  });
  expect(city.neighbourhoods.map(({ id, name }) => [id, name])).toEqual([
    ['old-mill', 'Old Mill'],
    ['st-brigids', "St. Brigid's"],
    ['old-mill-2', 'Old Mill'],
  ]);
  expect(city.neighbourhoods[0]?.polygons[0]?.[0]).toEqual(square(-87, 41));
});

test('the examples in the profile work once the # is taken away', async () => {
  await runInit({ ...flags, out: '.' }, io(), folder);
  const path = join(folder, 'millport.yaml');
  await writeFile(join(folder, 'millport-places.csv'), 'name\nThe Mill\n');
  await writeFile(path, (await readFile(path, 'utf8')).replace(/^#(?= {2})/gm, ''));
  const city = await loadCity(path, environment());
  expect(city.notUs).toEqual(["Millport: it's #1 Street"]);
  expect(city.officialAccounts).toHaveLength(1);
  expect(city.neighbourhoods[0]).toMatchObject({ aliases: ['Another Name'], residents: 1234 });
  expect(city.places).toMatchObject([{ name: 'City Hall', neighbourhood: 'old-mill' }, { name: 'The Mill' }]);
  expect(Object.values(city.channels)).toEqual(['old-mill']);
});

test('it ends with the next two commands, which name the profile', async () => {
  await runInit({ ...flags, out: 'a b' }, io(), join(folder, 'cities'));
  const said = String(terminal.stderr.read());
  expect(said).toContain("earshot import FILE --city 'a b/millport.yaml'\n");
  expect(said).toContain("earshot query topics --city 'a b/millport.yaml'\n");
  expect(String(terminal.stdout.read())).toBe('Wrote a b/millport.yaml\nWrote a b/millport.geojson\n');
  await runInit(flags, io(), join(folder, 'cities'));
  expect(String(terminal.stderr.read())).toContain('earshot import FILE --city millport\n');
});

test('without a terminal every missing flag is named at once', async () => {
  const missing = await problems(runInit({}, io(), folder));
  expect(missing.map((problem) => problem.split(' ')[0])).toEqual([
    '--id',
    '--name',
    '--timezone',
    '--boundaries',
  ]);
});

test('everything wrong is told at once, and nothing is written', async () => {
  const wrong = await problems(
    runInit(
      {
        id: 'Mill Port',
        name: 'M',
        timezone: 'Chicago',
        boundaries: 'none.geojson',
        language: ['english'],
        out: 'here',
      },
      io(),
      folder,
    ),
  );
  expect(wrong).toHaveLength(4);
  expect(wrong.join('\n')).toContain(
    '--timezone "Chicago" — expected an IANA time zone such as America/Chicago, did you mean "America/Chicago"?',
  );
  expect(wrong.join('\n')).toContain('--boundaries "none.geojson" — expected a file');
  expect(await readdir(folder)).toEqual(['map.geojson']);
});

test('files that are there stay as they are, unless --force', async () => {
  await writeFile(join(folder, 'millport.yaml'), 'mine');
  const found = await problems(runInit({ ...flags, out: '.' }, io(), folder));
  expect(found.join()).toMatch(/millport\.yaml .*--force/);
  expect(await readFile(join(folder, 'millport.yaml'), 'utf8')).toBe('mine');
  expect(await readdir(folder)).not.toContain('millport.geojson');
  expect(await runInit({ ...flags, out: '.', force: true }, io(), folder)).toBe(0);
  expect((await loadCity(join(folder, 'millport.yaml'), environment())).id).toBe('millport');
});

test('run again on its own boundaries, it keeps ids and writes the same bytes', async () => {
  await runInit({ ...flags, out: 'one' }, io(), folder);
  await runInit({ ...flags, boundaries: 'one/millport.geojson', out: 'two' }, io(), folder);
  for (const file of ['millport.yaml', 'millport.geojson']) {
    expect(await readFile(join(folder, 'two', file), 'utf8')).toBe(
      await readFile(join(folder, 'one', file), 'utf8'),
    );
  }
});

test('a name under an unusual property is asked for, and taken from --name-property', async () => {
  await writeFile(
    join(folder, 'odd.geojson'),
    JSON.stringify({ type: 'FeatureCollection', features: [area({ ZONE: 'Upper' }, -87)] }),
  );
  const odd = { ...flags, boundaries: 'odd.geojson', out: '.' };
  expect((await problems(runInit(odd, io(), folder))).join()).toContain('ZONE ("Upper")');
  await runInit({ ...odd, nameProperty: 'ZONE' }, io(), folder);
  expect((await loadCity(join(folder, 'millport.yaml'), environment())).neighbourhoods[0]?.name).toBe(
    'Upper',
  );
});

test('a folder that cannot be written to is told', async () => {
  expect((await problems(runInit({ ...flags, out: 'map.geojson/deeper' }, io(), folder))).join()).toContain(
    '--out',
  );
});

/** Types an answer (and Enter) whenever its question appears. */
function answering(answers: [question: string, answer: string][]): void {
  const left = [...answers];
  terminal.stderr.on('data', (chunk: Buffer) => {
    const next = left[0];
    if (next === undefined || !chunk.toString().includes(next[0])) return;
    left.shift();
    setImmediate(() => terminal.stdin.write(`${next[1]}\r`));
  });
}

test('on a terminal it asks for what is missing, says what is wrong with an answer, and asks again', async () => {
  answering([
    ['Name of the city', 'Millport'],
    ['Short id', ''],
    ['Time zone', 'Chicago'],
    ['Expected an IANA', '\x15America/Chicago'],
    ['Other names', 'The Port, Milly'],
    ['Languages', 'en, es'],
    ['Day back to which', '2025-13-01'],
    ['Expected a day', '\x152025-01-01'],
  ]);
  expect(await runInit({ boundaries: 'map.geojson', out: '.' }, io(true), folder)).toBe(0);
  const city = await loadCity(join(folder, 'millport.yaml'), environment());
  expect(city).toMatchObject({
    id: 'millport',
    name: 'Millport',
    timezone: 'America/Chicago',
    aliases: ['The Port', 'Milly'],
    languages: ['en', 'es'],
  });
});

test('Ctrl-C at a question writes nothing', async () => {
  answering([['Name of the city', '\x03']]);
  await expect(runInit({ boundaries: 'map.geojson', out: 'here' }, io(true), folder)).rejects.toThrow(
    /no profile was written/,
  );
  expect(await readdir(folder)).toEqual(['map.geojson']);
});

test('a day to go back to stands with the examples, and in the commands that are told', async () => {
  expect(await runInit({ ...flags, backfill: '2025-01-01' }, io(), join(folder, 'cities'))).toBe(0);
  const path = join(folder, 'cities', 'millport.yaml');
  const yaml = await readFile(path, 'utf8');
  expect(yaml).toContain('#  open311: { backfill: 2025-01-01, options:');
  expect(String(terminal.stderr.read())).toContain('earshot collect news --from 2025-01-01 --city millport');
  // An example works as soon as its # is taken away.
  await writeFile(path, yaml.replace('#  open311:', '  open311:'));
  const city = await loadCity(path, environment());
  expect(city.sources.open311?.backfill).toBe('2025-01-01');
});

test.each(['2025-13-01', 'last year', '2999-01-01', '2025-02-30', '01/02/2025'])(
  'a day that is none, or to come, is refused: %s',
  async (backfill) => {
    expect(await problems(runInit({ ...flags, backfill }, io(), folder))).toEqual([
      `--backfill "${backfill}" — expected a day that is over, such as 2025-01-01`,
    ]);
  },
);
