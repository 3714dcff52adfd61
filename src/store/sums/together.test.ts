import { describe, expect, it } from 'vitest';
import { together } from './together.ts';

/** A task whose runs end when they are told to. */
function startTask() {
  const ends: (() => void)[] = [];
  const begun: (() => void)[] = [];
  let runs = 0;
  const task = () => {
    const number = ++runs;
    begun[number]?.();
    return new Promise<number>((resolve) => {
      ends[number] = () => resolve(number);
    });
  };
  const hasBegun = (number: number) => {
    if (ends[number]) return Promise.resolve();
    return new Promise<void>((resolve) => {
      begun[number] = resolve;
    });
  };
  return { ask: together(task), ends, hasBegun, runs: () => runs };
}

describe('together', () => {
  it('runs once for all who call at once, and once more for all who call meanwhile', async () => {
    const { ask, ends, hasBegun, runs } = startTask();
    const early = [ask(), ask(), ask()];
    await hasBegun(1);
    const late = [ask(), ask()];
    ends[1]!();
    expect(await Promise.all(early)).toEqual([1, 1, 1]);
    await hasBegun(2);
    const latest = ask();
    ends[2]!();
    expect(await Promise.all(late)).toEqual([2, 2]);
    await hasBegun(3);
    ends[3]!();
    expect(await latest).toBe(3);
    expect(runs()).toBe(3);
  });

  it('goes on after a run that failed', async () => {
    let isBroken = true;
    const ask = together(async () => {
      if (isBroken) throw new Error('away');
      return 'well';
    });
    await expect(Promise.all([ask(), ask()])).rejects.toThrow('away');
    isBroken = false;
    expect(await ask()).toBe('well');
  });
});
