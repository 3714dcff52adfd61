import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateTime, dateTime64 } from './date-text.ts';

test('instants read as their ISO form does, before and after 1970', () => {
  const first = Date.UTC(1, 0, 1);
  const last = Date.UTC(9999, 11, 31);
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), (ms) => {
      const iso = new Date(ms).toISOString().replace('T', ' ');
      expect(dateTime64(ms)).toBe(iso.slice(0, 23));
      expect(dateTime(ms)).toBe(iso.slice(0, 19));
    }),
  );
});

test('a moment that is none is refused', () => {
  expect(() => dateTime64(Number.NaN)).toThrow(RangeError);
});
