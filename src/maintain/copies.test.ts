import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterName } from '../store/signature.ts';
import { findCopies, type SignedPost } from './copies.ts';

const day = 86_400_000;
let next = 0;
/** `first`: of a signature of five numbers, whose others are always the same. */
const post = ({ first = 0, ...change }: Partial<SignedPost> & { first?: number } = {}): SignedPost => ({
  at: 0,
  source: 'x',
  id: `p${next++}`,
  kind: 'post',
  channel: '',
  signature: [first, 0x01020304, 0x05060708, 0x090a0b0c, 0x0d0e0f10],
  bands: [1, 2],
  ...change,
});
const idsOf = (posts: SignedPost[]) => findCopies(posts).map(({ post: { id } }) => id);

test('the first keeps its place, the others are copies of it', () => {
  const [first, second, third] = [post({ first: 3 }), post({ at: 1, first: 1 }), post({ at: 2, bands: [2] })];
  const cluster = clusterName(first.signature);
  expect(cluster).toMatch(/^[0-9a-f]{16}$/);
  expect(findCopies([third, second, first])).toEqual([
    { post: second, cluster, isSyndicated: false },
    { post: third, cluster, isSyndicated: false },
  ]);
});

test('a shared band is not enough where the signatures differ, nor near ones without a band', () => {
  const [, second, third, fourth, fifth] = post().signature;
  const other = (...numbers: number[]) => post({ at: 1, signature: numbers });
  expect(idsOf([post(), other(0, second!, third!, 0xffffffff, 0xffffffff)])).toEqual([]);
  expect(idsOf([post(), other(0, second!, third!, 0xffffff0c, 0xffffffff)])).toHaveLength(1);
  expect(idsOf([post(), other(0xffff0000, second!, third!, fourth!, fifth!)])).toHaveLength(1);
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
  // None is near to another but the last one, which is near to one of the middle.
  const byte = (at: number) => (at % 251) * 0x01010101;
  const numbers = (at: number) => [at, byte(at), byte(at + 7), byte(at + 30), byte(at + 90)];
  const crowd = Array.from({ length: 60_000 }, (_, at) => post({ at, signature: numbers(at), bands: [9] }));
  expect(idsOf([...crowd, post({ at: 60_000, signature: numbers(150), bands: [9] })])).not.toContain(
    `p${next - 1}`,
  );
});

const random = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 20 }).map((n) => n * day),
    id: fc.integer({ min: 0, max: 400 }).map(String),
    first: fc.constantFrom(0, 1, 0xffffffff),
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
