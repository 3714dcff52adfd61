import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import { topicOf } from '../../test/support/topic.ts';
import type { Topic } from '../config/city.ts';
import { hashWord, mix } from './feature-hash.ts';
import { createSentimentReader } from './sentiment.ts';
import type { TopicModel } from './topic-model.ts';
import { isSameTopic, sketchOf } from './topic-sketch.ts';
import { createTopicTagger } from './topics.ts';

const roads = topicOf('roads', ['pothole', 'asphalt', 'pavement', 'kerb']);
const storms = topicOf('storms', ['storm', 'hurricane', 'gale']);
const topics = [roads, storms];

/** A model that knows a few words: topic by topic, each with a weight of −127…127 steps. */
function modelOf(words: Record<string, Record<string, number>>, from: (number | null)[]): TopicModel {
  const bits = 16;
  const weights = new Int8Array(topics.length * 2 ** bits);
  topics.forEach(({ id }, head) => {
    for (const [word, weight] of Object.entries(words[id] ?? {})) {
      weights[(mix(1, hashWord(word)) >>> (32 - bits)) * topics.length + head] = weight;
    }
  });
  return {
    bits,
    scale: 0.01,
    heads: topics.map((each, head) => ({
      id: each.id,
      sketch: sketchOf(each),
      bias: -1,
      slope: 1,
      shift: 0,
      typical: { mean: 0, deviation: 1 },
      proposedFrom: from[head]!,
    })),
    confidence: { bias: 0, margin: 1, context: 1 },
    weights,
  };
}

const model = modelOf({ roads: { tyre: 40, wheel: 30, song: -40 }, storms: { roof: 50, pothole: 99 } }, [
  null,
  1,
]);
const readSentiment = createSentimentReader();

function tag(text: string, { known = model as TopicModel | null, taxonomy = topics, lang = 'en' } = {}) {
  const reading = readText(text);
  const tagTopics = createTopicTagger({ topics: taxonomy, languages: ['en'] }, [], known);
  return tagTopics(reading, lang, readSentiment(reading, lang)).map(({ id, evidence, confidence }) => ({
    id,
    words: evidence.map(({ start, end }) => text.slice(start, end)),
    confidence,
  }));
}

test('what a post says beside the topic’s own words makes its tag surer, or less sure', () => {
  const sure = (text: string) => tag(text)[0]!.confidence!;
  expect(sure('This pothole ate my tyre')).toBeGreaterThan(sure('This pothole again'));
  expect(sure('This pothole again')).toBeGreaterThan(sure('The pothole song'));
});

test('a topic that leads the others is surer, and the words of all topics are found as before', () => {
  const [first, second] = tag('asphalt, kerb, a storm');
  expect([first, second].map((each) => [each!.id, each!.words])).toEqual([
    ['roads', ['asphalt', 'kerb']],
    ['storms', ['storm']],
  ]);
  expect(first!.confidence).toBeGreaterThan(second!.confidence!);
  expect(tag('asphalt, kerb, a storm', { known: null }).map(({ id }) => id)).toEqual(['roads', 'storms']);
});

test('a topic that no word names is proposed from its border on, by the words that speak for it', () => {
  expect(tag('It took off the whole roof')).toEqual([
    { id: 'storms', words: ['roof'], confidence: undefined },
  ]);
  expect(tag('It took off the whole hat')).toEqual([]);
  // Roads never reach the precision that proposing asks for.
  expect(tag('wheel tyre wheel tyre')).toEqual([]);
  expect(tag('It took off the whole roof', { known: null })).toEqual([]);
});

test('a text in another language is left to the taxonomy', () => {
  const french: Topic = { ...storms, keywords: { ...storms.keywords, fr: ['orage'] } };
  expect(tag('roof', { taxonomy: [roads, french], lang: 'fr' })).toEqual([]);
  expect(tag('orage', { taxonomy: [roads, french], lang: 'fr' })).toEqual([
    { id: 'storms', words: ['orage'], confidence: undefined },
  ]);
});

test('a topic is known by its id and most of its words', () => {
  const renamed = { ...storms, id: 'weather' };
  const rewritten = topicOf('storms', ['tempest', 'squall', 'gale']);
  const extended = topicOf('storms', ['storm', 'hurricane', 'gale', 'tempest', 'squall', 'blizzard']);
  const proposed = (each: Topic) => tag('the roof', { taxonomy: [roads, each] }).length;
  expect([proposed(renamed), proposed(rewritten), proposed(extended)]).toEqual([0, 0, 1]);
  expect(isSameTopic(topicOf('storms', []), [])).toBe(false);
});

test('evidence is a true span of any text, and the same text has the same tags', () => {
  const piece = fc.constantFrom(
    'roof',
    'tyre',
    'storm',
    '\u202e',
    '\u200d',
    '\ud83d',
    '😀',
    '__proto__',
    'مطر',
    '.',
    '#',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (pieces, isSpaced) => {
      const text = pieces.join(isSpaced ? ' ' : '');
      const found = tag(text);
      for (const { words } of found) for (const word of words) expect(word).not.toBe('');
      expect(tag(text)).toEqual(found);
      if (found.some(({ confidence }) => confidence === undefined)) {
        expect(found.flatMap(({ words }) => words.map((word) => word.toLowerCase()))).toContain('roof');
      }
    }),
  );
});

test('a huge text costs what its first words cost', () => {
  const found = tag('roof '.repeat(50_000));
  expect(found.map(({ id, words }) => [id, words.length])).toEqual([['storms', 3]]);
  expect(tag('a'.repeat(1_000_000))).toEqual([]);
});
