// A file of places → the lines of the city's own gazetteer: read, checked, merged with what is there. Pure.
import { stringify } from 'csv-stringify/sync';
import type { City } from '../config/city.ts';
import { findNeighbourhood } from '../config/find-neighbourhood.ts';
import { placeSchema } from '../config/profile.ts';
import { createLocator } from '../enrich/locate.ts';
import { type Read, readJsonPlaces } from './json-places.ts';
import type { BadRow, Listed } from './listed.ts';
import { isGeonames, readCsvPlaces, readGeonamesPlaces } from './table-places.ts';

/** What lies further from every neighbourhood is not in or near the city. */
const farKm = 50;
/** A name whose places lie further apart than this has no coordinates: nobody knows which one is meant. */
const sameKm = 1;

export interface PlacesImport {
  places: Listed[];
  bad: BadRow[];
  counts: { read: number; added: number; merged: number; far: number };
}

function readAny(text: string): Read {
  const content = text.startsWith('\ufeff') ? text.slice(1) : text;
  const first = content.trimStart()[0];
  if (first !== '{' && first !== '[')
    return isGeonames(content) ? readGeonamesPlaces(content) : readCsvPlaces(content);
  try {
    return readJsonPlaces(JSON.parse(content));
  } catch {
    return { places: [], bad: [{ where: 'file', reason: 'expected JSON that can be parsed' }] };
  }
}

const kilometres = (a: Required<Pick<Listed, 'lat' | 'lon'>>, b: Required<Pick<Listed, 'lat' | 'lon'>>) =>
  Math.hypot(a.lat - b.lat, (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180)) * 111.2;

const hasPosition = (place: Listed): place is Listed & { lat: number; lon: number } =>
  place.lat !== undefined && place.lon !== undefined;

/** `known` are the lines that were imported before. */
export function importPlaces(text: string, city: City, known: readonly Listed[]): PlacesImport {
  const { places: read, bad } = readAny(text);
  const locator = createLocator(city.neighbourhoods);
  const ownNames = new Set([city.name, ...city.aliases].map((name) => name.toLowerCase()));
  const counts = { read: read.length + bad.length, added: 0, merged: 0, far: 0 };
  const merged = new Map<string, Listed>();
  const keyOf = ({ name, kind }: Listed) => `${kind} ${name.toLowerCase()}`;
  for (const place of known) merged.set(keyOf(place), place);
  for (const { where, ...raw } of read) {
    const checked = check(raw, city);
    if (typeof checked === 'string') {
      bad.push({ where, reason: checked });
      continue;
    }
    const km = hasPosition(checked) ? locator.distanceKm(checked.lat, checked.lon) : undefined;
    if ((km ?? 0) > farKm || ownNames.has(checked.name.toLowerCase())) {
      counts.far++;
      continue;
    }
    const before = merged.get(keyOf(checked));
    if (before) counts.merged++;
    else counts.added++;
    merged.set(keyOf(checked), before ? unite(before, checked) : checked);
  }
  return { places: [...merged.values()], bad, counts };
}

/** The place in our own words, or what is wrong with it. */
function check(raw: Listed, city: City): Listed | string {
  const kind =
    raw.kind
      .toLowerCase()
      .replace(/[^a-z]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 31) || 'landmark';
  const aliases = [...new Set(raw.aliases)].filter((alias) => alias !== '' && alias !== raw.name);
  const result = placeSchema.safeParse({ ...raw, kind, aliases });
  if (!result.success) {
    const [issue] = result.error.issues;
    return `${issue?.path.join('.') || 'place'}: ${issue?.message.replace(/^Invalid input: /, '') ?? 'cannot be used'}`;
  }
  const { neighbourhood } = result.data;
  if (neighbourhood !== undefined && !findNeighbourhood(city.neighbourhoods, neighbourhood)) {
    return 'neighbourhood: expected the id or name of a neighbourhood of the profile';
  }
  return { ...result.data };
}

function unite(a: Listed, b: Listed): Listed {
  const aliases = [...new Set([...a.aliases, ...b.aliases])];
  const { lat: _lat, lon: _lon, ...bare } = a;
  if (hasPosition(a) && hasPosition(b))
    return kilometres(a, b) > sameKm ? { ...bare, aliases } : { ...a, aliases };
  return hasPosition(b) ? { ...a, aliases, lat: b.lat, lon: b.lon } : { ...a, aliases };
}

const columns = ['name', 'kind', 'aliases', 'lat', 'lon', 'neighbourhood'] as const;
const rounded = (degrees?: number) => (degrees === undefined ? '' : String(Math.round(degrees * 1e6) / 1e6));

/** The file's text; the same places give the same bytes. */
export function gazetteerText(places: readonly Listed[]): string {
  const rows = places.map(({ name, kind, aliases, lat, lon, neighbourhood }) => [
    name,
    kind,
    aliases.map((alias) => alias.replaceAll('|', ' ')).join('|'),
    rounded(lat),
    rounded(lon),
    neighbourhood ?? '',
  ]);
  return stringify([[...columns], ...rows]);
}
