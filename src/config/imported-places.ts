// Where `earshot places import` keeps what it imported: beside the profile, so that a copy of the folder is complete.
import { basename, dirname, extname, join } from 'node:path';

/** `cities/millport.yaml` → `cities/millport-places.csv`; it is read whether or not `placeFiles` names it. */
export function importedPlacesPath(profilePath: string): string {
  return join(dirname(profilePath), `${basename(profilePath, extname(profilePath))}-places.csv`);
}
