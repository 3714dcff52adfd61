// "Did you mean …?": the known name closest to what was typed.

/** Optimal string alignment distance: insertions, deletions, substitutions and swapped neighbours cost 1. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

const fold = (name: string) => name.toLowerCase().replace(/[_\s-]/g, '');

/** The known name within a third of its length of `typed`, ignoring case, `_` and `-`; undefined when none is near. */
export function nearestName(typed: string, known: Iterable<string>): string | undefined {
  const wanted = fold(typed.slice(0, 100));
  let nearest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const folded = fold(name);
    const most = Math.max(1, Math.floor(Math.max(folded.length, wanted.length) / 3));
    if (Math.abs(folded.length - wanted.length) > most) continue;
    const distance = editDistance(wanted, folded);
    if (distance <= most && distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}

/** `, did you mean "x"?` or nothing. */
export function suggestion(typed: string, known: Iterable<string>): string {
  const nearest = nearestName(typed, known);
  return nearest === undefined ? '' : `, did you mean ${JSON.stringify(nearest)}?`;
}
