// Invented posts that think well of one topic and ill of another. The held-out part was not looked at while anything was chosen.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import { loadTopicsFile } from '../config/load-city.ts';
import type { Post } from '../post.ts';
import { createSentimentReader } from './sentiment.ts';
import { createTopicTagger } from './topics.ts';

interface Case {
  part: 'dev' | 'held-out';
  text: string;
  topics: Record<string, string>;
}

const here = (path: string) => new URL(`../../${path}`, import.meta.url);
const cases = readFileSync(here('test/fixtures/enrich/topic-sentiment-cases.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

const topics = await loadTopicsFile([here('config').pathname]);
const tagTopics = createTopicTagger({ topics, languages: ['en'] });
const readSentiment = createSentimentReader();

function tag(text: string, lang = 'en', more: Partial<Post> = {}): Map<string, string> {
  const reading = readText(text, more);
  return new Map(
    tagTopics(reading, lang, readSentiment(reading, lang)).map(({ id, sentiment }) => [id, sentiment.label]),
  );
}

/** Share of the topics of a part, of those that are found, with the reader's sentiment. */
function accuracy(part: Case['part']): number {
  let [right, found] = [0, 0];
  for (const { text, topics: truth } of cases.filter((each) => each.part === part)) {
    const labels = tag(text);
    for (const [topic, label] of Object.entries(truth)) {
      if (!labels.has(topic)) continue;
      found++;
      if (labels.get(topic) === label) right++;
    }
  }
  return right / found;
}

// A little under what was measured (docs/model-card-aspects.md); by words alone it was 55% and 65%.
test.each([
  ['dev', 0.68],
  ['held-out', 0.72],
] as const)('each topic has the sentiment that a reader gives it: %s', (part, least) => {
  expect(accuracy(part)).toBeGreaterThanOrEqual(least);
});

test('what is reported without feeling is as good or bad as its words', () => {
  expect(tag('Two broken street lights on our block').get('street-lights')).toBe('negative');
  expect(tag('New street lights on our block since Monday').get('street-lights')).not.toBe('negative');
});

test.each([
  ['Pothole on Quill St', 'roads'],
  ['Graffiti on the library wall', 'cleanliness'],
  ['Trash not collected', 'waste'],
  ['Water main leak at 5th and Main', 'water'],
])('a report of a fault speaks ill of its service: %s', (text, topic) => {
  expect(tag(text).get(topic)).toBe('negative');
});

test.each([
  ['Trash was collected today', 'waste'],
  ['The pothole on Quill St was fixed, thank you', 'roads'],
])('what was done is no fault: %s', (text, topic) => {
  expect(tag(text).get(topic)).not.toBe('negative');
});

test.each([
  [
    'a contrast',
    'I adore the new park, but the parking is a nightmare',
    'trees-parks',
    'positive',
    'parking',
    'negative',
  ],
  [
    'a sentence',
    'The schools here are excellent. The traffic is terrible.',
    'schools',
    'positive',
    'traffic',
    'negative',
  ],
  ['no contrast', 'Great park and terrible parking', 'trees-parks', 'positive', 'parking', 'negative'],
  [
    'a negation',
    'I never liked the park, the buses are wonderful',
    'trees-parks',
    'negative',
    'transit',
    'positive',
  ],
])('%s separates topics: %s', (_, text, one, hers, other, its) => {
  expect([...tag(text)].filter(([id]) => id === one || id === other).sort()).toEqual(
    [
      [one, hers],
      [other, its],
    ].sort(),
  );
});

test('a title counts as the text does', () => {
  const tags = tag('The traffic there is a horrible mess', 'en', { title: 'A wonderful new park' });
  expect([tags.get('trees-parks'), tags.get('traffic')]).toEqual(['positive', 'negative']);
});

test('another language with a model is read part by part too', () => {
  const tags = tag('El parque es maravilloso, pero el tráfico es horrible', 'es');
  expect([tags.get('trees-parks'), tags.get('traffic')]).toEqual(['positive', 'negative']);
});

test('a language without a model is read by its words', () => {
  const tags = tag('Het park is prachtig, maar parking is slecht', 'nl');
  for (const label of tags.values()) expect(['positive', 'negative', 'neutral']).toContain(label);
});

test('a topic that only the category names has the sentiment of the whole', () => {
  const tags = tag('This is absolutely horrible', 'en', { kind: 'request', service: { name: 'Pothole' } });
  expect(tags.get('roads')).toBe('negative');
});
