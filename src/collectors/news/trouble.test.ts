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

it('believes what a site sends in place of an answer after three looks and an hour', () => {
  const page = new RefusedError('content', 'HTML');
  const minuteMs = 60_000;
  const after = (errors: readonly (readonly [Error, number])[]): Trouble | undefined =>
    errors.reduce<Trouble | undefined>(
      (before, [error, minutes]) => troubleOf(error, before, minutes * minuteMs),
      undefined,
    );
  const isBelievedAt = (minutes: number, ...errors: (readonly [Error, number])[]) =>
    isBelieved(page, { trouble: after(errors) }, minutes * minuteMs);
  expect(isBelievedAt(60)).toBe(false);
  expect(isBelievedAt(60, [page, 0])).toBe(false);
  expect(isBelievedAt(59, [page, 0], [page, 10])).toBe(false);
  expect(isBelievedAt(60, [page, 0], [page, 10])).toBe(true);
  // What a site says of its own troubles is no answer of that kind, however often it says so.
  const away = new TransientError('away');
  const later = new RateLimitedError('later', 1_000);
  expect(isBelievedAt(600, [away, 0], [later, 10], [away, 20], [page, 30])).toBe(false);
  expect(isBelievedAt(600, [page, 0], [later, 10], [away, 20], [page, 30])).toBe(true);
  expect(
    isBelieved(
      away,
      {
        trouble: after([
          [page, 0],
          [page, 10],
        ]),
      },
      600 * minuteMs,
    ),
  ).toBe(false);
});
