import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPipeline } from '../enrich/pipeline.ts';
import { postSchema } from '../post.ts';
import type { City } from './city.ts';
import { loadCityFiles } from './load-city.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-services-'));
  await writeFile(
    join(folder, 'topics.yaml'),
    'topics:\n' +
      '  lights: { label: Lights, description: Lamps., keywords: { en: lamp } }\n' +
      '  trees: { label: Trees, description: Trees., keywords: { en: "tree, branch" } }\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(topics: string): Promise<City> {
  const path = join(folder, 'quillport.yaml');
  const source = `sources: { open311: { options: { endpoints: ["https://311.quillport.example"], topics: ${topics} } } }`;
  await writeFile(path, `id: quillport\nname: Quillport\ntimezone: America/Chicago\n${source}\n`);
  return loadCityFiles(path, [folder], {});
}

const request = (code: string, text: string, title = 'Form 17', channel = '311.quillport.example') =>
  postSchema.parse({
    ...{ source: 'open311', id: code, kind: 'request', channel, title, text },
    ...{ createdAt: '2026-03-01T10:00:00Z', collectedAt: '2026-03-01T10:00:00Z' },
    service: { code, name: title },
  });

test('a code that the city knows comes first, with the name of its service as evidence', async () => {
  const { enrich } = createPipeline(await load('{ "017": lights, harbour.example/017: trees }'));
  const [first, second] = enrich(request('017', 'A branch of the tree hangs over it')).topics;
  expect(first).toMatchObject({ id: 'lights', evidence: [{ field: 'title', start: 0, end: 7 }] });
  expect(second?.id).toBe('trees');
  // Words that say the same are better evidence than the form.
  expect(enrich(request('017', 'This lamp is dark')).topics).toMatchObject([
    { id: 'lights', evidence: [{ field: 'text', start: 5, end: 9 }] },
  ]);
  expect(enrich(request('017', 'Down', 'Form', 'harbour.example')).topics.map(({ id }) => id)).toEqual([
    'trees',
  ]);
  expect(enrich(request('18', 'Down')).topics).toEqual([]);
  for (const code of ['__proto__', 'constructor', 'toString'])
    expect(enrich(request(code, 'Down')).topics).toEqual([]);
});

test('the map changes the version of tags, and a profile without it has the one it had', async () => {
  const [none, one, other] = [await load('{}'), await load('{ "1": lights }'), await load('{ "1": trees }')];
  expect(new Set([none.hash, one.hash, other.hash]).size).toBe(3);
  expect(none.serviceTopics).toBeUndefined();
});

test('a topic that there is not is told with its line, beside the other mistakes', async () => {
  const told = load('{ "017": light, "018": roads }').catch(
    (error: { problems: string[] }) => error.problems,
  );
  const problems = await told;
  expect(problems).toHaveLength(2);
  expect(String(problems)).toMatch(/quillport\.yaml:4.*017.*light.*lights/s);
});
