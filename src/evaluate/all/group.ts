// Figures of several programs side by side, made in one run from the same lines.
import type { Environment, Topic } from '../../config.ts';
import type { Interval } from '../bootstrap.ts';
import { evaluate } from '../evaluate.ts';
import { loadPeer, type Peer } from '../peers/peer.ts';
import type { EvaluateOptions, Line, Report, Task } from '../tasks.ts';

export interface Cell {
  value: number;
  interval?: Interval | undefined;
}

/** One figure of every program that was asked. */
export interface Row {
  what: string;
  /** how many lines it rests on */
  n: number;
  format: 'share' | 'error' | 'rate';
  /** program → figure */
  cells: Record<string, Cell>;
}

export interface Group {
  id: string;
  title: string;
  /** what was measured, and what to know of it: plain Markdown */
  about: string;
  rows: Row[];
}

export interface Setting {
  /** the folder of labelled files */
  dataDir: string;
  /** the folder of maps from their labels to our topics; undefined where there is none */
  mapsDir: string | undefined;
  environment: Environment;
  topics: Topic[];
  /** tells how far it is */
  say(text: string): void;
}

export const ours = 'Earshot';

/** Reports by program, ours first; one whose package is not installed is said and left out. */
export async function sideBySide(
  task: Task,
  open: () => AsyncIterable<Line>,
  options: EvaluateOptions,
  peers: readonly Peer[],
  say: Setting['say'],
): Promise<Map<string, Report>> {
  const reports = new Map([[ours, await evaluate(task, open(), options)]]);
  for (const peer of peers) {
    const answers = await loadPeer(peer);
    if (answers) reports.set(peer.name, await evaluate(task, open(), { ...options, answers }));
    else say(`${peer.name} is not installed: its column is left out`);
  }
  return reports;
}

type Figure =
  | 'coverage'
  | 'accuracy'
  | 'macroRecall'
  | 'macroF1'
  | 'precision'
  | 'recall'
  | 'f1'
  | 'calibrationError';

/** The row of one figure; programs that do not have it have no cell. */
export function rowOf(
  what: string,
  figure: Figure | 'postsPerSecond',
  reports: ReadonlyMap<string, Report>,
): Row {
  const cells: Record<string, Cell> = {};
  for (const [program, report] of reports) {
    const value = report[figure];
    if (typeof value === 'number') cells[program] = { value, interval: report.intervals?.[figure] };
  }
  const format = figure === 'postsPerSecond' ? 'rate' : figure === 'calibrationError' ? 'error' : 'share';
  return { what, n: reports.get(ours)?.n ?? 0, format, cells };
}

/** A row of what only our program says. */
export function ownRow(what: string, { n }: Report, value: number | undefined): Row[] {
  return value === undefined ? [] : [{ what, n, format: 'error', cells: { [ours]: { value } } }];
}
