import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import type { Topic } from '../config/city.ts';
import type { Post } from '../post.ts';
import { createSentimentReader } from './sentiment.ts';
import { createTopicTagger } from './topics.ts';

const topic = (id: string, en: string[], not: string[] = [], es: string[] = []): Topic => ({
  id,
  label: id,
  description: '',
  keywords: { en, es },
  phrases: {},
  not: { en: not },
});
const topics = [
  topic('parks', ['park', 'playground'], ['park ranger'], ['parque']),
  topic('parking', ['parking']),
  topic('lights', ['street light']),
  topic('roads', ['street', 'pothole']),
  topic('transit', ['bus']),
];
const tagger = createTopicTagger({ topics, languages: ['en', 'es'] });
const readSentiment = createSentimentReader();

function tag(text: string, lang = 'en', more: Partial<Post> = {}) {
  const reading = readText(text, more);
  return tagger(reading, lang, readSentiment(reading, lang));
}
const labels = (tags: ReturnType<typeof tag>) =>
  Object.fromEntries(tags.map(({ id, sentiment }) => [id, sentiment.label]));

test.each([
  ['love the new park, but the parking is a nightmare', { parks: 'positive', parking: 'negative' }],
  ['Great park and terrible parking', { parks: 'positive', parking: 'negative' }],
  ['The park is lovely. The buses are awful.', { parks: 'positive', transit: 'negative' }],
  ['The parking, honestly, is a nightmare; the park is there', { parking: 'negative', parks: 'neutral' }],
  ['I love this city, but the parking is a nightmare', { parking: 'negative' }],
  ['The bus goes past the park', { transit: 'neutral', parks: 'neutral' }],
  ['Not a good park', { parks: 'negative' }],
  ['So many potholes! What a disgrace', { roads: 'negative' }],
])('each topic has the sentiment of its own words: %s', (text, expected) => {
  expect(labels(tag(text))).toEqual(expected);
});

test('evidence is the words, and the sentiment has its own', () => {
  const text = 'The street lights here are awful';
  const [lights, ...others] = tag(text);
  expect(others).toEqual([]);
  expect(lights!.id).toBe('lights');
  expect(lights!.evidence.map(({ start, end }) => text.slice(start, end))).toEqual(['street lights']);
  expect(lights!.sentiment.evidence.map(({ start, end }) => text.slice(start, end))).toEqual(['awful']);
});

test('what rules out rules out its own words only', () => {
  expect(tag('The park ranger was kind')).toEqual([]);
  expect(tag('The park ranger closed the park').map(({ evidence }) => evidence)).toEqual([
    [{ field: 'text', start: 27, end: 31 }],
  ]);
});

test('the topic with most evidence comes first; a title counts double', () => {
  expect(tag('bus, bus, park').map(({ id }) => id)).toEqual(['transit', 'parks']);
  expect(tag('A bus', 'en', { title: 'The park' }).map(({ id }) => id)).toEqual(['parks', 'transit']);
});

test('the language decides which words count; an unknown one is read as the city does', () => {
  expect(tag('El parque', 'es').map(({ id }) => id)).toEqual(['parks']);
  expect(tag('El parque', 'en')).toEqual([]);
  expect(tag('parque', 'und').map(({ id }) => id)).toEqual(['parks']);
});

test('a reply that names no topic has that of what it answers to, without evidence', () => {
  const parent = { id: '0', text: 'The playground is closed' };
  const [parks] = tag('This is terrible', 'en', { parent });
  expect(parks).toMatchObject({ id: 'parks', evidence: [], sentiment: { label: 'negative' } });
  expect(tag('The bus is terrible', 'en', { parent }).map(({ id }) => id)).toEqual(['transit']);
  const thread = { id: 't', title: 'Parking fees' };
  expect(tag('Agreed', 'en', { thread, parent }).map(({ id }) => id)).toEqual(['parking']);
});

test('the category of a service request is a topic', () => {
  const tags = tag('By the bus stop', 'en', { kind: 'request', service: { name: 'Pothole' } });
  expect(tags.map(({ id }) => id)).toEqual(['roads', 'transit']);
});

const rich: Topic[] = [
  { ...topic('water', ['water']), weak: { en: ['wet'] } },
  { ...topic('sewers', ['drain']), within: 'water' },
  { ...topic('roads', ['asphalt']), together: { en: ['road/street + hole/dug up'] } },
];
const richTagger = createTopicTagger({ topics: rich, languages: ['en'] });
function tagRich(text: string) {
  const reading = readText(text);
  const quote = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  return richTagger(reading, 'en', readSentiment(reading, 'en')).map(({ id, evidence }) => [
    id,
    ...evidence.map(quote),
  ]);
}

test('a pair counts in either order, near each other in one sentence, and once', () => {
  expect(tagRich('The holes in our street')).toEqual([['roads', 'holes in our street']]);
  expect(tagRich('This road was dug up again')).toEqual([['roads', 'road was dug up']]);
  expect(tagRich('A long road. A hole somewhere')).toEqual([]);
  expect(tagRich('The road that leads from here to there and then on to a hole')).toEqual([]);
  expect(tagRich('A hole in the asphalt road')).toEqual([['roads', 'asphalt']]);
});

test('the words of a narrower topic count for the broader one, which it follows', () => {
  expect(tagRich('The drain')).toEqual([
    ['water', 'drain'],
    ['sewers', 'drain'],
  ]);
  expect(tagRich('Water, water, and a hole in the road, drain')).toEqual([
    ['water', 'Water', 'water', 'drain'],
    ['sewers', 'drain'],
    ['roads', 'hole in the road'],
  ]);
});

test('a weak word names its topic, and gives way to any other', () => {
  expect(tagRich('All is wet')).toEqual([['water', 'wet']]);
  expect(tagRich('Wet wet asphalt').map(([id]) => id)).toEqual(['roads', 'water']);
});
