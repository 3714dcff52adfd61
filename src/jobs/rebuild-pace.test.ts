import { expect, test } from 'vitest';
import { createRebuildPace, type RebuildPace, type Turn } from './rebuild-pace.ts';

const start = Date.parse('2026-03-10T12:00:00Z');
const minute = 60_000;

/** Looks every five seconds for so long, with so many batches to do; what was due, with the second at which it was. */
function look(pace: RebuildPace, fromS: number, toS: number, batches: (s: number) => number, tookMs = 0) {
  const turns: (Turn & { s: number })[] = [];
  for (let s = fromS; s < toS; s += 5) {
    const turn = pace.next(start + s * 1_000, batches(s));
    if (!turn) continue;
    pace.queued(turn, start + s * 1_000);
    pace.worked(turn, tookMs);
    turns.push({ ...turn, s });
  }
  return turns;
}

test('with a short queue every look rebuilds everything', () => {
  const turns = look(createRebuildPace(start), 0, 20, () => 10);
  expect(turns).toEqual([0, 5, 10, 15].map((s) => ({ sumsOnly: false, s })));
});

test('under load sums follow every 30 s, without terms', () => {
  const turns = look(createRebuildPace(start), 0, 100, () => 200);
  expect(turns).toEqual([30, 60, 90].map((s) => ({ sumsOnly: true, since: '2026-03-08', s })));
});

test('a backlog is over when none is left, not when it was short at one look', () => {
  const pace = createRebuildPace(start);
  expect(look(pace, 0, 25, (s) => (s === 0 ? 11 : 1))).toEqual([]);
  expect(look(pace, 25, 30, () => 0)).toEqual([{ sumsOnly: false, s: 25 }]);
});

test('the last days follow every 30 s, older ones after two minutes and then for a tenth of the time', () => {
  const turns = look(createRebuildPace(start), 0, 500, () => 200, 20_000);
  expect(turns.filter(({ since }) => since === undefined).map(({ s }) => s)).toEqual([120, 300, 480]);
  expect(turns.map(({ s }) => s)).toEqual(Array.from({ length: 16 }, (_, at) => 30 * (at + 1)));
});

test('a queue that never gets short does not keep the terms waiting for ever', () => {
  const whole = look(createRebuildPace(start), 0, (21 * minute) / 1_000, () => 200).filter(
    ({ sumsOnly }) => !sumsOnly,
  );
  expect(whole.map(({ s }) => s)).toEqual([600, 1_200]);
});
