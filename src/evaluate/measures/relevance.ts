// Does a post speak of this city? Rows hold a post with `relevant`, or with a `label`.
import { createConfusion } from '../confusion.ts';
import { createDetection } from '../detection.ts';
import { relevanceRow } from '../rows.ts';
import { createMeasure, type Measure, type MeasureContext } from './measure.ts';

const decisions = new Map([
  ['keep', 'keep'],
  ['relevant', 'keep'],
  ['yes', 'keep'],
  ['true', 'keep'],
  ['drop', 'drop'],
  ['irrelevant', 'drop'],
  ['not relevant', 'drop'],
  ['no', 'drop'],
  ['false', 'drop'],
  ['unsure', 'unsure'],
]);

/** Precision, recall and F1 are those of `keep`: of what is kept, how much is right; of what is relevant, how much is kept. */
export function measureRelevance({ answers }: MeasureContext): Measure {
  const confusion = createConfusion();
  const kept = createDetection();
  return createMeasure(
    relevanceRow,
    (row, post) => {
      const truth = decisions.get(String('relevant' in row ? row.relevant : row.label).toLowerCase());
      if (truth === undefined) return 'label: expected keep, drop or unsure (or relevant: true or false)';
      const decision = answers.relevance!(post);
      confusion.add(truth, decision);
      const isKept = decision === 'keep';
      const isRelevant = truth === 'keep';
      kept.add(Number(isKept), Number(isKept && isRelevant), Number(isRelevant));
      return undefined;
    },
    () => {
      const { intervals, ...figures } = kept.report();
      const labels = confusion.report();
      return { ...labels, ...figures, intervals: { ...labels.intervals, ...intervals } };
    },
  );
}
