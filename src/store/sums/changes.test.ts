import { describe, expect, it } from 'vitest';
import type { Lane } from '../lane.ts';
import { changesOf, untilChanged } from './changes.ts';

let paths = 0;

/** A lane whose statements end when they are told to. */
function startLane() {
  const { watch, count } = changesOf(`path ${++paths}`);
  let end = (_failed: boolean) => {};
  const wait = () =>
    new Promise<void>((resolve, reject) => {
      end = (failed) => (failed ? reject(new Error('away')) : resolve());
    });
  const lane: Lane = {
    name: 'jobs',
    rows: () => Promise.resolve([]),
    command: wait,
    insert: wait,
    close: () => Promise.resolve(),
  };
  return { lane: watch(lane), count, end: (failed = false) => end(failed) };
}

describe('untilChanged', () => {
  it('reads again when a statement about sums begins and when it ends, however it ends, and not otherwise', async () => {
    const { lane, count, end } = startLane();
    let reads = 0;
    const ask = untilChanged({ count }, async () => ++reads);
    expect([await ask(), await ask()]).toEqual([1, 1]);
    const other = lane.command('INSERT INTO posts SELECT * FROM posts');
    expect(await ask()).toBe(1);
    end();
    await other;
    expect(await ask()).toBe(1);
    const rebuild = lane.command('INSERT INTO rollup_day SELECT * FROM rollup_hour');
    expect([await ask(), await ask()]).toEqual([2, 2]);
    end();
    await rebuild;
    expect(await ask()).toBe(3);
    const failing = lane.insert('said_day', [], []);
    expect(await ask()).toBe(4);
    end(true);
    await expect(failing).rejects.toThrow('away');
    expect([await ask(), await ask()]).toEqual([5, 5]);
  });

  it('does not keep what failed', async () => {
    let reads = 0;
    const ask = untilChanged({ count: () => 0 }, async () => {
      reads += 1;
      if (reads === 1) throw new Error('away');
      return reads;
    });
    await expect(ask()).rejects.toThrow('away');
    expect([await ask(), await ask()]).toEqual([2, 2]);
  });
});

it('counts of one directory are the same whoever opens it', () => {
  const path = `path ${++paths}`;
  expect(changesOf(path)).toBe(changesOf(path));
});
