// Of several things that a text names, which one is a word said of? The nearest, first in its own clause, then in its own sentence,
// and rather one that stands before the word than one after it.
import type { FieldSentiment } from './sentiment-reading.ts';
import { cutFloat64, cutUint8 } from './slab.ts';

/** Tokens `first` to `last` name what is asked about (`isOwn`) or something else. */
export interface Spot {
  first: number;
  last: number;
  isOwn: boolean;
}

/** Nearest to what is asked about and in one of its sentences; nearest, in another sentence; nearer to something else. */
export const standing = { own: 0, around: 1, other: 2 } as const;

/** What a border between a word and a name costs, in tokens. A contrast ends a sentence too: "but" separates. */
const border = { clause: 10, segment: 20 };
const after = 0.5;

type Read = Pick<FieldSentiment, 'field' | 'clauses'>;

/** Per token of the field. `spots` are in order; two sweeps, linear in the tokens. */
export function standingsOf(read: Read, spots: readonly Spot[]): Uint8Array {
  const { clauses, field } = read;
  const { count } = field.tokens;
  const result = cutUint8(count);
  if (spots.some(({ isOwn }) => !isOwn)) {
    const own = cutFloat64(count).fill(Number.POSITIVE_INFINITY);
    const other = cutFloat64(count).fill(Number.POSITIVE_INFINITY);
    sweep(read, spots, 1, { own, other });
    sweep(read, spots, -1, { own, other });
    for (let i = 0; i < count; i++) if (other[i]! < own[i]!) result[i] = standing.other;
  }
  const segments = new Set<number>();
  for (const { first, isOwn } of spots) if (isOwn) segments.add(clauses.segment[first]!);
  if (segments.size === 0) return result;
  for (let i = 0; i < count; i++) {
    if (result[i] === standing.own && !segments.has(clauses.segment[i]!)) result[i] = standing.around;
  }
  return result;
}

/** Distances to the last spot of each kind that was passed, forwards (`step` 1) or backwards. */
function sweep(
  { clauses, field }: Read,
  spots: readonly Spot[],
  step: 1 | -1,
  { own, other }: Record<'own' | 'other', Float64Array>,
): void {
  const { count } = field.tokens;
  const isForwards = step > 0;
  const extra = isForwards ? 0 : after;
  const distance = (token: number, edge: number) =>
    extra +
    // Inside a spot there is none.
    Math.max(0, step * (token - edge)) +
    (clauses.clause[token] === clauses.clause[edge] ? 0 : border.clause) +
    (clauses.segment[token] === clauses.segment[edge] ? 0 : border.segment);
  let [ownEdge, otherEdge] = [-1, -1];
  let next = isForwards ? 0 : spots.length - 1;
  for (let i = isForwards ? 0 : count - 1; i >= 0 && i < count; i += step) {
    for (; next >= 0 && next < spots.length; next += step) {
      const { first, last, isOwn } = spots[next]!;
      if (isForwards ? first > i : last < i) break;
      const edge = isForwards ? last : first;
      if (isOwn) ownEdge = edge;
      else otherEdge = edge;
    }
    if (ownEdge >= 0) own[i] = Math.min(own[i]!, distance(i, ownEdge));
    if (otherEdge >= 0) other[i] = Math.min(other[i]!, distance(i, otherEdge));
  }
}
