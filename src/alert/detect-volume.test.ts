import { describe, expect, it } from 'vitest';
import { createRandom } from '../sample/random.ts';
import { bins, detectRise, type Limits } from './detect-volume.ts';
import { limitsOf } from './limits.ts';
import { historyHours, rateAt, usualWeek } from './week.ts';

const { next } = createRandom('volume');
const poisson = (mean: number): number => {
  let [count, sum] = [0, -Math.log(1 - next())];
  while (sum < mean) {
    count += 1;
    sum -= Math.log(1 - next());
  }
  return count;
};

const medium: Limits = limitsOf('medium', { isAll: true, parts: 20, voices: 5 });
const hourly = (hour: number) => (hour % 24 > 6 ? 1 : 0.25) * (Math.floor(hour / 24) % 7 > 4 ? 0.6 : 1);

/** Bins of five minutes with daily and weekly cycles; some posts bring others within the hour, in one conversation. */
function liveCity(postsAnHour: number, weeks: number) {
  const length = weeks * 168 * 12;
  const counts = Array.from({ length }, () => 0);
  const threads = new Map<number, number[]>();
  let thread = 0;
  for (let bin = 0; bin < length; bin += 1) {
    const starts = poisson((postsAnHour * hourly(Math.floor(bin / 12))) / 12 / 1.3);
    for (let start = 0; start < starts; start += 1) {
      counts[bin]! += 1;
      if (next() > 0.1) continue;
      thread += 1;
      for (let answer = 0; answer < 3; answer += 1) {
        const at = Math.min(length - 1, bin + Math.floor(next() * 12));
        counts[at]! += 1;
        threads.set(at, [...(threads.get(at) ?? []), thread]);
      }
    }
  }
  return { counts, threads };
}

type Live = ReturnType<typeof liveCity>;

function looker({ counts, threads }: Live) {
  const hours = Array.from({ length: counts.length / 12 }, (_, hour) =>
    counts.slice(hour * 12, hour * 12 + 12).reduce((a, b) => a + b, 0),
  );
  let [known, week] = [-1, usualWeek([])];
  /** after a bin; `extra`: posts that are added to each bin from `extraFrom` on */
  return (bin: number, limits = medium, extra = 0, extraFrom = 0) => {
    const first = bin + 1 - bins;
    const end = Math.floor(first / 12);
    if (end !== known) [known, week] = [end, usualWeek(hours.slice(end - historyHours, end))];
    const from = (minutes: number) => bin + 1 - minutes / 5;
    return detectRise(
      {
        counts: Array.from(
          { length: bins },
          (_, at) => counts[first + at]! + (first + at >= extraFrom ? extra : 0),
        ),
        usual: Array.from({ length: bins }, (_, at) => rateAt(week!, (first + at + 0.5) / 12 - end) / 12),
        ...{ week: week!, weeks: week!.weeks[2]!, voices: () => 5 },
        largest: (minutes) => {
          const sizes = new Map<number, number>();
          for (let at = from(minutes); at <= bin; at += 1)
            for (const thread of threads.get(at) ?? []) sizes.set(thread, (sizes.get(thread) ?? 0) + 1);
          return Math.max(0, ...sizes.values());
        },
      },
      limits,
    );
  };
}

describe('a rise of volume', () => {
  const begin = (historyHours + 4) * 12;

  it('is told less than once a week where all is quiet', () => {
    const weeks = 4;
    const city = liveCity(8, 9 + weeks);
    const lookAt = looker(city);
    let [alarms, last] = [0, Number.NEGATIVE_INFINITY];
    for (let bin = begin; bin < city.counts.length; bin += 1) {
      if (lookAt(bin) === undefined) continue;
      if (bin - last > 36) alarms += 1;
      last = bin;
    }
    expect(alarms).toBeLessThanOrEqual(weeks);
  });

  it('of three times the usual is found within a quarter of an hour of a full hour of it', () => {
    const city = liveCity(20, 11);
    const lookAt = looker(city);
    let [planted, found] = [0, 0];
    for (let bin = begin; bin < city.counts.length - 40; bin += 97) {
      if (hourly(Math.floor(bin / 12)) < 0.5) continue;
      planted += 1;
      const extra = (2 * 20 * hourly(Math.floor(bin / 12))) / 12;
      for (let look = bin; look < bin + 15; look += 1) {
        if (lookAt(look, medium, extra, bin) === undefined) continue;
        found += 1;
        break;
      }
    }
    expect(planted).toBeGreaterThan(20);
    expect(found / planted).toBeGreaterThanOrEqual(0.95);
  });

  const flat = usualWeek(Array.from({ length: historyHours }, (_, at) => at % 3))!;
  const recent = (posts: number, more: Partial<Parameters<typeof detectRise>[0]> = {}) => ({
    counts: Array.from({ length: bins }, (_, bin) => (bin === bins - 1 ? posts : 0)),
    usual: Array.from({ length: bins }, () => 1 / 12),
    ...{ week: flat, weeks: 8, largest: () => 0, voices: () => 5 },
    ...more,
  });

  it('is none when one conversation brings it, or too few voices', () => {
    expect(detectRise(recent(20), medium)).toMatchObject({ minutes: 15, now: 20, usual: 0.25 });
    expect(detectRise(recent(20, { largest: () => 18 }), medium)).toBeUndefined();
    expect(detectRise(recent(20, { voices: () => 4 }), medium)).toBeUndefined();
  });

  it('takes zeros, nothing to compare with and huge counts', () => {
    expect(detectRise(recent(0), medium)).toBeUndefined();
    const nothing = {
      usual: Array.from({ length: bins }, () => 0),
      week: usualWeek(Array.from({ length: historyHours }, () => 0))!,
    };
    expect(detectRise(recent(0, nothing), medium)).toBeUndefined();
    expect(detectRise(recent(9, nothing), medium)).toMatchObject({ now: 9, usual: 0 });
    const huge = recent(0, {
      counts: Array.from({ length: bins }, () => 1e7),
      usual: Array.from({ length: bins }, () => 1e7),
    });
    expect(detectRise(huge, medium)).toBeUndefined();
    expect(detectRise({ ...huge, counts: huge.counts.map((count) => 3 * count) }, medium)).toBeDefined();
  });

  it('needs less to be told where more is asked for', () => {
    const busy = Array.from({ length: bins }, () => 1);
    const find = (posts: number, sensitivity: 'low' | 'medium' | 'high') =>
      detectRise(
        recent(posts, { usual: busy }),
        limitsOf(sensitivity, { isAll: false, parts: 20, voices: 5 }),
      ) !== undefined;
    const least = (sensitivity: 'low' | 'medium' | 'high') =>
      Array.from({ length: 40 }, (_, posts) => posts).find((posts) => find(posts, sensitivity))!;
    expect(least('low')).toBeGreaterThan(least('medium'));
    expect(least('medium')).toBeGreaterThan(least('high'));
  });
});
