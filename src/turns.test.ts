import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inTurns } from './turns.ts';

/** Keeps the thread for some milliseconds. */
function work(ms: number): void {
  const since = performance.now();
  while (performance.now() - since < ms);
}

it('lets others have the thread between two pieces, in order and each once', async () => {
  const [items, seen] = [Array.from({ length: 10 }, (_, index) => index), [] as number[]];
  let isOver = false;
  let turns = 0;
  const others = (async () => {
    for (; !isOver; turns++) await setImmediate();
  })();
  await inTurns(items, (item) => {
    work(5);
    seen.push(item);
  });
  isOver = true;
  await others;
  expect(seen).toEqual(items);
  expect(turns).toBeGreaterThanOrEqual(items.length);
});

it('ends with what an item throws, and does no more', async () => {
  const seen: number[] = [];
  const act = (item: number) => {
    if (item === 2) throw new Error('no');
    seen.push(item);
  };
  await expect(inTurns([1, 2, 3], act)).rejects.toThrow('no');
  expect(seen).toEqual([1]);
});
