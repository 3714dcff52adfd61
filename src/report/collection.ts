// Was the week completely collected? No sentence says that something fell when collection fell.
import type { Gap } from '../store/queries/define.ts';

/** A source is incomplete when it misses this share of the week; the pauses between its runs are less. */
const countingShare = 0.1;

export interface Lack {
  /** such as `news` or `reddit/boston` */
  name: string;
  hours: number;
  reasons: string[];
}

/** What was not collected of a stretch, the longest lack first. */
export function lacksOf(gaps: readonly Gap[], { fromMs, toMs }: { fromMs: number; toMs: number }): Lack[] {
  const byName = new Map<string, { ms: number; reasons: Set<string> }>();
  for (const { source, channel, from, to, reason } of gaps) {
    const ms = Math.min(Date.parse(to), toMs) - Math.max(Date.parse(from), fromMs);
    if (ms <= 0) continue;
    const name = channel === '' ? source : `${source}/${channel}`;
    const lack = byName.get(name) ?? { ms: 0, reasons: new Set() };
    lack.ms += ms;
    lack.reasons.add(reason);
    byName.set(name, lack);
  }
  return [...byName]
    .map(([name, { ms, reasons }]) => ({ name, hours: ms / 3_600_000, reasons: [...reasons].sort() }))
    .sort((a, b) => b.hours - a.hours || (a.name < b.name ? -1 : 1));
}

/**
 * Sources whose first run or archive begins within a stretch: before it nobody was to collect them, so the ledger has no gap. `runs` are those that touch
 * the stretch.
 */
export function lateStarts(
  runs: readonly { source: string; from: string }[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Lack[] {
  const firsts = new Map<string, number>();
  for (const { source, from } of runs)
    firsts.set(source, Math.min(firsts.get(source) ?? toMs, Date.parse(from)));
  return [...firsts].flatMap(([name, first]) => {
    const hours = (Math.min(first, toMs) - fromMs) / 3_600_000;
    return hours > 0 ? [{ name, hours, reasons: ['not collected yet'] }] : [];
  });
}

/** Does so much lack of a stretch that a change may come from collection alone? */
export function isIncomplete(
  lacks: readonly Lack[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): boolean {
  const counting = ((toMs - fromMs) / 3_600_000) * countingShare;
  return lacks.some(({ hours }) => hours >= counting);
}
