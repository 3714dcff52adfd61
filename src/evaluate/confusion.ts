// Label of the file against label of the program, row by row, and every figure that is made of the two.
import { bootstrap, type Interval } from './bootstrap.ts';
import { type Judged, quantify } from './quantification.ts';
import { type ClassReport, fewestRows, type Report } from './tasks.ts';

export interface Confusion {
  /** `probabilities`: of the program's labels by name, where it gives them. */
  add(label: string, predicted: string, probabilities?: Readonly<Record<string, number>>): void;
  /** labels of the file so far */
  labels(): string[];
  report(): LabelFigures;
}

export type LabelFigures = Pick<
  Report,
  | 'n'
  | 'accuracy'
  | 'macroRecall'
  | 'macroF1'
  | 'perClass'
  | 'confusion'
  | 'quantificationError'
  | 'quantification'
  | 'intervals'
>;

/** Labels are compared without case. A label that only the program has is a column of the matrix, and no class of its own. */
export function createConfusion(): Confusion {
  const rows: { label: string; predicted: string; probabilities?: Readonly<Record<string, number>> }[] = [];
  const inFile = new Set<string>();

  return {
    add(label, predicted, probabilities) {
      const row = { label: label.toLowerCase(), predicted: predicted.toLowerCase() };
      rows.push(probabilities ? { ...row, probabilities } : row);
      inFile.add(row.label);
    },
    labels: () => [...inFile],
    report() {
      const classes = [...inFile].sort();
      const others = new Set(rows.map(({ predicted }) => predicted).filter((label) => !inFile.has(label)));
      const labels = [...classes, ...[...others].sort()];
      const index = new Map(labels.map((label, i) => [label, i]));
      const truth = rows.map(({ label }) => index.get(label)!);
      const predicted = rows.map((row) => index.get(row.predicted)!);
      const judged: Judged = { classes, labels, truth, predicted, ...probabilitiesOf(rows, classes) };
      return { ...figuresOf(judged), ...quantificationOf(judged) };
    },
  };
}

/** A row without them, of a post that could not be read, counts as one that speaks for no class. */
function probabilitiesOf(
  rows: readonly { probabilities?: Readonly<Record<string, number>> }[],
  classes: readonly string[],
): Pick<Judged, 'probabilities'> {
  if (!rows.some(({ probabilities }) => probabilities)) return {};
  return { probabilities: rows.map((row) => classes.map((label) => row.probabilities?.[label] ?? 0)) };
}

function quantificationOf(judged: Judged): Pick<Report, 'quantification'> {
  const quantification = quantify(judged);
  return quantification ? { quantification } : {};
}

/** Figures per class in `classFigures` order, then the three of the whole. */
const classFigures = ['precision', 'recall', 'f1', 'quantificationError'] as const;

function figuresOf({ classes, labels, truth, predicted }: Judged): LabelFigures {
  const width = labels.length;
  const matrix = new Int32Array(classes.length * width);
  for (let row = 0; row < truth.length; row++) matrix[truth[row]! * width + predicted[row]!]!++;
  const kinds = [...matrix.keys()].filter((cell) => matrix[cell]! > 0);
  const support = Int32Array.from(classes, (_, c) => sum(matrix.subarray(c * width, (c + 1) * width)));
  const isLarge = [...support].map((n) => n >= fewestRows);
  const statistics = (counts: Int32Array) => {
    const cells = new Int32Array(matrix.length);
    kinds.forEach((cell, kind) => {
      cells[cell] = counts[kind]!;
    });
    return statisticsOf(cells, width, isLarge);
  };
  const counts = Int32Array.from(kinds, (cell) => matrix[cell]!);
  const points = statistics(counts);
  const intervals = bootstrap(counts, statistics);
  const [accuracy, macroRecall, macroF1] = points;
  const perClass = classes.map((name, c): [string, ClassReport] => {
    const at = 3 + c * classFigures.length;
    const named = <T>(values: ArrayLike<T>) =>
      Object.fromEntries(classFigures.map((figure, i) => [figure, values[at + i]!])) as Record<Figure, T>;
    return [name, { n: support[c]!, ...named(points), intervals: named(intervals) }];
  });
  return {
    n: truth.length,
    accuracy: accuracy!,
    macroRecall: finite(macroRecall!),
    macroF1: finite(macroF1!),
    quantificationError: Math.max(0, ...perClass.map(([, entry]) => Math.abs(entry.quantificationError))),
    perClass: Object.fromEntries(perClass),
    confusion: matrixByName(matrix, classes, labels),
    intervals: wholeIntervals(intervals, isLarge.includes(true)),
  };
}

type Figure = (typeof classFigures)[number];

function wholeIntervals(intervals: readonly Interval[], hasAverage: boolean): Record<string, Interval> {
  const [accuracy, macroRecall, macroF1] = intervals;
  return { accuracy: accuracy!, ...(hasAverage && { macroRecall: macroRecall!, macroF1: macroF1! }) };
}

/** Accuracy, macro recall, macro F1 (not a number where no class is large enough), then `classFigures` of every class. */
function statisticsOf(cells: Int32Array, width: number, isLarge: readonly boolean[]): Float64Array {
  const size = isLarge.length;
  const said = new Int32Array(width);
  const there = new Int32Array(size);
  let right = 0;
  for (let c = 0; c < size; c++) {
    for (let label = 0; label < width; label++) {
      const count = cells[c * width + label]!;
      there[c]! += count;
      said[label]! += count;
    }
    right += cells[c * width + c]!;
  }
  const n = sum(there);
  const result = new Float64Array(3 + size * classFigures.length);
  let [recalls, f1s, large] = [0, 0, 0];
  for (let c = 0; c < size; c++) {
    const hits = cells[c * width + c]!;
    const recall = ratio(hits, there[c]!);
    const f1 = ratio(2 * hits, said[c]! + there[c]!);
    result.set(
      [ratio(hits, said[c]!), recall, f1, ratio(said[c]! - there[c]!, n)],
      3 + c * classFigures.length,
    );
    if (!isLarge[c]) continue;
    recalls += recall;
    f1s += f1;
    large++;
  }
  result.set([
    ratio(right, n),
    large === 0 ? Number.NaN : recalls / large,
    large === 0 ? Number.NaN : f1s / large,
  ]);
  return result;
}

function matrixByName(matrix: Int32Array, classes: readonly string[], labels: readonly string[]) {
  return Object.fromEntries(
    classes.map((name, c) => {
      const row = labels.map((label, i) => [label, matrix[c * labels.length + i]!] as const);
      return [name, Object.fromEntries(row.filter(([, count]) => count > 0))];
    }),
  );
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const finite = (value: number) => (Number.isFinite(value) ? value : null);
const sum = (values: Int32Array) => values.reduce((total, value) => total + value, 0);
