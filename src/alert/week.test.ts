import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../sample/random.ts';
import { historyHours, rateAt, spreadIn, usualWeek, weekHours } from './week.ts';

/** Busy by day, quiet by night, half as busy at the weekend. */
const rate = (slot: number) => {
  const hour = slot % 24;
  return (hour >= 7 && hour < 23 ? 12 : 2) * (slot % weekHours >= 120 ? 0.5 : 1);
};

function poisson(next: () => number, mean: number): number {
  let [count, sum] = [0, -Math.log(1 - next())];
  while (sum < mean) {
    count += 1;
    sum -= Math.log(1 - next());
  }
  return count;
}

const noisy = (seed: string) => {
  const { next } = createRandom(seed);
  return Array.from({ length: historyHours }, (_, at) => poisson(next, rate(at)));
};

describe('the usual week', () => {
  it('is nearer to the truth than the mean of eight counts', () => {
    const history = noisy('week');
    const week = usualWeek(history)!;
    let [own, drawn] = [0, 0];
    for (let slot = 0; slot < weekHours; slot += 1) {
      const counts = Array.from({ length: 8 }, (_, at) => history[at * weekHours + slot]!);
      own += (counts.reduce((a, b) => a + b, 0) / 8 - rate(slot)) ** 2;
      drawn += (week.rates[slot]! - rate(slot)) ** 2;
    }
    expect(drawn).toBeLessThan(own / 2);
    expect(week.weeks.every((weeks) => weeks >= 8)).toBe(true);
    expect(week.spread.hour).toBeLessThan(1.15);
  });

  it('keeps an hour that has a habit of its own', () => {
    const history = noisy('habit').map((count, at) => (at % weekHours === 20 ? count + 60 : count));
    expect(usualWeek(history)!.rates[20]).toBeGreaterThan(60);
  });

  it('does not learn from one flood, and not from an outage of two weeks', () => {
    const history: (number | null)[] = noisy('flood');
    history[3 * weekHours + 40] = 5_000;
    for (let at = 0; at < 2 * weekHours; at += 1) history[at] = null;
    const { rates } = usualWeek(history)!;
    expect(Math.abs(rates[40]! - rate(40))).toBeLessThan(8);
    expect(usualWeek(history.map((count, at) => (at < 5 * weekHours ? null : count)))).toBeUndefined();
  });

  it('takes nothing, silence and huge counts for what they are', () => {
    expect(usualWeek([])).toBeUndefined();
    expect(usualWeek([5])).toBeUndefined();
    const zeros = usualWeek(Array.from({ length: historyHours }, () => 0))!;
    expect(zeros.rates.every((mean) => mean === 0)).toBe(true);
    expect(zeros.spread).toEqual({ hour: 1, threeHours: 1 });
    const huge = usualWeek(Array.from({ length: historyHours }, () => 1e9))!;
    expect(huge.rates[5]).toBeCloseTo(1e9, -2);
  });

  it('has a rate at every moment, and a spread of every window', () => {
    const week = usualWeek(noisy('moments'))!;
    fc.assert(
      fc.property(
        fc.double({ min: -500, max: 500, noNaN: true }),
        fc.integer({ min: 1, max: 180 }),
        (hours, minutes) => {
          expect(rateAt(week, hours)).toBeGreaterThanOrEqual(0);
          expect(spreadIn(week, minutes)).toBeGreaterThanOrEqual(1);
        },
      ),
    );
    expect(rateAt(week, 30.5)).toBe(week.rates[30]);
  });

  it('sees that conversations bring several posts', () => {
    const { next } = createRandom('threads');
    const history = Array.from({ length: historyHours }, () => 4 * poisson(next, 2));
    const { spread } = usualWeek(history)!;
    expect(spread.hour).toBeGreaterThan(2.5);
    expect(spread.hour).toBeLessThan(5);
  });
});
