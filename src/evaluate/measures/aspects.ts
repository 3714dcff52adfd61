// What a text says of each aspect of each place it speaks of: the sentiment of every opinion, given the aspect, and which
// aspects are found at all.
import type { Said } from '../answers.ts';
import { createConfusion } from '../confusion.ts';
import { createDetection } from '../detection.ts';
import { aspectsRow } from '../rows.ts';
import { createMeasure, type Measure, type MeasureContext } from './measure.ts';
import { createLabelCalibration } from './sentiment.ts';

/** Where the file knows no neutral, the nearer of the two sides is asked for. */
function eitherSide({ label, probabilities }: Said): Said {
  if (!probabilities) return { label: label === 'negative' ? 'negative' : 'positive' };
  const { negative = 0, positive = 0 } = probabilities;
  const sum = negative + positive || 1;
  return {
    label: positive >= negative ? 'positive' : 'negative',
    probabilities: { negative: negative / sum, positive: positive / sum },
  };
}

export function measureAspects({ answers }: MeasureContext): Measure {
  const opinionsOf: { truth: string; said: Said }[] = [];
  const detection = createDetection();
  let n = 0;
  return createMeasure(
    aspectsRow,
    ({ opinions }, post) => {
      n++;
      const truth = new Set(opinions.map(({ aspect }) => aspect.toLowerCase()));
      const found = new Set(answers.aspects?.(post) ?? []);
      detection.add(found.size, [...found].filter((aspect) => truth.has(aspect)).length, truth.size);
      for (const { target_entity: target, aspect, sentiment } of opinions) {
        const said = answers.aspectSentiment!(post, { target, aspect: aspect.toLowerCase() });
        opinionsOf.push({ truth: sentiment.toLowerCase(), said });
      }
      return undefined;
    },
    () => {
      const hasNeutral = opinionsOf.some(({ truth }) => truth === 'neutral');
      const confusion = createConfusion();
      const calibration = createLabelCalibration();
      for (const { truth, said } of opinionsOf) {
        const answer = hasNeutral ? said : eitherSide(said);
        confusion.add(truth, answer.label, answer.probabilities);
        calibration.add(truth, answer);
      }
      const labels = confusion.report();
      const { intervals, ...figures } = detection.report();
      return {
        ...labels,
        ...calibration.report(),
        n,
        opinions: opinionsOf.length,
        ...(answers.aspects && figures),
        intervals: { ...labels.intervals, ...(answers.aspects && intervals) },
      };
    },
  );
}
