// The tasks that can be measured, and what a measurement says.
import type { City } from '../config/city.ts';
import type { Answers } from './answers.ts';
import type { Interval } from './bootstrap.ts';
import type { Quantification } from './quantification.ts';

export const tasks = ['sentiment', 'language', 'places', 'topics', 'relevance', 'aspects'] as const;
export type Task = (typeof tasks)[number];

/** A label of the file → topics that count as it: `{ "Potholes": ["roads"] }`. */
export type LabelMap = Record<string, string[]>;

export interface Line {
  /** counted from 1 */
  line: number;
  value: unknown;
  /** why it cannot be read */
  problem?: string;
}

export interface EvaluateOptions {
  /** without it, a city of no name with the given topics */
  city?: City | undefined;
  topics?: City['topics'];
  map?: LabelMap | undefined;
  /** romanised Hindi is left out of `language` unless asked for */
  includeHindi?: boolean | undefined;
  /** another program to measure; without it, the pipeline that tags posts */
  answers?: Answers;
}

/** Classes with fewer rows than this do not enter a macro average. */
export const fewestRows = 20;

export interface ClassReport {
  /** rows of the file with this label: its support */
  n: number;
  precision: number;
  recall: number;
  f1: number;
  /** share among the predictions minus share in the file, −1…1 */
  quantificationError: number;
  /** 95% of each */
  intervals: Record<'precision' | 'recall' | 'f1' | 'quantificationError', Interval>;
}

export interface Report {
  task: Task;
  /** rows that were measured */
  n: number;
  accuracy?: number;
  /** null where no class has enough rows */
  macroRecall?: number | null;
  macroF1?: number | null;
  /** label in lower case → figures */
  perClass?: Record<string, ClassReport>;
  /** label of the file → label of the program → rows */
  confusion?: Record<string, Record<string, number>>;
  /** expected calibration error of the most probable label, in 15 bins of equal mass */
  calibrationError?: number;
  /** the same of the label that is shown, which need not be the most probable one */
  calibrationErrorOfLabel?: number;
  /** the largest of the classes' as counted, without sign */
  quantificationError?: number;
  quantification?: Quantification;
  /** topics: share of the rows that can be answered, the surest first, so that 90% of the answers are right */
  coverage?: number;
  /** places: exact spans, untyped; aspects: which aspects a text speaks of; relevance: of `keep` */
  precision?: number;
  recall?: number;
  f1?: number;
  /** aspects: how many opinions the accuracy is about */
  opinions?: number;
  /** 95% intervals of the figures of the whole */
  intervals?: Record<string, Interval>;
  /** rows per second of one core's time in the program, without reading the file */
  postsPerSecond: number;
  badLines: { count: number; first: { line: number; reason: string }[] };
}
