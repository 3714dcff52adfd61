// How many posts can be answered, the surest first, so that nine in ten answers are right: what a reject option is worth.
import { bootstrap, type Interval } from './bootstrap.ts';

/** Share of the answers that must be right. */
export const coveragePrecision = 0.9;

export interface CoverageFigures {
  /** share of all posts, 0…1 */
  coverage: number;
  interval: Interval;
}

export interface Coverage {
  /** One post: how sure its answer is (0…1; undefined where there is none), and whether it is right. */
  add(confidence: number | undefined, isRight: boolean): void;
  /** Undefined where no answer said how sure it is. */
  report(): CoverageFigures | undefined;
}

/** What is told more exactly than to a thousandth counts as equally sure. */
const levels = 1_000;

export function createCoverage(): Coverage {
  // By level of confidence: right and wrong answers.
  const counts = new Int32Array(2 * (levels + 1));
  let [answered, unanswered] = [0, 0];

  return {
    add(confidence, isRight) {
      if (confidence === undefined) {
        unanswered++;
        return;
      }
      answered++;
      const level = Math.round(Math.max(0, Math.min(1, confidence)) * levels);
      counts[2 * level + (isRight ? 1 : 0)]!++;
    },
    report() {
      if (answered === 0) return undefined;
      const all = Int32Array.of(...counts, unanswered);
      const statistics = (sample: Int32Array) => [coverageOf(sample)];
      const [coverage] = statistics(all);
      const [interval] = bootstrap(all, statistics);
      return { coverage: coverage!, interval: interval! };
    },
  };
}

/** From the surest level down: the most answers of which so many are right. */
function coverageOf(counts: Int32Array): number {
  let [right, said, best] = [0, 0, 0];
  for (let level = levels; level >= 0; level--) {
    right += counts[2 * level + 1]!;
    said += counts[2 * level]! + counts[2 * level + 1]!;
    if (right >= coveragePrecision * said) best = said;
  }
  const n = counts.reduce((sum, count) => sum + count, 0);
  return n === 0 ? 0 : best / n;
}
