// Which stretches of time a source was collected in, so that what was not collected does not pass for silence. Pure.
import type { LedgerLine } from './gaps.ts';

export interface Stretch {
  fromMs: number;
  toMs: number;
}

/** More of a stretch than this may not lack: its count would be too low. */
const mostLacking = 0.1;

/** What of both lists lacks; each in order and without overlaps. */
function inBoth(one: readonly Stretch[], other: readonly Stretch[]): Stretch[] {
  const common: Stretch[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const fromMs = Math.max(one[i]!.fromMs, other[j]!.fromMs);
    const toMs = Math.min(one[i]!.toMs, other[j]!.toMs);
    if (fromMs < toMs) common.push({ fromMs, toMs });
    if (one[i]!.toMs < other[j]!.toMs) i += 1;
    else j += 1;
  }
  return common;
}

/** When a source brought nothing at all: what its channels lack together. Before its first time it was not collected. */
function silentTimes(lines: readonly LedgerLine[]): Stretch[] {
  const lacking = lines.map(({ sinceMs, holes }) => [
    { fromMs: Number.NEGATIVE_INFINITY, toMs: sinceMs },
    ...holes,
  ]);
  return (
    lacking.reduce<Stretch[] | undefined>(
      (common, next) => (common ? inBoth(common, next) : next),
      undefined,
    ) ?? []
  );
}

/**
 * Of each source of the ledger: whether it was collected in each of the stretches, all but a tenth of the time. A source that the ledger does not know
 * (rows written by another program) is not in the answer: nothing says that it lacks anything.
 */
export function collectedIn(
  ledger: readonly LedgerLine[],
  stretches: readonly Stretch[],
): Map<string, boolean[]> {
  const sources = [...new Set(ledger.map(({ source }) => source))];
  return new Map(
    sources.map((source) => {
      const silent = silentTimes(ledger.filter((line) => line.source === source));
      const isCollected = (stretch: Stretch) => {
        const lacking = inBoth(silent, [stretch]).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
        return lacking <= mostLacking * (stretch.toMs - stretch.fromMs);
      };
      return [source, stretches.map(isCollected)];
    }),
  );
}
