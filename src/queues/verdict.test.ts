import { expect, it } from 'vitest';
import { PermanentError } from '../errors.ts';
import { countCrashes, describeFailure, judge, retryDelayMs, settleTrial } from './verdict.ts';

const innocent = { stalls: 0, trials: 0, inherited: 0 };

it('runs what never lost a worker, and what lost one alone', () => {
  expect(judge({ ...innocent, divisible: true })).toBe('run');
  expect(judge({ ...innocent, stalls: 1, divisible: true })).toBe('try alone');
  expect(judge({ ...innocent, stalls: 2, divisible: true })).toBe('split');
  expect(judge({ ...innocent, inherited: 2, divisible: true })).toBe('try alone');
  expect(judge({ ...innocent, inherited: 2, stalls: 1, trials: 1, divisible: true })).toBe('split');
});

it('halves a batch down to its one guilty post, whose worker it ends a bounded number of times', () => {
  const crashesOf = (posts: number) => {
    let suspect = { ...innocent };
    let size = posts;
    for (let crashes = 0; crashes < 50; ) {
      const verdict = judge({ ...suspect, divisible: size > 1 });
      if (verdict === 'give up') return { crashes, size };
      if (verdict === 'split') {
        suspect = { ...innocent, inherited: countCrashes(suspect) };
        size = Math.ceil(size / 2);
        continue;
      }
      crashes += 1;
      suspect = {
        ...suspect,
        stalls: suspect.stalls + 1,
        trials: suspect.trials + (verdict === 'run' ? 0 : 1),
      };
    }
    return 'endless';
  };
  expect([1, 4, 100, 500].map(crashesOf)).toEqual([
    { crashes: 5, size: 1 },
    { crashes: 5, size: 1 },
    { crashes: 10, size: 1 },
    { crashes: 12, size: 1 },
  ]);
});

it('condemns no single post for workers that ended beside it, unless that never ends', () => {
  expect(judge({ inherited: 0, stalls: 9, trials: 1, divisible: false })).toBe('try alone');
  expect(judge({ inherited: 8, stalls: 1, trials: 1, divisible: false })).toBe('try alone');
  expect(judge({ inherited: 0, stalls: 12, trials: 0, divisible: false })).toBe('give up');
});

it('counts a trial only when a stall ended it', () => {
  const suspicion = { inherited: 0, trials: 1, trial: { starts: 4, stalls: 2 } };
  expect(settleTrial(suspicion, { starts: 5, stalls: 3 })).toEqual({ inherited: 0, trials: 2 });
  expect(settleTrial(suspicion, { starts: 5, stalls: 2 })).toEqual({ inherited: 0, trials: 1 });
  expect(settleTrial(suspicion, { starts: 6, stalls: 3 })).toEqual({ inherited: 0, trials: 1 });
});

it('doubles the pause up to a limit, the upper half by chance', () => {
  const backoff = { firstMs: 1_000, maxMs: 5_000 };
  expect([1, 2, 3, 4, 9].map((attempt) => retryDelayMs(attempt, backoff, () => 1))).toEqual([
    1_000, 2_000, 4_000, 5_000, 5_000,
  ]);
  expect(retryDelayMs(3, backoff, () => 0)).toBe(2_000);
});

it('quotes only our own errors', () => {
  expect(describeFailure(new PermanentError('unknown city'))).toBe('unknown city');
  expect(describeFailure(Object.assign(new TypeError('bad row: "call me"'), { code: 27 }))).toBe(
    'TypeError 27',
  );
  expect(describeFailure(new Error('call me'))).toBe('Error');
  expect(describeFailure('call me')).toBe('a thrown string');
});
