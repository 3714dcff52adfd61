import { describe, expect, it } from 'vitest';
import { bucketStarts, dayStart } from '../city-time.ts';
import { bucketsByDay, daysOfSpan } from './bucket-days.ts';

const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const at = (timezone: string, day: string, hours = 0) => dayStart(timezone, day) + hours * 3_600_000;

describe('the days of a span', () => {
  it('are whole ones and those at its ends, over a change of the clock', () => {
    const zone = 'America/New_York';
    const [fromMs, toMs] = [at(zone, '2026-10-30', 4), at(zone, '2026-11-02', 3)];
    const startsMs = bucketStarts(zone, fromMs, toMs, 'day');
    expect(daysOfSpan(zone, { fromMs, toMs, startsMs })).toEqual({
      wholeDays: ['2026-10-31', '2026-11-01'].map(numberOf),
      wholeStarts: startsMs.slice(1, 3).map((ms) => ms / 1_000),
      edgeDays: ['2026-10-30', '2026-11-02'],
    });
  });

  it('count none twice where the clock skipped one', () => {
    const zone = 'Pacific/Apia';
    const [fromMs, toMs] = [at(zone, '2011-12-28', 6), at(zone, '2011-12-31', 6)];
    expect(daysOfSpan(zone, { fromMs, toMs, startsMs: [fromMs] })).toEqual({
      wholeDays: [numberOf('2011-12-29')],
      wholeStarts: [fromMs / 1_000],
      edgeDays: ['2011-12-28', '2011-12-31'],
    });
  });

  it('are not whole where a bucket begins within them, nor read in a hole', () => {
    const [fromMs, middle, toMs] = [
      at('UTC', '2026-03-01'),
      at('UTC', '2026-03-02', 5),
      at('UTC', '2026-03-07'),
    ];
    const hole = { fromMs: at('UTC', '2026-03-04'), toMs: at('UTC', '2026-03-05', 12) };
    expect(daysOfSpan('UTC', { fromMs, toMs, startsMs: [fromMs, middle], hole })).toEqual({
      wholeDays: ['2026-03-01', '2026-03-03', '2026-03-06'].map(numberOf),
      wholeStarts: [fromMs, middle, middle].map((ms) => ms / 1_000),
      edgeDays: ['2026-03-02', '2026-03-05'],
    });
  });
});

it('tells the bucket of each day, and none in a hole', () => {
  const [fromMs, toMs] = [at('UTC', '2026-03-05'), at('UTC', '2026-03-13')];
  const hole = { fromMs: at('UTC', '2026-03-07'), toMs: at('UTC', '2026-03-08') };
  const startsMs = bucketStarts('UTC', fromMs, toMs, 'week');
  const { firstDay, buckets } = bucketsByDay('UTC', { fromMs, toMs, startsMs, hole });
  expect([firstDay, [...buckets]]).toEqual([numberOf('2026-03-05'), [0, 0, -1, 0, 1, 1, 1, 1]]);
});
