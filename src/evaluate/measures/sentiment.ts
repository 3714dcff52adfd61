// Sentiment of whole posts: negative, neutral, positive.
import type { Said } from '../answers.ts';
import { createClaims } from '../calibration.ts';
import { createConfusion } from '../confusion.ts';
import { labelledRow } from '../rows.ts';
import { createMeasure, type Measure, type MeasureContext } from './measure.ts';

const labels: readonly string[] = ['negative', 'neutral', 'positive'];

export function measureSentiment({ answers }: MeasureContext): Measure {
  const confusion = createConfusion();
  const calibration = createLabelCalibration();
  return createMeasure(
    labelledRow,
    (row, post) => {
      const truth = row.label.toLowerCase();
      if (!labels.includes(truth)) return 'label: expected negative, neutral or positive';
      const said = answers.sentiment!(post);
      confusion.add(truth, said.label, said.probabilities);
      calibration.add(truth, said);
      return undefined;
    },
    () => ({ ...confusion.report(), ...calibration.report() }),
  );
}

/** Of the most probable label, and of the one that is shown. */
export function createLabelCalibration() {
  const ofMostProbable = createClaims();
  const ofLabel = createClaims();
  let hasProbabilities = false;
  return {
    add(truth: string, { label, probabilities }: Said): void {
      if (!probabilities) return;
      hasProbabilities = true;
      const [top, confidence] = Object.entries(probabilities).reduce((best, entry) =>
        entry[1] > best[1] ? entry : best,
      );
      ofMostProbable.add(confidence, top === truth);
      ofLabel.add(probabilities[label] ?? 0, label === truth);
    },
    report: () =>
      hasProbabilities
        ? { calibrationError: ofMostProbable.error(), calibrationErrorOfLabel: ofLabel.error() }
        : {},
  };
}
