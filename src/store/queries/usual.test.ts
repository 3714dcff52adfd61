import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { believable } from './chance.ts';
import { logOddsZ } from './log-odds.ts';
import {
  baselineWeeks,
  betaShare,
  commonSpread,
  riseIfAny,
  riseP,
  tempered,
  usualOf,
  usualRange,
} from './usual.ts';

/** Numbers in [0, 1) from a seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Posts that come one by one (D. Knuth). */
function poisson(random: () => number, mean: number): number {
  if (mean > 50) return poisson(random, 50) + poisson(random, mean - 50);
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  for (; product > limit; count += 1) product *= random();
  return count;
}

/** Binomial chance of `least` or more of `n`, added up. */
function slowTail(n: number, part: number, least: number): number {
  let chance = (1 - part) ** n;
  let tail = 0;
  for (let k = 0; k <= n; k += 1) {
    if (k >= least) tail += chance;
    chance *= ((n - k) / (k + 1)) * (part / (1 - part));
  }
  return tail;
}

/** Rows of a table in which nothing changes: eight weeks and the one after them. `together`: how many posts come at once. */
function quietTable(random: () => number, together: number) {
  return Array.from({ length: 40 }, (_, row) => {
    const mean = [2, 5, 10, 30, 100][row % 5]!;
    const draw = () => together * poisson(random, mean / together);
    return { weeks: Array.from({ length: baselineWeeks }, draw), now: draw() };
  });
}

function judge(table: readonly { weeks: number[]; now: number }[]): number[] {
  const weekly = table.map(({ weeks }) => weeks);
  const common = commonSpread(weekly);
  return table.map(({ now }, row) => riseP(now, usualOf(weekly[row]!, common)));
}

describe('chance', () => {
  it('is the binomial tail where counts are whole', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 60 }),
        fc.nat({ max: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (now, before, weeks) => {
          const part = 1 / (1 + weeks);
          const n = now + before;
          const expected = (slowTail(n, part, now) + slowTail(n, part, now + 1)) / 2;
          expect(riseP(now, { mean: before / weeks, weeks, spread: 1 })).toBeCloseTo(expected, 9);
        },
      ),
    );
  });

  it('stays a chance and falls with every post, also of millions and of nothing', () => {
    const usual = fc.record({
      mean: fc.double({ min: 0, max: 1e6, noNaN: true }),
      weeks: fc.double({ min: 0.3, max: 8, noNaN: true }),
      spread: fc.double({ min: 1, max: 50, noNaN: true }),
    });
    fc.assert(
      fc.property(usual, fc.nat({ max: 2_000_000 }), (known, now) => {
        const [p, next] = [riseP(now, known), riseP(now + 1, known)];
        expect(p >= 0 && p <= 1 && next <= p + 1e-9).toBe(true);
      }),
    );
    expect(betaShare(0.5, 0, 3)).toBe(1);
    expect(betaShare(0.5, 3, 0)).toBe(0);
  });

  it('is what it claims where nothing changes, whether posts come one by one or in bursts', () => {
    for (const together of [1, 3]) {
      const random = createRandom(20_261_126);
      let below = 0;
      let believedTables = 0;
      const tables = 1_000;
      for (let table = 0; table < tables; table += 1) {
        const ps = judge(quietTable(random, together));
        below += ps.filter((p) => p < 0.05).length;
        if (believable(ps).includes(true)) believedTables += 1;
      }
      const share = below / (tables * 40);
      expect(share, `share below 0.05, ${together} together`).toBeGreaterThan(0.035);
      expect(share, `share below 0.05, ${together} together`).toBeLessThan(0.06);
      expect(believedTables / tables, `tables with a false rise, ${together} together`).toBeLessThan(0.08);
    }
  });

  it('finds what is planted, beside a week that is not like the others', () => {
    const random = createRandom(7);
    let found = 0;
    let wrong = 0;
    for (let table = 0; table < 200; table += 1) {
      const rows = quietTable(random, 1);
      rows[0]!.now += 12;
      rows[13]!.now = 60;
      rows[13]!.weeks[3]! *= 6;
      const believed = believable(judge(rows));
      found += Number(believed[0]) + Number(believed[13]);
      wrong += believed.filter((isBelieved, row) => isBelieved && row !== 0 && row !== 13).length;
    }
    expect(found).toBeGreaterThan(360);
    expect(wrong / (found + wrong)).toBeLessThan(0.07);
  });
});

