// Counts of label against prediction, and the figures made of them. Memory does not grow with the file.
import { type ClassReport, fewestRows, type Report } from './tasks.ts';

export interface Tally {
  add(label: string, predicted: string): void;
  labels(): string[];
  report(): Pick<
    Report,
    'n' | 'accuracy' | 'macroRecall' | 'macroF1' | 'perClass' | 'confusion' | 'quantificationError'
  >;
}

/** Labels are compared without case; what the program predicts and the file never has is no class of its own. */
export function createTally(): Tally {
  const counts = new Map<string, Map<string, number>>();
  let n = 0;

  function add(label: string, predicted: string): void {
    const row = counts.get(label.toLowerCase()) ?? new Map<string, number>();
    counts.set(label.toLowerCase(), row);
    row.set(predicted.toLowerCase(), (row.get(predicted.toLowerCase()) ?? 0) + 1);
    n++;
  }

  function classReport(label: string): ClassReport {
    const row = counts.get(label)!;
    const rows = sum(row.values());
    const right = row.get(label) ?? 0;
    const predicted = sum([...counts.values()].map((other) => other.get(label) ?? 0));
    const precision = ratio(right, predicted);
    const recall = ratio(right, rows);
    const f1 = harmonic(precision, recall);
    return { n: rows, precision, recall, f1, quantificationError: ratio(predicted - rows, n) };
  }

  function report() {
    const perClass = Object.fromEntries(
      [...counts.keys()].sort().map((label) => [label, classReport(label)]),
    );
    const classes = Object.values(perClass);
    const large = classes.filter((entry) => entry.n >= fewestRows);
    return {
      n,
      accuracy: ratio(sum([...counts].map(([label, row]) => row.get(label) ?? 0)), n),
      macroRecall: mean(large.map(({ recall }) => recall)),
      macroF1: mean(large.map(({ f1 }) => f1)),
      quantificationError: Math.max(0, ...classes.map((entry) => Math.abs(entry.quantificationError))),
      perClass,
      confusion: Object.fromEntries([...counts].map(([label, row]) => [label, Object.fromEntries(row)])),
    };
  }

  return { add, labels: () => [...counts.keys()], report };
}

/** Precision, recall and F1 of things found among things that are there. */
export function detection(found: number, right: number, there: number) {
  const precision = ratio(right, found);
  const recall = ratio(right, there);
  return { precision, recall, f1: harmonic(precision, recall) };
}

/** Expected calibration error: how far confidence and accuracy are apart, in ten bins (Guo et al. 2017). */
export function createCalibration(): { add(confidence: number, isRight: boolean): void; error(): number } {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, confidence: 0, right: 0 }));
  return {
    add(confidence, isRight) {
      const bin = bins[Math.min(9, Math.floor(confidence * 10))]!;
      bin.n++;
      bin.confidence += confidence;
      if (isRight) bin.right++;
    },
    error() {
      const n = sum(bins.map((bin) => bin.n));
      return ratio(sum(bins.map((bin) => Math.abs(bin.confidence - bin.right))), n);
    },
  };
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const harmonic = (a: number, b: number) => (a + b === 0 ? 0 : (2 * a * b) / (a + b));
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const mean = (values: number[]) => ratio(sum(values), values.length);
