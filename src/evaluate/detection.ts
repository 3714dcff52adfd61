// Things found among things that are there: precision, recall and F1, with what the choice of posts may do to them.
import { bootstrap, type Interval } from './bootstrap.ts';

export interface DetectionFigures {
  precision: number;
  recall: number;
  f1: number;
  intervals: Record<'precision' | 'recall' | 'f1', Interval>;
}

export interface Detection {
  /** One post: how many things were found, how many of them are right, how many are there. */
  add(found: number, right: number, there: number): void;
  report(): DetectionFigures;
}

/** Posts are resampled whole: what stands in one post is not independent. */
export function createDetection(): Detection {
  const kinds = new Map<string, { found: number; right: number; there: number; posts: number }>();

  return {
    add(found, right, there) {
      const key = `${found} ${right} ${there}`;
      const kind = kinds.get(key) ?? { found, right, there, posts: 0 };
      kind.posts++;
      kinds.set(key, kind);
    },
    report() {
      const all = [...kinds.values()];
      const statistics = (counts: Int32Array) => {
        let [found, right, there] = [0, 0, 0];
        all.forEach((kind, i) => {
          found += counts[i]! * kind.found;
          right += counts[i]! * kind.right;
          there += counts[i]! * kind.there;
        });
        return [ratio(right, found), ratio(right, there), ratio(2 * right, found + there)] as const;
      };
      const counts = Int32Array.from(all, ({ posts }) => posts);
      const [precision, recall, f1] = statistics(counts);
      const [ofPrecision, ofRecall, ofF1] = bootstrap(counts, statistics);
      const intervals = { precision: ofPrecision!, recall: ofRecall!, f1: ofF1! };
      return { precision, recall, f1, intervals };
    },
  };
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
