import { expect, test } from 'vitest';
import { isAutomated } from './automated.ts';

test('by rate: more than 50 a day, or more than 30 in one hour', () => {
  expect(isAutomated({ posts: 51, busiest: 4, copies: 0 })).toBe(true);
  expect(isAutomated({ posts: 50, busiest: 30, copies: 0 })).toBe(false);
  expect(isAutomated({ posts: 31, busiest: 31, copies: 0 })).toBe(true);
});

test('by repetition: from ten posts on, when four of five repeat', () => {
  expect(isAutomated({ posts: 10, busiest: 1, copies: 8 })).toBe(true);
  expect(isAutomated({ posts: 10, busiest: 1, copies: 7 })).toBe(false);
});

test('a person who says something twice, or nine times, is not a machine', () => {
  for (let posts = 1; posts < 10; posts++)
    expect(isAutomated({ posts, busiest: posts, copies: posts - 1 })).toBe(false);
});
