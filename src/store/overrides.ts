// What stands against rows on their way in: posts that were deleted, and tags that a person corrected.
import { z } from 'zod';
import { findCorrections } from './corrections.ts';
import type { Lane } from './lane.ts';
import { type DeletedKey, findListedDeleted } from './tombstones.ts';

export interface Overrides {
  /** `keyText` of posts that stay away */
  deleted: Set<string>;
  /** `keyText` → JSON of the tags that a person gave; empty when they were taken back */
  corrections: Map<string, string>;
}

/** One look for both, without parameters; counts come from the metadata. Most cities have neither. */
const look = `SELECT (SELECT count() FROM state_deleted) AS deleted,
  (SELECT groupUniqArray(city) FROM state_correction) AS corrected`;
const lookRow = z.object({ deleted: z.number(), corrected: z.array(z.string()) });

/** Reads it anew each time: another process may delete or correct. Throws TransientError. */
export async function findOverrides(lane: Lane, keys: readonly DeletedKey[]): Promise<Overrides> {
  const [known] = await lane.rows(lookRow, look);
  const cities = new Set(known?.corrected);
  const correctable = cities.size === 0 ? [] : keys.filter(({ city }) => cities.has(city));
  return {
    deleted: known?.deleted ? await findListedDeleted(lane, keys) : new Set(),
    corrections: correctable.length > 0 ? await findCorrections(lane, correctable) : new Map(),
  };
}
