// Neighbourhoods as people write them in the profile: by id, name or alias.
import type { Neighbourhood } from './city.ts';
import { nearestName } from './nearest.ts';

/** Finds a neighbourhood by id, name or alias, ignoring case. */
export function findNeighbourhood(all: readonly Neighbourhood[], wanted: string): Neighbourhood | undefined {
  const folded = wanted.toLowerCase();
  return (
    all.find(({ id }) => id === folded) ??
    all.find(({ name, aliases }) => [name, ...aliases].some((known) => known.toLowerCase() === folded))
  );
}

/** Why a neighbourhood was not found, with the nearest one. */
export function describeUnknown(all: readonly Neighbourhood[], wanted: string): string {
  if (all.length === 0) return 'a neighbourhood; the profile has none, see neighbourhoods.file';
  const nearest = nearestName(
    wanted,
    all.flatMap(({ id, name }) => [id, name]),
  );
  return `the id or name of a neighbourhood${nearest === undefined ? '' : `, did you mean ${JSON.stringify(nearest)}?`}`;
}
