import { expect, test } from 'vitest';
import { topicOf } from '../../test/support/topic.ts';
import { tokenize } from '../enrich/tokens.ts';
import { createTopicContext } from '../enrich/topic-model.ts';
import type { AveragedRecipe } from './averaged-recipe.ts';
import { calibrateTopics } from './topic-calibrated.ts';
import { trainTopicWeights } from './topic-classifier.ts';
import { createExampleReader } from './topic-examples.ts';

const topics = [topicOf('roads', ['pothole']), topicOf('transit', ['bus'])];
const recipe: AveragedRecipe = { bits: 10, members: 1, epochs: 4, rate: 0.1, dropout: 0, decay: 0 };

const texts = Array.from(
  { length: 120 },
  (_, i) => [`pothole burst my tyre ${i}`, `bus driver was late ${i}`, `lovely cake and tea ${i}`][i % 3]!,
);
const read = createExampleReader(topics, recipe.bits);
const posts = texts.map((text) => ({ text, example: read(text) }));
const train = (proposable: string[] = []) =>
  calibrateTopics(
    trainTopicWeights(
      posts.map(({ example }) => example),
      topics.length,
      recipe,
    ),
    {
      topics,
      bits: recipe.bits,
      heldOut: [...posts, ...posts],
      labelled: [],
      asked: new Set(),
      proposable: new Set(proposable),
      say: () => {},
    },
  );

test('it learns the company of a topic’s words, never the words themselves', () => {
  const context = createTopicContext(train());
  const judge = (text: string) => [...context.judge([{ tokens: tokenize(text), mentions: [] }], [0, 1])];
  const [nothing] = judge('');
  const [roads, transit] = judge('burst tyre');
  expect(roads).toBeGreaterThan(transit!);
  // No weight of its own: the word is as good as none.
  expect(judge('pothole')[0]).toBeCloseTo(nothing!, 1);
});

test('only topics that somebody has looked at are proposed', () => {
  expect(train().heads.map(({ proposedFrom }) => proposedFrom)).toEqual([null, null]);
  const [roads, transit] = train(['roads']).heads;
  expect(roads!.proposedFrom).not.toBeNull();
  expect(transit!.proposedFrom).toBeNull();
});

test('the same posts give the same weights', () => {
  expect(Buffer.from(train().weights.buffer).equals(Buffer.from(train().weights.buffer))).toBe(true);
});
