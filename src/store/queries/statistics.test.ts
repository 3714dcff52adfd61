import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../test/support/clickhouse-posts.ts';
import { countChange, netSentiment, sentimentChange, share, voicesChange } from './statistics.ts';

describe('net sentiment', () => {
  it('is (positive − negative) / all, with the interval of Agresti and Min', () => {
    const estimate = netSentiment({ negative: 30, neutral: 50, positive: 20 }, 10);
    expect(estimate).toMatchObject({ value: -0.1, n: 100 });
    // p₊ = 20.5 / 102, p₋ = 30.5 / 102: centre −0.09804, error √((0.5 − 0.00961) / 102) = 0.06934.
    expect(estimate.low).toBeCloseTo(-0.23394, 4);
    expect(estimate.high).toBeCloseTo(0.03787, 4);
  });

  it('has no value below the minimum, and is never certain', () => {
    expect(netSentiment({ negative: 5, neutral: 4, positive: 0 }, 10)).toEqual({ value: null, n: 9 });
    expect(netSentiment({ negative: 0, neutral: 0, positive: 0 }, 0)).toEqual({ value: null, n: 0 });
    const all = netSentiment({ negative: 0, neutral: 0, positive: 10 }, 10);
    expect(all.value).toBe(1);
    expect(all.high).toBe(1);
    expect(all.low).toBeLessThan(0.7);
  });

  it('covers the truth about 19 times in 20, also in small samples', () => {
    const random = createRandom(4);
    for (const [negative, positive, n] of [
      [0.5, 0.2, 12],
      [0.1, 0.1, 30],
      [0.3, 0.6, 200],
    ] as const) {
      let covered = 0;
      for (let round = 0; round < 2_000; round += 1) {
        const counts = { negative: 0, neutral: 0, positive: 0 };
        for (let post = 0; post < n; post += 1) {
          const draw = random();
          counts[draw < negative ? 'negative' : draw < negative + positive ? 'positive' : 'neutral'] += 1;
        }
        const { low = 1, high = -1 } = netSentiment(counts, 0);
        if (low <= positive - negative && positive - negative <= high) covered += 1;
      }
      expect(covered / 2_000).toBeGreaterThan(0.93);
      expect(covered / 2_000).toBeLessThan(0.985);
    }
  });
});

describe('changes', () => {
  it('says whether a count changed by more than chance', () => {
    expect(countChange(130, 100)).toMatchObject({ difference: 30, ratio: 0.3, isMoreThanChance: true });
    expect(countChange(110, 100).isMoreThanChance).toBe(false);
    expect(countChange(3, 0)).toMatchObject({ ratio: null, isMoreThanChance: false });
    expect(countChange(0, 0).isMoreThanChance).toBe(false);
  });

  it('says of people no more than their number is known for', () => {
    expect(voicesChange(130, 100, 1)).toEqual(countChange(130, 100));
    expect(voicesChange(8_000, 7_700, 1)).toEqual(countChange(8_000, 7_700));
    expect(voicesChange(130, 100, 2)).toMatchObject({
      previous: 100,
      difference: null,
      isMoreThanChance: null,
    });
    // 3,000 of a million are beyond what posts that come one by one would do, and within the error of an estimate.
    expect(countChange(1_003_000, 1_000_000).isMoreThanChance).toBe(true);
    expect(voicesChange(1_003_000, 1_000_000, 1)).toMatchObject({
      difference: 3_000,
      isMoreThanChance: false,
    });
    expect(voicesChange(1_020_000, 1_000_000, 1).isMoreThanChance).toBe(true);
    expect(voicesChange(20_000, 10_000, 1).isMoreThanChance).toBe(true);
  });

  it('compares two net sentiments, and says nothing when one is too small', () => {
    const good = { negative: 10, neutral: 40, positive: 50 };
    const bad = { negative: 50, neutral: 40, positive: 10 };
    const change = sentimentChange(bad, good, 10);
    expect(change).toMatchObject({ previous: 0.4, isMoreThanChance: true });
    expect(change.difference).toBeCloseTo(-0.8, 10);
    expect(sentimentChange(good, good, 10).isMoreThanChance).toBe(false);
    const few = { negative: 1, neutral: 0, positive: 0 };
    expect(sentimentChange(few, good, 10)).toEqual({
      previous: 0.4,
      difference: null,
      p: null,
      isMoreThanChance: null,
    });
  });

  it('gives shares an interval that stays within 0 and 1', () => {
    expect(share(0, 0)).toEqual({ value: null, n: 0 });
    const none = share(0, 20);
    expect(none.low).toBe(0);
    expect(none.high).toBeCloseTo(0.1611, 3);
    expect(share(20, 20).high).toBe(1);
  });
});
