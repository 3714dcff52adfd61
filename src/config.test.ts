import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { folderWith, least, map, topics } from '../test/support/profile-folder.ts';
import { listCities, loadCity } from './config.ts';
import { ConfigError } from './errors.ts';

const load = async (yaml: string, files: Record<string, string> = {}, checks = {}) => {
  const { path, environment } = await folderWith({ 'cities/lakeview.yaml': yaml, ...files });
  return loadCity(path, environment, checks);
};

/** The problems of a profile, without its folder. */
const problemsOf = async (
  yaml: string,
  files: Record<string, string> = {},
  checks = {},
): Promise<string[]> => {
  const error = await load(yaml, files, checks).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConfigError);
  return (error as ConfigError).problems.map((problem) =>
    problem.replace(/\S*earshot-config-\w+\/(cities\/)?/g, ''),
  );
};

test('the least profile is three lines; the rest has defaults', async () => {
  const city = await load(least);
  expect(city).toMatchObject({
    id: 'lakeview', aliases: [], notUs: [], languages: ['en'], neighbourhoods: [], places: [], channels: {}, sources: {},
    minimumN: { sentiment: 10, voices: 5 },
  }); // biome-ignore format: one fact per word
  expect(city.topics).toEqual([
    {
      id: 'roads',
      label: 'Roads',
      description: 'The state of the roads.',
      keywords: { en: ['pothole'] },
      phrases: {},
      not: {},
    },
  ]);
  expect(structuredClone(city)).toEqual(city);
});

const full = `${least}aliases: [The Lake]
notUs: [Lakeview Drive]
languages: [en, es]
officialAccounts: [{ source: x, account: "@CityOfLakeview" }]
publicOfficials: [Jane Example]
neighbourhoods:
  file: map.geojson
  details:
    old-town: { aliases: [OT, Altstadt], residents: 900 }
    Harbour: { residents: 50 }
places:
  - { name: City Hall, kind: landmark, lat: 29.5, lon: -94.5 }
  - { name: Old Town, kind: station, neighbourhood: OT }
  - { name: Main Street, kind: street }
placeFiles: [more.csv]
channels: { reddit/lakeview: Old Town, harbour-watch: harbour }
sources:
  file: { options: { follow: true }, schedule: every 15 minutes, budget: { postsPerDay: 5 } }
  x: { contract: { reference: C-1, acceptedBy: Clerk, acceptedOn: 2026-11-02 } }
`;
const more = {
  'cities/more.csv':
    'name,kind,aliases,lat,lon\n"Oak Street, North",street,Oak|Oak N,,\nPier 7,,,29.5,-93.5\n',
};

test('everything in a profile is read and resolved', async () => {
  const city = await load(full, more);
  expect(city.officialAccounts).toEqual([{ source: 'x', account: 'CityOfLakeview' }]);
  expect(city.neighbourhoods).toMatchObject([
    { id: 'old-town', aliases: ['OT', 'Altstadt'], residents: 900 },
    { id: 'harbour', aliases: [], residents: 50 },
  ]);
  expect(city.places).toEqual([
    {
      id: 'city-hall',
      name: 'City Hall',
      kind: 'landmark',
      aliases: [],
      lat: 29.5,
      lon: -94.5,
      neighbourhood: 'old-town',
    },
    { id: 'old-town-2', name: 'Old Town', kind: 'station', aliases: [], neighbourhood: 'old-town' },
    { id: 'main-street', name: 'Main Street', kind: 'street', aliases: [] },
    { id: 'oak-street-north', name: 'Oak Street, North', kind: 'street', aliases: ['Oak', 'Oak N'] },
    {
      id: 'pier-7',
      name: 'Pier 7',
      kind: 'landmark',
      aliases: [],
      lat: 29.5,
      lon: -93.5,
      neighbourhood: 'harbour',
    },
  ]);
  expect(city.channels).toEqual({ 'reddit/lakeview': 'old-town', 'harbour-watch': 'harbour' });
  expect(city.sources.x?.contract?.acceptedOn).toBe('2026-11-02');
  expect(city.files.map((file) => file.split('/').at(-1))).toEqual([
    'lakeview.yaml',
    'topics.yaml',
    'map.geojson',
    'more.csv',
    // not there yet: it is looked for, so that an import of places is seen
    'lakeview-places.csv',
  ]);
});

