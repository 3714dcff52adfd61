import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import { neutralCity } from '../evaluate/neutral-city.ts';
import type { Post } from '../post.ts';
import { createNameFinder } from './names.ts';
import { createRelevanceJudge } from './relevance.ts';

const city = {
  ...neutralCity([]),
  id: 'harborton',
  name: 'Harborton',
  aliases: ['Harborton, MA'],
  notUs: ['Harborton Rovers'],
  timezone: 'America/New_York',
};
const judge = createRelevanceJudge(city);
const findNames = createNameFinder(city);

function of(text: string, more: Partial<Post> = {}) {
  const reading = readText(text, { source: 'file', ...more });
  return judge(reading, findNames(reading), { imported: false, isOfficial: false });
}

test.each([
  'Harborton should fix its buses',
  'The bus in Harborton, MA is late again',
  'I moved to Harborton, Massachusetts last year',
  'Harborton Police closed the road',
])('is ours: %s', (text) => {
  expect(of(text)).toMatchObject({ decision: 'keep', reason: 'names the city' });
});

test.each([
  ['A weekend in Harborton, Lincolnshire', 'another place: Harborton, Lincolnshire'],
  ['Harborton, TX had a storm', 'another place: Harborton, TX'],
  ['The best bagels are on Harborton Street', 'a street of that name'],
  ['Whitney Harborton sang at the game', 'a person of that name'],
  ['Nothing to do with any town', 'nothing names the city'],
])('is not ours: %s', (text, reason) => {
  const found = of(text);
  expect(found.decision).not.toBe('keep');
  expect(found.reason).toBe(reason);
});

test('a small word in capitals is no region', () => {
  expect(of('I left Harborton, OR so I thought').decision).not.toBe('keep');
  expect(of('I love Harborton, or most of it').decision).toBe('keep');
});

test('a reply has the relevance of its thread', () => {
  const thread = { id: 't', title: 'Harborton closes its pool' };
  expect(of('What a shame', { thread }).decision).toBe('keep');
  expect(of('What a shame', { thread: { id: 't', title: 'Somewhere closes its pool' } }).decision).toBe(
    'drop',
  );
  const rovers = { id: 't', title: 'Harborton Rovers lose again' };
  expect(of('What a shame', { thread: rovers }).decision).not.toBe('keep');
});
