import { expect, it } from 'vitest';
import { PermanentError, RateLimitedError, TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import type { Trouble } from './cursor.ts';
import { isBelieved, troubleOf } from './trouble.ts';

const waits = (error: unknown, times: number) => {
  const found: number[] = [];
  let before: Trouble | undefined;
  for (let n = 0; n < times; n++) {
    before = troubleOf(error, before, 0);
    found.push((before?.retryAt ?? 0) / 60_000);
  }
  return found;
};

it('waits as its kind of failure asks', () => {
  expect(waits(new RateLimitedError('later', 90_000), 2)).toEqual([1.5, 1.5]);
  expect(waits(new TransientError('away'), 6)).toEqual([0, 0, 15, 30, 60, 120]);
  expect(waits(new PermanentError('no feed'), 6)).toEqual([0, 0, 15, 30, 60, 120]);
  expect(waits(new RefusedError('content', 'HTML'), 4)).toEqual([0, 0, 15, 30]);
  const refused = new RefusedError('status', 'no', { status: 404 });
  expect(waits(refused, 7)).toEqual([60, 120, 240, 480, 960, 1_440, 1_440]);
});

it('tells a refusal from a failure, and both from a fault of ours', () => {
  expect(troubleOf(new RefusedError('status', 'no', { status: 403 }), undefined, 0)?.kind).toBe('blocked');
  expect(troubleOf(new RefusedError('robots', 'no'), undefined, 0)?.kind).toBe('blocked');
  expect(troubleOf(new RefusedError('status', 'no', { status: 404 }), undefined, 0)?.kind).toBe('failed');
  expect(troubleOf(new TypeError('x'), undefined, 0)).toBeUndefined();
});

it('believes what a site sends in place of an answer at the third look', () => {
  const page = new RefusedError('content', 'HTML');
  const after = (failures: number): Trouble => ({ failures, retryAt: 0, reason: 'HTML', kind: 'failed' });
  expect(isBelieved(page, {})).toBe(false);
  expect(isBelieved(page, { trouble: after(1) })).toBe(false);
  expect(isBelieved(page, { trouble: after(2) })).toBe(true);
  expect(isBelieved(new TransientError('away'), { trouble: after(9) })).toBe(false);
});
