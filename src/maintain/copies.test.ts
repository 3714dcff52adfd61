import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCopies, type SignedPost } from './copies.ts';

const day = 86_400_000;
let next = 0;
const post = (change: Partial<SignedPost> = {}): SignedPost => ({
  at: 0,
  source: 'x',
  id: `p${next++}`,
  kind: 'post',
  channel: '',
  low: 0,
  high: 0,
  bands: [1, 2],
  ...change,
});
const idsOf = (posts: SignedPost[]) => findCopies(posts).map(({ post: { id } }) => id);

test('the first keeps its place, the others are copies of it', () => {
  const [first, second, third] = [post({ low: 3 }), post({ at: 1, low: 1 }), post({ at: 2, bands: [2] })];
  expect(findCopies([third, second, first])).toEqual([
    { post: second, cluster: '0000000000000003', isSyndicated: false },
    { post: third, cluster: '0000000000000003', isSyndicated: false },
  ]);
});

test('a shared band is not enough where the sketches differ, nor a sketch without a band', () => {
  expect(idsOf([post({ low: 0x1fff }), post({ at: 1 })])).toEqual([]);
  expect(idsOf([post({ low: 0xfff }), post({ at: 1 })])).toHaveLength(1);
  expect(idsOf([post({ bands: [1] }), post({ at: 1, bands: [2] })])).toEqual([]);
});

test('after seven days the same words are new again', () => {
  expect(idsOf([post(), post({ at: 7 * day })])).toHaveLength(1);
  expect(idsOf([post(), post({ at: 7 * day + 1 })])).toEqual([]);
  // Each is within seven days of the one before: a copy, whose words have one name throughout.
  const campaign = Array.from({ length: 5 }, (_, week) => post({ at: week * 5 * day }));
  const found = findCopies(campaign);
  expect(found).toHaveLength(4);
  expect(new Set(found.map(({ cluster }) => cluster)).size).toBe(1);
});

test('an article that another outlet had before is syndicated; a correction of its own is a copy only', () => {
  const article = (at: number, channel: string) => post({ kind: 'article', channel, at });
  const [a, again, b] = [article(0, 'courier'), article(1, 'courier'), article(2, 'herald')];
  expect(findCopies([a, again, b]).map(({ isSyndicated }) => isSyndicated)).toEqual([false, true]);
  expect(findCopies([a, post({ at: 3, channel: 'forum' })])[0]?.isSyndicated).toBe(false);
});

test('a crafted band costs no more than 32 looks a post', () => {
  // The lowest 13 bits of each differ from those of the one searched for.
  const crowd = Array.from({ length: 60_000 }, (_, at) => post({ at, low: at * 8192 + 0x1fff, bands: [9] }));
  expect(idsOf([...crowd, post({ at: 60_000, low: 0, bands: [9] })])).not.toContain(`p${next - 1}`);
});

const random = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 20 }).map((n) => n * day),
    id: fc.integer({ min: 0, max: 400 }).map(String),
    low: fc.constantFrom(0, 1, 0xffff),
    bands: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 25 },
);

test('neither the order of arrival nor what else is looked at changes an answer', () => {
  fc.assert(
    fc.property(random, fc.integer({ min: 0, max: 20 }), (changes, from) => {
      const byKey = new Map(changes.map((change) => [`${change.at} ${change.id}`, post(change)]));
      const posts = [...byKey.values()];
      const answer = (given: SignedPost[]) =>
        findCopies(given)
          .filter(({ post: { at } }) => at >= from * day && at < (from + 3) * day)
          .map(({ post: { at, id }, cluster }) => `${at} ${id} ${cluster}`);
      const near = posts.filter(({ at }) => at >= (from - 7) * day && at < (from + 3) * day);
      expect(answer(posts.toReversed())).toEqual(answer(posts));
      expect(answer(near)).toEqual(answer(posts));
    }),
  );
});
