// A GeoJSON file on disk → neighbourhoods; the city's time zone helps to tell longitude from latitude.
import { type Boundaries, parseBoundaries } from './boundaries.ts';
import type { Problem } from './problem.ts';
import { maxDataBytes, readText, shown } from './read-text.ts';
import { isTimezone, standardOffsetHours } from './timezone.ts';

export interface BoundaryFileOptions {
  nameProperty?: string | undefined;
  timezone?: string | undefined;
  /** where a file that cannot be read is told: the line, or the flag, that names it */
  unreadable(expected: string): Problem;
}

/** Never throws: what is wrong is in `problems`. */
export async function readBoundaryFile(path: string, options: BoundaryFileOptions): Promise<Boundaries> {
  const { nameProperty, timezone, unreadable } = options;
  const problems: Problem[] = [];
  const text = await readText(path, maxDataBytes, (expected) => problems.push(unreadable(expected)));
  if (text === undefined) return { neighbourhoods: [], problems };
  return parseBoundaries(text, shown(path), {
    ...(nameProperty !== undefined && { nameProperty }),
    ...(timezone !== undefined &&
      isTimezone(timezone) && { utcOffsetHours: standardOffsetHours(timezone, new Date().getUTCFullYear()) }),
  });
}
