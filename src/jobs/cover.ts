// What a run covered → entries of the coverage ledger. Runs of a day that follow each other and end alike are one entry,
// so that a source that is asked every minute does not fill the ledger. Pure.
import type { CoverageEntry } from '../collectors/outcome.ts';
import type { CoverageEntry as LedgerEntry } from '../store/coverage-ledger.ts';

/** Endings of runs that do not have everything of the interval they were to cover. */
const incomplete = new Set(['failed', 'blocked', 'truncated']);
/** As in the gaps of an answer: a shorter pause between two runs is none. */
const toleranceMs = 60_000;

export interface Counts {
  read: number;
  enqueued: number;
  skipped: number;
  dead: number;
}

/** `coveredTo`: up to where the source was covered before this run. */
export function coverEntries(
  entry: CoverageEntry,
  counts: Counts,
  coveredTo: string | undefined,
): LedgerEntry[] {
  const { channels = [], posts: _, from, to, ...told } = entry;
  const interval = intervalOf(entry, coveredTo);
  if (interval === undefined) return [];
  const parts = new Map<string, number>();
  const perChannel = channels.map(({ channel, ...covered }) => {
    const part = parts.get(channel) ?? 0;
    parts.set(channel, part + 1);
    // of a run that failed in the middle this much is there
    const ended = incomplete.has(told.ended) ? 'stopped' : told.ended;
    return { ...told, ...covered, ended, channel, part, read: 0, enqueued: 0, skipped: 0, dead: 0 };
  });
  return [{ ...told, ...interval, channel: '', part: 0, ...counts }, ...perChannel];
}

/** A run that had not everything may have missed anything since the source was covered; a complete one has caught up. */
function intervalOf(
  { from, to, ended, startedAt, finishedAt }: CoverageEntry,
  coveredTo: string | undefined,
): { from: string; to: string } | undefined {
  if (incomplete.has(ended)) return { from: coveredTo ?? from ?? startedAt, to: finishedAt };
  if (from !== undefined && to !== undefined) return { from, to };
  return ended === 'complete' ? { from: coveredTo ?? startedAt, to: startedAt } : undefined;
}

/** Up to where the source is covered after these entries. */
export function coveredAfter(
  entries: readonly LedgerEntry[],
  before: string | undefined,
): string | undefined {
  const ends = entries
    .filter(({ channel, ended }) => channel === '' && !incomplete.has(ended))
    .map(({ to }) => to);
  return [...ends, ...(before === undefined ? [] : [before])].sort().at(-1);
}

/** Prolongs the entry that an earlier run of the same day left, where there is one that ended alike. */
export function prolong(entry: LedgerEntry, known: readonly LedgerEntry[]): LedgerEntry {
  const before = known.find((candidate) => isContinued(candidate, entry));
  if (before === undefined) return entry;
  const add = (name: keyof Counts) => before[name] + entry[name];
  return {
    ...entry,
    ...{ run: before.run, part: before.part ?? 0, startedAt: before.startedAt },
    from: [before.from, entry.from].sort()[0]!,
    to: [before.to, entry.to].sort()[1]!,
    ...{ read: add('read'), enqueued: add('enqueued'), skipped: add('skipped'), dead: add('dead') },
  };
}

const dayOf = (iso: string) => iso.slice(0, 10);

function isContinued(before: LedgerEntry, entry: LedgerEntry): boolean {
  const isAlike =
    (before.channel ?? '') === (entry.channel ?? '') &&
    before.ended === entry.ended &&
    (before.how ?? 'collect') === (entry.how ?? 'collect') &&
    dayOf(before.startedAt) === dayOf(entry.startedAt);
  const apartMs = Math.max(
    Date.parse(entry.from) - Date.parse(before.to),
    Date.parse(before.from) - Date.parse(entry.to),
  );
  return isAlike && apartMs <= toleranceMs;
}
