// The tasks that can be measured, and what every one of them is given.
import type { City } from '../config/city.ts';

export const tasks = ['sentiment', 'language', 'places', 'topics', 'relevance', 'aspects'] as const;
export type Task = (typeof tasks)[number];

/** A label of the file → topics that count as it: `{ "Potholes": ["roads"] }`. */
export type LabelMap = Record<string, string[]>;

export interface Line {
  /** counted from 1 */
  line: number;
  value: unknown;
}

export interface EvaluateOptions {
  /** without it, a city of no name with the given topics */
  city?: City;
  topics?: City['topics'];
  map?: LabelMap;
  /** romanised Hindi is left out of `language` unless asked for */
  includeHindi?: boolean;
}

/** Classes with fewer rows than this do not enter a macro average. */
export const fewestRows = 20;

export interface ClassReport {
  n: number;
  precision: number;
  recall: number;
  f1: number;
  /** share among the predictions minus share in the file, −1…1 */
  quantificationError: number;
}

export interface Report {
  task: Task;
  /** rows that were measured */
  n: number;
  accuracy?: number;
  macroRecall?: number;
  macroF1?: number;
  /** label in lower case → figures */
  perClass?: Record<string, ClassReport>;
  /** label of the file → label of the program → rows */
  confusion?: Record<string, Record<string, number>>;
  /** expected calibration error of the label's probability, ten bins (sentiment only) */
  calibrationError?: number;
  /** the largest of the classes', without sign */
  quantificationError?: number;
  /** places: exact spans, untyped; aspects: which aspects a text speaks of */
  precision?: number;
  recall?: number;
  f1?: number;
  /** time in the program, without reading the file */
  postsPerSecond: number;
  badLines: { count: number; first: { line: number; reason: string }[] };
}
