import { expect, it } from 'vitest';
import { isTellable } from './unusual.ts';

it('does not tell of what the terms of a source exclude, where that source may be counted', () => {
  const sources = [{ source: 'mastodon', volume: 9 }];
  expect(isTellable({ topic: 'protests', sources }, ['mastodon'])).toBe(true);
  expect(isTellable({ topic: 'protests', sources }, ['mastodon', 'x'])).toBe(false);
  expect(isTellable({ topic: 'protests', sources: [...sources, { source: 'x', volume: 1 }] }, [])).toBe(
    false,
  );
  expect(isTellable({ topic: 'roads', sources }, ['mastodon', 'x'])).toBe(true);
  expect(isTellable({ sources }, ['x'])).toBe(true);
});
