import { expect, it } from 'vitest';
import { fill, forgetBefore, slotsBefore } from './history.ts';
import { historyHours } from './week.ts';

const slots = slotsBefore('UTC', Date.parse('2026-03-20T12:00:00Z'));

it('keeps hours without posts as one and the same, and none of what was not collected', () => {
  const counts = new Map([[5, { all: 2, own: 1, negative: 0, positive: 1 }]]);
  const hours = fill(
    slots,
    counts,
    slots.starts.map((_, at) => at !== 7),
  );
  expect(hours).toHaveLength(historyHours);
  expect(hours[5]).toEqual({ all: 2, own: 1, negative: 0, positive: 1 });
  expect(hours[7]).toBeNull();
  const quiet = new Set(hours.filter((hour, at) => at !== 5 && hour !== null));
  expect([...quiet]).toEqual([{ all: 0, own: 0, negative: 0, positive: 0 }]);
});

it('forgets cities that nobody looks at any more', () => {
  const kept = new Map([
    ['gone', { endMs: 10 }],
    ['here', { endMs: 20 }],
  ]);
  forgetBefore(kept, 20);
  expect([...kept.keys()]).toEqual(['here']);
});
