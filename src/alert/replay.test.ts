import fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysOf } from './replay.ts';

const stepMs = 5 * 60_000;
const dayMs = 86_400_000;

it('looks at a time that is past every five minutes, and reads no more than a day at once', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000 }),
      fc.integer({ min: 0, max: 5 * dayMs }),
      (fromMs, ms) => {
        const days = [...daysOf({ fromMs, toMs: fromMs + ms })];
        const looks = Array.from({ length: Math.floor(ms / stepMs) }, (_, n) => fromMs + (n + 1) * stepMs);
        expect(days.flat()).toEqual(looks);
        for (const day of days) expect(day.at(-1)! - day[0]!).toBeLessThan(dayMs);
      },
    ),
    { numRuns: 40 },
  );
});