describe('the usual', () => {
  it('is not moved far by one week, and is the mean of weeks alike', () => {
    expect(usualOf([10, 12, 9, 11, 10, 8, 13, 500], 1).mean).toBeLessThan(13);
    expect(usualOf([10, 12, 9, 11, 10, 8, 12, 0], 1).mean).toBeCloseTo(9, 0);
    expect(usualOf([4, 4, 4, 4], 1, 3)).toMatchObject({ mean: 12, weeks: 4 / 3, spread: 1 });
    expect(tempered([])).toEqual([]);
  });

  it('lies within its range, which widens with the scatter', () => {
    const usual = { mean: 30, weeks: 8, spread: 1 };
    const { low, high } = usualRange(usual);
    expect([low, high]).toEqual([20, 42]);
    const wide = usualRange({ ...usual, spread: 4 });
    expect(wide.low < low && wide.high > high).toBe(true);
    expect(usualRange({ mean: 0, weeks: 8, spread: 1 }).low).toBe(0);
  });

  it('has the range that a look at every count finds, of few and many, alike and scattered', () => {
    const random = createRandom(5);
    for (let round = 0; round < 200; round++) {
      const usual = {
        mean: round % 10 === 0 ? 0 : 10 ** (4 * random() - 1),
        weeks: 8 / (1 + 3 * random()),
        spread: round % 2 === 0 ? 1 : 1 + 100 * random() ** 3,
      };
      const firstBelow = (limit: number) => {
        let count = 0;
        while (riseP(count, usual) >= limit) count += 1;
        return count;
      };
      const high = Math.max(0, firstBelow(0.025) - 1);
      expect(usualRange(usual)).toEqual({ low: firstBelow(0.975), high });
    }
  });

  it('never takes for a rise what is not above it, so that its p need not be known', () => {
    const random = createRandom(6);
    for (let round = 0; round < 20_000; round++) {
      const mean = 10 ** (7 * random() - 3);
      const usual = { mean, weeks: 8 / (1 + 12 * random()), spread: 1 + 400 * random() ** 4 };
      const now = Math.floor(round % 2 === 0 ? mean : mean * random());
      expect(riseP(now, usual)).toBeGreaterThan(0.4);
    }
    const usual = { mean: 4, weeks: 8, spread: 1 };
    expect([4, 5].map((now) => riseIfAny(now, usual))).toEqual([1, riseP(5, usual)]);
  });

  it('scatters as its table does, mostly', () => {
    const random = createRandom(3);
    const bursts = quietTable(random, 6).map(({ weeks }) => weeks);
    expect(commonSpread(bursts)).toBeGreaterThan(3);
    expect(commonSpread([])).toBe(1);
    expect(commonSpread([[0, 0, 0, 0]])).toBe(1);
  });
});

describe('log-odds', () => {
  const total = { now: 10_000, before: 80_000 };
  const z = (now: number, before: number) => logOddsZ({ now, before }, total, 10_000);

  it('is nothing where the share is the same, and grows with the difference and with the evidence', () => {
    expect(z(10, 80)).toBeCloseTo(0, 10);
    expect(z(40, 80)).toBeGreaterThan(z(20, 80));
    expect(z(200, 800)).toBeGreaterThan(z(20, 80));
    expect(z(2, 80)).toBeLessThan(-1.5);
    // what is new leads only when several say it
    expect(z(1, 0)).toBeLessThan(1.5);
    expect(z(30, 0)).toBeGreaterThan(4);
  });
});
