import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf, fingerprintOf, type Part, wholeFingerprintOf } from './parts.ts';

const dayText = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
const partOf = (table: string, first: number, last: number, name: string): Part => ({
  ...{ table, first_day: dayText(first), last_day: dayText(last), path: `/store/${table}/${name}/` },
});

const part = fc
  .record({
    table: fc.constantFrom('rollup_day', 'rollup_hour', 'said_day'),
    first: fc.nat({ max: 40 }),
    length: fc.nat({ max: 20 }),
  })
  .map(({ table, first, length }) => partOf(table, first, first + length, `${first}_${length}`));

describe('fingerprintOf', () => {
  it('changes with a part exactly when the part may hold one of the days of one of the tables', () => {
    fc.assert(
      fc.property(
        fc.array(part),
        part,
        fc.nat({ max: 60 }),
        fc.nat({ max: 9 }),
        (parts, added, from, length) => {
          const all = [partOf('rollup_day', 0, 0, 'a'), partOf('rollup_hour', 0, 0, 'a'), ...parts];
          const days = { fromDay: dayText(from), toDay: dayText(from + length) };
          const mayHold = Array.from({ length: length + 1 }, (_, at) => dayText(from + at)).some(
            (day) => added.first_day <= day && day <= added.last_day,
          );
          const before = fingerprintOf(all, ['rollup_day', 'rollup_hour'], { days });
          const after = fingerprintOf([...all, { ...added, path: 'new' }], ['rollup_day', 'rollup_hour'], {
            days,
          });
          expect(after !== before).toBe(mayHold && added.table !== 'said_day');
        },
      ),
    );
  });

  it('does not depend on the order in which parts are told', () => {
    const parts = [partOf('rollup_day', 0, 3, 'a'), partOf('rollup_day', 1, 9, 'b')];
    expect(fingerprintOf(parts, ['rollup_day'])).toBe(fingerprintOf([...parts].reverse(), ['rollup_day']));
  });

  it('is none where a table has no parts: its rows may be elsewhere', () => {
    const parts = [partOf('rollup_day', 0, 3, 'a')];
    expect(fingerprintOf(parts, ['rollup_day', 'said_day'])).toBeUndefined();
    expect(fingerprintOf([], ['rollup_day'])).toBeUndefined();
    expect(fingerprintOf([], ['rollup_day'], { isAll: true })).toBeTypeOf('string');
    const elsewhen = { fromDay: dayText(50), toDay: dayText(51) };
    expect(fingerprintOf(parts, ['rollup_day'], { days: elsewhen })).toBeTypeOf('string');
  });
});

describe('wholeFingerprintOf', () => {
  it('changes with any part of any table of sums, and is none without parts', () => {
    const parts = [partOf('rollup_day', 0, 3, 'a'), partOf('said_day', 0, 3, 'a')];
    const more = [...parts, partOf('said_day', 4, 4, 'b')];
    expect(wholeFingerprintOf(parts)).toBe(wholeFingerprintOf([...parts].reverse()));
    expect(wholeFingerprintOf(more)).not.toBe(wholeFingerprintOf(parts));
    expect(wholeFingerprintOf([])).toBeUndefined();
    const collected = partOf('state_coverage', 0, 0, 'a');
    expect(wholeFingerprintOf([...parts, collected])).toBe(wholeFingerprintOf(parts));
    expect(wholeFingerprintOf([collected])).toBeUndefined();
  });
});

it('takes the days of a statement from its parameters, when both are there', () => {
  expect(daysOf({ fromDay: '2026-01-01', toDay: '2026-01-02', city: 'x' })).toEqual({
    ...{ fromDay: '2026-01-01', toDay: '2026-01-02' },
  });
  expect(daysOf({ fromDay: '2026-01-01' })).toBeUndefined();
  expect(daysOf({ from: 1, to: 2 })).toBeUndefined();
});
