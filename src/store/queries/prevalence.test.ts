import { expect, test } from 'vitest';
import { createRandom } from '../../../test/support/clickhouse-posts.ts';
import { adjustCounts, type Confusion } from './prevalence.ts';

const labels = ['negative', 'neutral', 'positive'] as const;
const confusion: Confusion = {
  negative: { negative: 700, neutral: 200, positive: 100 },
  neutral: { negative: 200, neutral: 600, positive: 200 },
  positive: { negative: 50, neutral: 150, positive: 800 },
};

function pick(random: () => number, weights: readonly number[]): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1;
}

/** What a program with these confusions says of posts with these true shares. */
function say(random: () => number, truth: readonly number[], n: number) {
  const counts = { negative: 0, neutral: 0, positive: 0 };
  for (let post = 0; post < n; post++) {
    const label = labels[pick(random, truth)]!;
    const said = pick(
      random,
      labels.map((one) => confusion[label][one]),
    );
    counts[labels[said]!] += 1;
  }
  return counts;
}

test('finds the shares behind the counts, and its interval holds them 19 times in 20', () => {
  const random = createRandom(4);
  let inside = 0;
  let raw = 0;
  let adjusted = 0;
  const runs = 200;
  for (let run = 0; run < runs; run++) {
    const truth = [0.1 + 0.6 * random(), 0.1 + 0.6 * random(), 0.1 + 0.6 * random()];
    const whole = truth.reduce((sum, share) => sum + share, 0);
    const net = (truth[2]! - truth[0]!) / whole;
    const counts = say(random, truth, 3_000);
    const found = adjustCounts(counts, 10, [confusion])!;
    raw += Math.abs((counts.positive - counts.negative) / 3_000 - net);
    adjusted += Math.abs(found.sentiment - net);
    if (found.low <= net && net <= found.high) inside++;
    expect(found.negative + found.neutral + found.positive).toBeCloseTo(1);
  }
  expect(adjusted).toBeLessThan(raw / 2);
  // Expected 190 and some, because the matrix is exactly that of the draws; standard deviation 3.1.
  expect(inside).toBeGreaterThan(180);
});

test('counts that no shares can explain give the nearest ones, none below zero', () => {
  const found = adjustCounts({ negative: 0, neutral: 0, positive: 40 }, 10)!;
  expect(found.positive).toBeCloseTo(1, 2);
  expect(Math.min(found.negative, found.neutral)).toBeGreaterThanOrEqual(0);
  expect(found.high).toBeLessThanOrEqual(1);
});

test('says nothing of too few posts, or of none', () => {
  expect(adjustCounts({ negative: 1, neutral: 1, positive: 1 }, 10)).toBeUndefined();
  expect(adjustCounts({ negative: 0, neutral: 0, positive: 0 }, 0)).toBeUndefined();
});