test('all mistakes of a profile are told at once, with line, path, value and what was expected', async () => {
  const problems = await problemsOf(
    `id: Lake View
timezone: America/Chicgo
name: 2020
colour: red
langages: [en]
neighbourhoods: { file: map.geojson, details: { Habour: {} } }
officialAccounts:
  - { source: x }
minimumN: { voices: 0 }
places: [{ name: A, lat: 1 }, { name: B, neighbourhood: nowhere }, { name: C, lat: 200, lon: 1, kind: Big Thing }]
channels: { reddit/x: Harbor }
sources:
  X: {}
  reddit: { schedule: sometimes, contract: { reference: R, acceptedBy: me, acceptedOn: 2026-02-30 } }
`,
  );
  const lines = problems.join('\n');
  expect(problems).toHaveLength(16);
  for (const expected of [
    'lakeview.yaml:1:5 id "Lake View" — expected a lower-case id such as houston or san-francisco',
    'lakeview.yaml:2:11 timezone "America/Chicgo" — expected an IANA time zone such as America/Chicago, did you mean "America/Chicago"?',
    'lakeview.yaml:3:7 name 2020 — expected text; put it in quotes',
    'lakeview.yaml:4:1 colour — expected a known name, one of id, name, aliases,',
    'lakeview.yaml:5:1 langages — expected a known name, did you mean "languages"?',
    'lakeview.yaml:6:49 neighbourhoods.details.Habour — expected the id or name of a neighbourhood, did you mean "harbour"?',
    'lakeview.yaml:8:5 officialAccounts[0].account — expected text; it is missing',
    'lakeview.yaml:9:21 minimumN.voices 0 — expected at least 1',
    'lakeview.yaml:10:10 places[0] a section — expected both lat and lon, or neither',
    'places[1].neighbourhood "nowhere" — expected the id or name of a neighbourhood',
    'places[2].lat 200 — expected at most 90',
    'places[2].kind "Big Thing" — expected a kind such as street',
    'lakeview.yaml:11:23 channels.reddit/x "Harbor" — expected the id or name of a neighbourhood, did you mean "harbour"?',
    'lakeview.yaml:13:3 sources.X "X" — expected a short lower-case name',
    'sources.reddit.schedule "sometimes" — expected five cron fields',
    'sources.reddit.contract.acceptedOn "2026-02-30" — expected a date such as 2026-11-21',
  ]) {
    expect(lines).toContain(expected);
  }
});

test('mistakes of the topics, the boundaries and the gazetteer come along with those of the profile', async () => {
  const problems = await problemsOf(
    `${least}color: 1\nneighbourhoods: { file: map.geojson }\nplaceFiles: [p.csv, none.csv]\n`,
    {
      'cities/topics.yaml':
        'topics:\n  roads:\n    lable: Roads\n    description: D\n    keywords:\n      en: pothole, bad road, Pothole\n      xx: a\n',
      'cities/map.geojson': '{"type": "FeatureCollection", "features": [}',
      'cities/p.csv': 'name,kind,size\nA,Bad Kind,3\nB,street,4\n',
    },
  );
  const lines = problems.join('\n');
  for (const expected of [
    'lakeview.yaml:4:1 color — expected a known name',
    'lakeview.yaml:6:21 placeFiles[1] "none.csv" — expected a file; there is none at none.csv',
    'map.geojson:1:44 — expected JSON: a value or ] at this place',
    'p.csv:1:1 size — expected one of the columns id, name,',
    'p.csv:2:1 kind "Bad Kind" — expected a kind such as street',
    'topics.yaml:3:5 topics.roads.lable — expected a known name, did you mean "label"?',
    'topics.yaml:3:5 topics.roads.label — expected text; it is missing',
    'topics.yaml:6:20 topics.roads.keywords.en[1] "bad road" — expected a single word',
    'topics.yaml:6:30 topics.roads.keywords.en[2] "Pothole" — expected each entry once',
    'topics.yaml:7:7 topics.roads.keywords.xx "xx" — expected a language code such as en or es',
  ]) {
    expect(lines).toContain(expected);
  }
});

test('sources are checked against the options they take, when these are known', async () => {
  const checks = { sources: { feed: z.strictObject({ url: z.string() }), file: z.strictObject({}) } };
  const problems = await problemsOf(
    `${least}sources:\n  fed: {}\n  feed:\n    options: { url: 7 }\n  file: {}\n`,
    {},
    checks,
  );
  expect(problems).toEqual([
    'lakeview.yaml:5:3 sources.fed — expected a source Earshot knows, one of feed, file, did you mean "feed"?',
    'lakeview.yaml:7:21 sources.feed.options.url 7 — expected text; put it in quotes',
  ]);
});

