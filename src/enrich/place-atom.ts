// A stretch of a text that names a place, as the steps of the places tag hand it on.
import type { NameMatch } from './names.ts';

export interface PlaceAtom {
  /** indices of tokens, both inside */
  first: number;
  last: number;
  /** street, city, landmark, intersection … */
  kind: string;
  /** 0…1 */
  confidence: number;
  /** the profile's names inside it */
  names: NameMatch[];
}

export const isRoad = ({ kind }: PlaceAtom) => kind === 'street' || kind === 'intersection';

/** In order, and of those that overlap the longest, which keeps the names of what it covers. */
export function longestAtoms(atoms: readonly PlaceAtom[]): PlaceAtom[] {
  const sorted = [...atoms].sort((a, b) => a.first - b.first || b.last - a.last);
  const kept: PlaceAtom[] = [];
  for (const atom of sorted) {
    const before = kept.at(-1);
    if (before === undefined || atom.first > before.last) {
      kept.push({ ...atom });
      continue;
    }
    const isInside = atom.last <= before.last;
    if (isInside) before.names = [...before.names, ...atom.names];
    else if (atom.last - atom.first > before.last - before.first) kept[kept.length - 1] = { ...atom };
  }
  return kept;
}
