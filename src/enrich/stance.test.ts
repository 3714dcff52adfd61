import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import type { Stance } from '../post.ts';
import { createSentimentReader, sentimentOf } from './sentiment.ts';
import { createStanceReader } from './stance.ts';

const readSentiment = createSentimentReader();
const feel = (reading: ReturnType<typeof readText>, lang: string) =>
  sentimentOf(readSentiment(reading, lang));
const readStance = createStanceReader(feel);

function stanceOf(text: string, context: { parent?: string; thread?: string } = {}): Stance {
  const reading = readText(text, {
    kind: 'comment',
    ...(context.parent && { parent: { id: '0', text: context.parent } }),
    ...(context.thread && { thread: { id: 't', title: context.thread } }),
  });
  return readStance(reading, 'en', { sentiment: feel(reading, 'en'), hasTopic: false, isQuestion: false });
}
const quotes = (text: string, { evidence }: Stance) =>
  evidence.map(({ start, end }) => text.slice(start, end));

const critic = 'This bike lane is a terrible idea, the council never listens to us';
const friend = 'I love the new bike lane, great idea by the council';

test.each<[string, string, Stance['direction']]>([
  [critic, 'Exactly! So true.', 'opposes'],
  [critic, 'Nope. That is just wrong.', 'supports'],
  [friend, 'Exactly! So true.', 'supports'],
  [friend, 'Nope. That is just wrong.', 'opposes'],
  [critic, "Couldn't agree more", 'opposes'],
  [critic, "I don't disagree", 'opposes'],
  [critic, 'I see your point, but it is badly needed', 'supports'],
])('to "%s": "%s" %s', (parent, text, direction) => {
  const stance = stanceOf(text, { parent });
  expect(stance.direction).toBe(direction);
  expect(stance.evidence).not.toEqual([]);
});

test('support under an article about a measure is support of the measure', () => {
  const thread = 'Council approves new bus lane on Harbor Road';
  expect(stanceOf('About time!', { thread }).direction).toBe('supports');
  expect(stanceOf('What a waste of money', { thread }).direction).toBe('opposes');
  const critics = 'Residents furious over new bus lane on Harbor Road';
  expect(stanceOf('Well said', { thread: critics }).direction).toBe('opposes');
});

test('evidence is of the answer itself', () => {
  const text = 'Well said, what a waste of money';
  expect(quotes(text, stanceOf(text, { parent: critic }))).toEqual(['Well said', 'what a waste of money']);
});

test('without an action there is no side to take', () => {
  expect(stanceOf('Lovely sunset tonight').direction).toBe('none');
  expect(stanceOf('So true!', { parent: 'My cat is the best cat' }).direction).toBe('none');
});

test('an answer that says nothing of itself is not known', () => {
  expect(stanceOf('Tuesday', { parent: critic })).toEqual({ direction: 'unknown', evidence: [] });
});
