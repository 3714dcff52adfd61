import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, dayStart, hourStarts, isoInCity } from '../city-time.ts';
import { baselineOf, spanOf } from './baseline.ts';
import { resolvePeriod } from './period.ts';

const zones = [
  'America/Chicago',
  'Asia/Kolkata',
  'Pacific/Pago_Pago',
  'Pacific/Kiritimati',
  'Europe/Madrid',
  'Australia/Lord_Howe',
];

it('takes whole days and the hours beside them for what the hours are, whenever the clock changes', () => {
  let days = 0;
  let edges = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 800 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 1, max: 168 }),
      fc.constantFrom(1, 9),
      (timezone, first, hour, length, stretches) => {
        const noon = dayStart(timezone, addDays('2024-12-01', first)) + 12 * 3_600_000;
        const from = noon + hour * 3_600_000;
        const hours = hourStarts(timezone, from, from + length * 3_600_000).slice(0, 168);
        const to = hours.at(-1)! + 3_600_000;
        const asked = { from: isoInCity(timezone, hours[0]!), to: isoInCity(timezone, to) };
        const period = resolvePeriod(timezone, asked, to);
        const baseline = baselineOf(timezone, { ...period, grain: 'hour' });
        const span = spanOf(timezone, baseline, { grain: 'hour', stretches });
        const spelled = span.wholeDays.flatMap((number, index) => {
          const day = new Date(number * 86_400_000).toISOString().slice(0, 10);
          const [start, end] = [dayStart(timezone, day), dayStart(timezone, addDays(day, 1))];
          return hourStarts(timezone, start, end).map((ms) => [
            ms / 1_000,
            span.dayStretches[index]!,
            span.dayWeights[index]!,
          ]);
        });
        const beside = span.edgeHours.map((second, index) => [
          second,
          span.hourStretches[index]!,
          span.hourWeights[index]!,
        ]);
        const expected = baseline.slots
          .map((second, index) => [second, baseline.stretchOf[index]!, baseline.weights[index]!])
          .filter(([, stretch]) => stretch! < stretches);
        const order = (a: number[], b: number[]) => a[0]! - b[0]! || a[1]! - b[1]!;
        expect([...spelled, ...beside].sort(order)).toEqual(expected.sort(order));
        days += span.wholeDays.length;
        edges += span.edgeDays.length;
      },
    ),
    { numRuns: 300 },
  );
  expect(days).toBeGreaterThan(0);
  expect(edges).toBeGreaterThan(0);
});

it('takes the days of a baseline of days as they are', () => {
  const timezone = 'America/Chicago';
  const asked = { from: '2026-03-02', to: '2026-03-12' };
  const baseline = baselineOf(timezone, resolvePeriod(timezone, asked, Date.parse('2026-03-12T12:00:00Z')));
  expect(spanOf(timezone, baseline, { grain: 'day', stretches: 9 })).toEqual({
    ...{ wholeDays: baseline.slots, dayStretches: baseline.stretchOf, dayWeights: baseline.weights },
    ...{ edgeHours: [], hourStretches: [], hourWeights: [], edgeDays: [] },
  });
  expect(spanOf(timezone, baseline, { grain: 'day', stretches: 1 }).wholeDays).toHaveLength(10);
});