test('a profile that is missing, not UTF-8 or __proto__ in it is told, not thrown raw', async () => {
  const { path, environment } = await folderWith({});
  await expect(loadCity(path, environment)).rejects.toThrow(ConfigError);
  await writeFile(path, Buffer.from([0x69, 0x64, 0x3a, 0x20, 0xff, 0xfe]));
  await expect(loadCity(path, environment)).rejects.toMatchObject({
    problems: [expect.stringContaining('UTF-8')],
  });
  expect(await problemsOf(`${least}__proto__: { polluted: true }\n`)).toEqual([
    expect.stringContaining('lakeview.yaml:4:1 __proto__ — expected a known name'),
  ]);
});

test('the hash follows what changes tags, and nothing else', async () => {
  const hash = async (yaml: string, files = more) => (await load(yaml, files)).hash;
  const original = await hash(full);
  expect(original).toMatch(/^[0-9a-f]{64}$/);
  expect(await hash(full)).toBe(original);
  expect(
    await hash(full.replace('every 15 minutes', 'every hour').replace('residents: 900', 'residents: 901')),
  ).toBe(original);
  expect(await hash(full.replace('America/Chicago', 'America/New_York'))).toBe(original);
  const changes = [
    full.replace('The Lake', 'The Lakes'), full.replace('[Lakeview Drive]', '[]'), full.replace('Altstadt', 'Altes'),
    full.replace('[en, es]', '[en]'), full.replace('Jane Example', 'John Example'), full.replace('harbour-watch: harbour', 'harbour-watch: old-town'),
    full.replace('lat: 29.5', 'lat: 29.6'),
  ]; // biome-ignore format: one change after another
  for (const changed of changes) expect(await hash(changed)).not.toBe(original);
  expect(
    await hash(full, { ...more, 'cities/topics.yaml': topics.replace('pothole', 'potholes') } as never),
  ).not.toBe(original);
  expect(await hash(full, { ...more, 'cities/map.geojson': map.replace('-95', '-95.5') } as never)).not.toBe(
    original,
  );
});

test('topics beside the profile win over those of CONFIG_DIR, and these over the installed ones', async () => {
  const { path, environment } = await folderWith({
    'cities/lakeview.yaml': least,
    'topics.yaml': topics.replace('roads', 'streets'),
  });
  const ids = async (folder: string) => (await loadCity(folder, environment)).topics.map(({ id }) => id);
  expect(await ids(path)).toEqual(['roads']);
  const elsewhere = join(await mkdtemp(join(tmpdir(), 'earshot-config-')), 'lakeview.yaml');
  await writeFile(elsewhere, least);
  expect(await ids(elsewhere)).toEqual(['streets']);
  const installed = await loadCity(elsewhere, { ...environment, configDir: '/nonexistent' });
  expect(installed.topics).toHaveLength(24);
});

test('cities are listed by the id in their file; two of one id are refused', async () => {
  const { environment } = await folderWith({
    'cities/lakeview.yaml': least,
    'cities/other.yml': 'id: portville\n',
    'cities/.draft.yaml': 'id: x',
  });
  expect((await listCities(environment)).map(({ id }) => id)).toEqual(['lakeview', 'portville']);
  const twice = await folderWith({ 'cities/a.yaml': least, 'cities/b.yaml': least });
  await expect(listCities(twice.environment)).rejects.toThrow(/same id/);
  expect(await listCities({ ...environment, configDir: '/nonexistent' })).toEqual([]);
});

test('an audience names topics and neighbourhoods that there are', async () => {
  const audiences = `neighbourhoods: { file: map.geojson }
audiences:
  streets: { name: Streets Department, topics: [roads], places: [OT, harbour, Old Town] }
`;
  expect((await load(`${least}${audiences}`)).audiences).toEqual([
    { id: 'streets', name: 'Streets Department', topics: ['roads'], places: ['old-town', 'harbour'] },
  ]);
  const wrong = `neighbourhoods: { file: map.geojson }
audiences:
  streets: { name: Streets, topics: [rods], places: [Harbor] }
  city: { name: All, topics: [roads] }
  parks: { name: Parks }
`;
  expect(await problemsOf(`${least}${wrong}`)).toEqual([
    'lakeview.yaml:6:38 audiences.streets.topics[0] "rods" — expected the id of a topic of topics.yaml, one of roads, did you mean "roads"?',
    'lakeview.yaml:6:54 audiences.streets.places[0] "Harbor" — expected the id or name of a neighbourhood, did you mean "harbour"?',
    'lakeview.yaml:7:3 audiences.city "city" — expected a lower-case id such as streets, other than city',
    'lakeview.yaml:8:10 audiences.parks a section — expected topics, or places, or both: without them it is the whole city',
  ]);
});
