import { expect, it } from 'vitest';
import { addDays } from '../store/city-time.ts';
import { daysToCheck } from './check.ts';

it('the newest 31 days are checked every night, and each older one once in seven', () => {
  const days = Array.from({ length: 400 }, (_, back) => addDays('2026-03-09', -back));
  const times = new Map(days.map((day) => [day, 0]));
  for (let night = 0; night < 7; night += 1) {
    const checked = daysToCheck(days, addDays('2026-03-10', night));
    expect(checked.length).toBeLessThan(31 + 54);
    for (const day of checked) times.set(day, times.get(day)! + 1);
  }
  expect(days.slice(0, 31).every((day) => times.get(day) === 7)).toBe(true);
  expect(days.slice(31).every((day) => times.get(day) === 1)).toBe(true);
  expect(daysToCheck([], '2026-03-09')).toEqual([]);
});
