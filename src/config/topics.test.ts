// The installed taxonomy, on what residents write: the topic a plain sentence has, and the ones it only seems to have.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type City, loadCity, readEnvironment } from '../config.ts';
import { createPipeline, type Pipeline } from '../enrich/pipeline.ts';
import { allowedUse, sensitiveTopics } from '../terms.ts';

let city: City;
let pipeline: Pipeline;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-topics-'));
  const path = join(folder, 'lakeview.yaml');
  await writeFile(path, 'id: lakeview\nname: Lakeview\ntimezone: America/Chicago\n');
  city = await loadCity(path, readEnvironment({ CONFIG_DIR: folder, DATA_DIR: folder }));
  pipeline = createPipeline(city);
});

const topicsOf = (text: string, language = 'en'): string[] => {
  const at = '2026-11-02T12:00:00.000Z';
  const post = {
    source: 'test',
    id: '1',
    channel: '',
    kind: 'post',
    createdAt: at,
    collectedAt: at,
    text,
    language,
  } as const;
  return pipeline.enrich(post).topics.map(({ id }) => id);
};

test('what terms forbid to watch is found, and raises no alert from X', () => {
  for (const text of [
    'Protesters marched on City Hall this morning',
    'Hundreds took to the streets for the climate strike',
    'There is an organising meeting of tenants on Thursday',
  ]) {
    const topics = topicsOf(text);
    expect(topics).toContain('protests');
    expect(allowedUse('x', 'alert', topics)).toBe('none');
    expect(allowedUse('bluesky', 'alert', topics)).toBe('full');
  }
  expect(sensitiveTopics).toContain('protests');
  const harmless = topicsOf('March was wet, and the Harbour Nine won the rally in the third');
  expect(harmless).not.toContain('protests');
});

test('every topic has words in six languages, and narrower ones within them', () => {
  const narrower = city.topics.filter(({ within }) => within !== undefined);
  expect(Object.fromEntries(narrower.map(({ id, within }) => [id, within]))).toEqual({
    plastic: 'waste',
    toilets: 'cleanliness',
    sewers: 'water',
  });
  const broad = city.topics.filter(({ within }) => within === undefined);
  expect(broad.map(({ id }) => id)).toEqual([
    'roads', 'traffic', 'parking', 'sidewalks', 'transit', 'waste', 'cleanliness', 'street-lights', 'water', 'trees-parks',
    'noise', 'police', 'fire', 'housing', 'animals-health', 'air', 'schools', 'storms', 'city-hall', 'events', 'protests',
  ]); // biome-ignore format: the list of the issue, and what terms forbid to watch
  const least = { en: 60, es: 30, fr: 15, de: 15, pt: 15, it: 15 };
  for (const { keywords, phrases } of broad) {
    for (const [lang, count] of Object.entries(least)) {
      expect((keywords[lang]?.length ?? 0) + (phrases[lang]?.length ?? 0)).toBeGreaterThanOrEqual(count);
    }
  }
});

test.each([
  ['roads', 'Third pothole on our block that nobody has fixed'],
  ['roads', 'The road was dug up for pipes months ago and left like that'],
  ['traffic', 'The signals at Oak and Main are not working, total gridlock'],
  ['parking', 'People park their vehicles in front of our gate every evening'],
  ['parking', 'An abandoned car has been sitting here for months'],
  ['sidewalks', 'The footpath is broken and my grandmother cannot use her wheelchair'],
  ['transit', 'The bus is late again, forty minutes in the cold'],
  ['waste', 'Missed pickup again, the bins have been full for two weeks'],
  ['cleanliness', 'Needles in the park and graffiti on every wall'],
  ['street-lights', 'The street lights have been out since Sunday and it is pitch dark'],
  ['street-lights', 'Wires are hanging over the gate, somebody will get a shock'],
  ['water', 'Brown water from the tap for three days'],
  ['water', 'The drain is overflowing and sewage runs down the lane'],
  ['trees-parks', 'A tree fell on the playground'],
  ['noise', 'Loud music until 4 am, nobody here can sleep'],
  ['police', 'My bike was stolen, second theft this month'],
  ['fire', 'Firefighters were here in five minutes, the kitchen was in flames'],
  ['housing', 'My landlord raised the rent by 400 and I face eviction'],
  ['animals-health', 'Stray dogs and mosquitoes everywhere, dengue is next'],
  ['air', 'They are burning garbage again and it is hard to breathe'],
  ['schools', 'The library closes at noon and the school has no librarian'],
  ['storms', 'Nobody has plowed our street since the snow stopped'],
  ['city-hall', 'The council raised property taxes again'],
  ['events', 'What a parade! The festival was wonderful'],
  ['roads', 'There are holes all over our road'],
  ['street-lights', 'Lamp on our pole flickering, so children cannot walk on the road at night'],
])('%s: %s', (topic, text) => {
  expect(topicsOf(text)[0]).toBe(topic);
});

test.each([
  ['sewers', 'water', 'The drain is overflowing and sewage runs down the lane'],
  ['toilets', 'cleanliness', 'No public toilets anywhere near the market'],
  ['plastic', 'waste', 'Shops should ban plastic bags'],
])('%s comes directly behind %s: %s', (narrower, broader, text) => {
  expect(topicsOf(text).slice(0, 2)).toEqual([broader, narrower]);
});

test.each([
  ['es', 'roads', 'Los baches de la avenida son enormes'],
  ['es', 'water', 'Llevamos tres días sin agua en la colonia'],
  ['fr', 'cleanliness', 'Encore un dépôt sauvage devant chez nous'],
  ['de', 'transit', 'Der Bus kommt nicht, wieder zwanzig Minuten gewartet'],
  ['pt', 'street-lights', 'A rua está escura, o poste está apagado'],
  ['it', 'waste', 'I cassonetti sono pieni da una settimana'],
])('%s %s: %s', (lang, topic, text) => {
  expect(topicsOf(text, lang)).toContain(topic);
});

test.each([
  ['trees-parks', 'No parking here, and I parked two streets away'],
  ['fire', 'This is fire, best album of the year'],
  ['fire', 'He was fired last week'],
  ['roads', 'The street light is broken'],
  ['fire', 'They should fire somebody over this'],
  ['transit', 'A lovely evening at Ferry Landing'],
  ['plastic', 'Plastic lies about everywhere'],
  ['street-lights', 'The light rail opens in May'],
  ['waste', 'Complete waste of time'],
  ['waste', 'Enough of the trash talk before the game'],
  ['transit', 'A new business opened on the corner'],
  ['transit', 'I am training for a marathon'],
  ['air', 'Noise pollution is the worst here'],
  ['water', 'We went to the water park'],
  ['storms', 'Ice cream for everyone'],
  ['police', 'They are shooting a film downtown'],
  ['noise', 'LOL, laughing out loud'],
  ['animals-health', 'Two hot dogs for five dollars'],
  ['city-hall', 'I lost my driver’s license'],
  ['schools', 'A world class city for the middle class'],
  ['housing', 'Car rental prices are absurd'],
])('not %s: %s', (topic, text) => {
  expect(topicsOf(text)).not.toContain(topic);
});
