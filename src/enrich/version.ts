// Which rules made a tag: without the models, so that whoever only asks for the version loads none.
import type { City } from '../config/city.ts';

/** Counts up whenever the same post and city would get other tags. */
const enricherVersion = '3';

/** Of the program and of everything in the profile that changes a tag: `3-3f2a9c04`. */
export function pipelineVersion(city: Pick<City, 'hash'>): string {
  return `${enricherVersion}-${city.hash.slice(0, 8)}`;
}
