// The profile of a city as its staff would make it: boundaries, and if wished a list of names that is imported, in a folder
// for the moment.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { importedPlacesPath } from '../../config/imported-places.ts';
import { type City, type Environment, loadCity } from '../../config.ts';
import { gazetteerText, importPlaces } from '../../gazetteer/import-places.ts';

export interface HoustonFiles {
  /** GeoJSON of neighbourhoods */
  boundaries: string;
  /** CSV of streets, landmarks, areas, rivers */
  names?: string;
}

/** Houston with the installation's own topics. Throws ConfigError for files that are not sound. */
export async function houston({ boundaries, names }: HoustonFiles, environment: Environment): Promise<City> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-evaluate-'));
  try {
    const path = join(folder, 'houston.yaml');
    const profile = {
      id: 'houston',
      name: 'Houston',
      aliases: ['HTX', 'H-Town'],
      timezone: 'America/Chicago',
      languages: ['en', 'es'],
      neighbourhoods: { file: resolve(boundaries) },
    };
    await writeFile(path, stringify(profile));
    const city = await loadCity(path, environment);
    if (names === undefined) return city;
    const { places } = importPlaces(await readFile(names, 'utf8'), city, []);
    await writeFile(importedPlacesPath(path), gazetteerText(places));
    return await loadCity(path, environment);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
