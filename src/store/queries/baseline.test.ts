import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, dayOf, dayStart, hourStarts, isoInCity } from '../city-time.ts';
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
  let spared = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 800 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 1, max: 168 }),
      fc.constantFrom(1, 9),
      fc.boolean(),
      (timezone, first, hour, length, stretches, isOfCounts) => {
        const noon = dayStart(timezone, addDays('2024-12-01', first)) + 12 * 3_600_000;
        const from = noon + hour * 3_600_000;
        const hours = hourStarts(timezone, from, from + length * 3_600_000).slice(0, 168);
        const to = hours.at(-1)! + 3_600_000;
        const asked = { from: isoInCity(timezone, hours[0]!), to: isoInCity(timezone, to) };
        const period = resolvePeriod(timezone, asked, to);
        const baseline = baselineOf(timezone, { ...period, grain: 'hour' });
        const span = spanOf(timezone, baseline, { grain: 'hour', stretches, isOfCounts });
        /** how often an hour counts in a stretch */
        const counted = new Map<string, number>();
        const add = (second: number, stretch: number, weight: number) => {
          const name = `${second} ${stretch}`;
          counted.set(name, (counted.get(name) ?? 0) + weight);
        };
        for (const [index, number] of span.wholeDays.entries()) {
          const day = new Date(number * 86_400_000).toISOString().slice(0, 10);
          const [start, end] = [dayStart(timezone, day), dayStart(timezone, addDays(day, 1))];
          for (const ms of hourStarts(timezone, start, end))
            add(ms / 1_000, span.dayStretches[index]!, span.dayWeights[index]!);
        }
        for (const [index, second] of span.edgeHours.entries())
          for (const [stretch, weight] of span.parts[span.hourParts[index]!]!) {
            expect(isOfCounts || weight > 0).toBe(true);
            add(second, stretch, weight);
          }
        expect(span.edgeHours).toHaveLength(new Set(span.edgeHours).size);
        expect(new Set(span.edgeHours.map((second) => dayOf(timezone, second * 1_000)))).toEqual(
          new Set(span.edgeDays),
        );
        const hoursOf = (isOfCounts: boolean) =>
          spanOf(timezone, baseline, { grain: 'hour', stretches, isOfCounts }).edgeHours.length;
        expect(hoursOf(true)).toBeLessThanOrEqual(hoursOf(false));
        spared += hoursOf(false) - hoursOf(true);
        const expected = baseline.slots
          .map((second, index): [string, number] => [
            `${second} ${baseline.stretchOf[index]!}`,
            baseline.weights[index]!,
          ])
          .filter(([name]) => Number(name.split(' ')[1]) < stretches);
        const told = [...counted].filter(([, weight]) => weight !== 0);
        expect(told.sort()).toEqual(expected.sort());
        days += span.wholeDays.length;
        edges += span.edgeDays.length;
      },
    ),
    { numRuns: 300 },
  );
  expect(days).toBeGreaterThan(0);
  expect(edges).toBeGreaterThan(0);
  expect(spared).toBeGreaterThan(0);
});

it('takes the days of a baseline of days as they are', () => {
  const timezone = 'America/Chicago';
  const asked = { from: '2026-03-02', to: '2026-03-12' };
  const baseline = baselineOf(timezone, resolvePeriod(timezone, asked, Date.parse('2026-03-12T12:00:00Z')));
  expect(spanOf(timezone, baseline, { grain: 'day', stretches: 9, isOfCounts: true })).toEqual({
    ...{ wholeDays: baseline.slots, dayStretches: baseline.stretchOf, dayWeights: baseline.weights },
    ...{ edgeHours: [], hourParts: [], edgeDays: [], parts: [] },
  });
  expect(
    spanOf(timezone, baseline, { grain: 'day', stretches: 1, isOfCounts: false }).wholeDays,
  ).toHaveLength(10);
});
