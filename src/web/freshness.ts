// From the coverage ledger to one line per source: up to when it is collected, and what is missing. Pure.
import { gapName } from '../charts/bucket.ts';
import type { Gap, RunRow } from './answers.ts';

export interface SourceState {
  source: string;
  /** the source with its channel, if it has one */
  name: string;
  /** up to when it is completely collected, in ms; undefined when nothing of the period is */
  collectedTo?: number;
  /** how its last run ended, when it was not complete, and why */
  lastEnd?: string;
  /** it was imported, and nobody is to collect it: that it ends somewhere is no fault */
  isArchive: boolean;
  /** newest first, without the one that lasts until now */
  gaps: { fromMs: number; toMs: number; reason: string }[];
}

const nearlyMs = 5 * 60_000;
const notImported = 'not imported';

const describeEnd = ({ ended, reason }: RunRow): string => (reason === '' ? ended : `${ended} (${reason})`);

/** One entry per source and channel, least fresh first. `nowMs` is the end of what could have been collected. */
export function sourceStates(runs: readonly RunRow[], gaps: readonly Gap[], nowMs: number): SourceState[] {
  const sources = new Map([...runs, ...gaps].map((each) => [gapName(each), each.source]));
  const states = [...sources].map(([name, source]) => {
    const own = runs.filter((run) => gapName(run) === name);
    const last = own.reduce<RunRow | undefined>(
      (latest, run) =>
        !latest || Date.parse(run.finishedAt) >= Date.parse(latest.finishedAt) ? run : latest,
      undefined,
    );
    const missing = gaps
      .filter((gap) => gapName(gap) === name)
      .map(({ from, to, reason }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to), reason }))
      .sort((a, b) => b.fromMs - a.fromMs);
    const trailing = missing[0] && missing[0].toMs >= nowMs - nearlyMs ? missing[0] : undefined;
    const ends = own.map((run) => Date.parse(run.to));
    const collectedTo = trailing?.fromMs ?? (ends.length > 0 ? Math.max(...ends) : undefined);
    return {
      source,
      name,
      ...(collectedTo !== undefined && { collectedTo: Math.min(collectedTo, nowMs) }),
      ...(last && last.ended !== 'complete' && { lastEnd: describeEnd(last) }),
      isArchive:
        own.every(({ how }) => how === 'import') && (own.length > 0 || trailing?.reason === notImported),
      gaps: missing.filter((gap) => gap !== trailing),
    };
  });
  return states.sort((a, b) => (a.collectedTo ?? 0) - (b.collectedTo ?? 0) || a.name.localeCompare(b.name));
}

const freshMs = 2 * 3_600_000;

export const isFresh = ({ collectedTo }: SourceState, nowMs: number): boolean =>
  collectedTo !== undefined && nowMs - collectedTo < freshMs;

/** What one line can say: the channels of a source of which there is nothing to tell, or one of which there is. */
export interface SourceLine extends SourceState {
  /** how many channels the line speaks for */
  channels: number;
}

/** Channels that are fresh and whole are told together, by the least fresh of them; what is amiss is told first, alone. */
export function sourceLines(states: readonly SourceState[], nowMs: number): SourceLine[] {
  const isPlain = (state: SourceState) =>
    isFresh(state, nowMs) && state.gaps.length === 0 && state.lastEnd === undefined && !state.isArchive;
  const amiss = states.filter((state) => !isPlain(state)).map((state) => ({ ...state, channels: 1 }));
  const plain = new Map<string, SourceState[]>();
  for (const state of states.filter(isPlain))
    plain.set(state.source, [...(plain.get(state.source) ?? []), state]);
  const together = [...plain.values()].map((group) => ({
    ...group[0]!,
    name: group.length === 1 ? group[0]!.name : group[0]!.source,
    channels: group.length,
  }));
  return [...amiss, ...together];
}
