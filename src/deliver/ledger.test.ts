import fc from 'fast-check';
import { expect, it } from 'vitest';
import { progressOf, type Step } from './ledger.ts';

const step = fc.constantFrom<Step>('waiting', 'sending', 'uncertain', 'failed', 'again');
const attempts = fc.integer({ min: 0, max: 1_000_000 });

it('what is sent is above every other step, of any attempt', () => {
  fc.assert(
    fc.property(step, attempts, attempts, (any, one, other) => {
      expect(progressOf('sent', one)).toBeGreaterThan(progressOf(any, other));
    }),
  );
});

it('a further attempt is above every step of the one before', () => {
  fc.assert(
    fc.property(step, step, attempts, (one, other, count) => {
      expect(progressOf(one, count + 1)).toBeGreaterThan(progressOf(other, count));
    }),
  );
});

it('a hand-over that is repeated never brings an attempt back, and a person may ask after it was given up', () => {
  const inOrder: [Step, number][] = [
    ['waiting', 0],
    ['sending', 1],
    ['waiting', 1],
    ['sending', 2],
    ['uncertain', 2],
    ['again', 2],
    ['sending', 3],
    ['failed', 3],
    ['again', 3],
    ['sent', 4],
  ];
  const versions = inOrder.map(([name, count]) => progressOf(name, count));
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  expect(new Set(versions).size).toBe(versions.length);
});
