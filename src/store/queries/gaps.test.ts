import { expect, it } from 'vitest';
import { uncovered } from './gaps.ts';

const hour = 3_600_000;
const run = (from: number, to: number, ended = 'complete', how: 'collect' | 'import' = 'collect') => ({
  fromMs: from * hour,
  toMs: to * hour,
  ended,
  how,
});
const gaps = (runs: ReturnType<typeof run>[], from: number, to: number, since: number | undefined = -9) =>
  uncovered(runs, from * hour, to * hour, since === undefined ? undefined : since * hour).map(
    ({ fromMs, toMs, reason }) => [fromMs / hour, toMs / hour, reason],
  );

it('is what no complete run covers, inside the period', () => {
  expect(gaps([], 0, 5)).toEqual([[0, 5, 'not collected']]);
  expect(gaps([run(-3, 2), run(1, 3), run(4, 9)], 0, 5)).toEqual([[3, 4, 'not collected']]);
  expect(gaps([run(2, 3)], 0, 5)).toEqual([
    [0, 2, 'not collected'],
    [3, 5, 'not collected'],
  ]);
  expect(gaps([run(0, 5)], 1, 4)).toEqual([]);
});

it('names the run that failed over it, and takes a part that was covered before a limit as covered', () => {
  expect(gaps([run(0, 2), run(2, 4, 'failed'), run(4, 5)], 0, 5)).toEqual([[2, 4, 'failed']]);
  expect(gaps([run(0, 2, 'rate limited'), run(2, 5, 'truncated')], 0, 5)).toEqual([[2, 5, 'truncated']]);
});

it('of an archive is only where it does not reach: that it was not imported, not that nobody collected', () => {
  const archive = run(0, 3, 'truncated', 'import');
  expect(uncovered([archive], 0, 5 * hour, undefined)).toEqual([
    { fromMs: 3 * hour, toMs: 5 * hour, reason: 'not imported' },
  ]);
  // collected from the sixth hour on, with an archive of what was before
  expect(gaps([archive, run(6, 7), run(8, 9)], 0, 9, 6)).toEqual([
    [3, 6, 'not imported'],
    [7, 8, 'not collected'],
  ]);
});
