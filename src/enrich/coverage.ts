// Which matches lie inside others, in time linear in their number (phrases are short, so each covers few words).
import type { Match } from './phrases.ts';

export interface Coverage {
  /** does one of the covering matches hold all of this one? */
  holds(match: Match): boolean;
  /** and is longer? */
  holdsInLonger(match: Match): boolean;
}

/** `key` numbers a token; matches with different keys for the same token do not cover each other. */
export function coverage(matches: readonly Match[], key: (match: Match, token: number) => number): Coverage {
  const furthest = new Map<number, number>();
  const furthestFromBefore = new Map<number, number>();
  const raise = (map: Map<number, number>, at: number, last: number) => {
    if ((map.get(at) ?? -1) < last) map.set(at, last);
  };
  for (const match of matches) {
    for (let token = match.first; token <= match.last; token++) {
      const at = key(match, token);
      raise(furthest, at, match.last);
      if (token > match.first) raise(furthestFromBefore, at, match.last);
    }
  }
  return {
    holds: (match) => (furthest.get(key(match, match.first)) ?? -1) >= match.last,
    holdsInLonger(match) {
      const at = key(match, match.first);
      return (furthest.get(at) ?? -1) > match.last || (furthestFromBefore.get(at) ?? -1) >= match.last;
    },
  };
}
