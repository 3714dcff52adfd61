// Neighbourhoods from GeoJSON (RFC 7946): checked, mended where that is safe, named, with ids and middles.
import type { Neighbourhood } from './city.ts';
import { centerOf, type Polygon, soundRing } from './geometry.ts';
import { findJsonFault } from './json-fault.ts';
import { listProperties, nameOf, pickNameProperty } from './name-property.ts';
import type { Path, Problem } from './problem.ts';
import { slugPattern, uniqueSlug } from './slug.ts';

/** One bad file tells its first faults; they are mostly one fault many times. */
const maxProblems = 20;
const reproject = 'Convert it first: ogr2ogr -t_srs EPSG:4326 -lco RFC7946=YES fixed.geojson FILE';

export interface BoundaryOptions {
  /** property that holds the name; found by itself when it is one of the usual ones */
  nameProperty?: string;
  /** standard time of the city in hours east of UTC: tells longitude from latitude where the numbers allow both */
  utcOffsetHours?: number;
}

export interface Boundaries {
  neighbourhoods: Neighbourhood[];
  problems: Problem[];
}

interface Feature {
  path: Path;
  properties: Record<string, unknown>;
  polygons: Polygon[];
}

/** Reads the text of a GeoJSON file. Never throws: what is wrong is in `problems`. */
export function parseBoundaries(text: string, file: string, options: BoundaryOptions = {}): Boundaries {
  const problems: Problem[] = [];
  const report = (path: Path, expected: string, value?: unknown) => {
    problems.push({ file, path, value, expected });
  };
  const data = parseJson(text, file, problems);
  if (problems.length > 0) return { neighbourhoods: [], problems };
  const features = readFeatures(data, report);
  if (problems.length === 0) checkPositions(data, features, options, report);
  const neighbourhoods = problems.length === 0 ? nameAll(features, options.nameProperty, report) : [];
  if (problems.length > maxProblems) {
    const more = problems.length - maxProblems;
    problems.splice(maxProblems, more, {
      file,
      path: [],
      expected: `sound GeoJSON: ${more} more mistakes like these`,
    });
  }
  return { neighbourhoods, problems };
}

type Report = (path: Path, expected: string, value?: unknown) => void;

function parseJson(text: string, file: string, problems: Problem[]): unknown {
  const content = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    return JSON.parse(content);
  } catch {
    const fault = findJsonFault(content);
    const expected = fault === undefined ? 'JSON' : `JSON: ${fault.expected} at this place`;
    problems.push({ file, line: fault?.line, col: fault?.col, path: [], expected });
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readFeatures(data: unknown, report: Report): Feature[] {
  const isCollection = isObject(data) && data.type === 'FeatureCollection' && Array.isArray(data.features);
  const isFeature = isObject(data) && data.type === 'Feature';
  if (!isCollection && !isFeature) {
    const type = isObject(data) && typeof data.type === 'string' ? data.type : undefined;
    report(['type'], 'GeoJSON of type FeatureCollection or Feature', type);
    return [];
  }
  const list: unknown[] = isCollection ? (data.features as unknown[]) : [data];
  if (list.length === 0) report(['features'], 'at least one feature');
  return list.map((feature, index) => readFeature(feature, isCollection ? ['features', index] : [], report));
}

function readFeature(feature: unknown, path: Path, report: Report): Feature {
  const properties = isObject(feature) && isObject(feature.properties) ? feature.properties : {};
  const geometry = isObject(feature) ? feature.geometry : undefined;
  const at = [...path, 'geometry'];
  const type = isObject(geometry) ? geometry.type : undefined;
  const coordinates = isObject(geometry) ? geometry.coordinates : undefined;
  if ((type !== 'Polygon' && type !== 'MultiPolygon') || !Array.isArray(coordinates)) {
    report([...at, 'type'], 'a Polygon or MultiPolygon with coordinates', type ?? 'nothing');
    return { path, properties, polygons: [] };
  }
  const nested: unknown[] = type === 'Polygon' ? [coordinates] : coordinates;
  const polygons = nested.flatMap((rings, index): Polygon[] => {
    const ringPath = [...at, 'coordinates', ...(type === 'Polygon' ? [] : [index])];
    if (!Array.isArray(rings) || rings.length === 0) {
      report(ringPath, 'a polygon: a list of rings');
      return [];
    }
    const sound = rings.map(soundRing);
    for (const [n, ring] of sound.entries()) if (typeof ring === 'string') report([...ringPath, n], ring);
    return [sound.filter((ring) => typeof ring !== 'string')];
  });
  if (nested.length === 0) report([...at, 'coordinates'], 'at least one polygon');
  return { path, properties, polygons };
}

/** From least to most. */
interface Box {
  lon: [number, number];
  lat: [number, number];
}

/** Refuses other projections and latitude before longitude; one report tells it for the whole file. */
function checkPositions(data: unknown, features: Feature[], options: BoundaryOptions, report: Report): void {
  const crs =
    isObject(data) && isObject(data.crs) && isObject(data.crs.properties)
      ? data.crs.properties.name
      : undefined;
  const box: Box = { lon: [Infinity, -Infinity], lat: [Infinity, -Infinity] };
  let outside: { path: Path; position: number[] } | undefined;
  for (const { path, polygons } of features) {
    for (const position of polygons.flat(2)) {
      const [lon, lat] = position as [number, number];
      if (Math.abs(lon) > 180 || Math.abs(lat) > 90) outside ??= { path, position };
      box.lon[0] = Math.min(box.lon[0], lon);
      box.lon[1] = Math.max(box.lon[1], lon);
      box.lat[0] = Math.min(box.lat[0], lat);
      box.lat[1] = Math.max(box.lat[1], lat);
    }
  }
  const swap = 'These look like [latitude, longitude]: swap each pair.';
  if (outside !== undefined) {
    const isSwapped = box.lon[0] >= -90 && box.lon[1] <= 90 && box.lat[0] >= -180 && box.lat[1] <= 180;
    const fix = isSwapped ? swap : `These are in another projection. ${reproject}`;
    const value = `[${outside.position.join(', ')}]`;
    report([...outside.path, 'geometry'], `[longitude, latitude] in degrees (WGS 84). ${fix}`, value);
  } else if (typeof crs === 'string' && !/CRS:?84|EPSG:+4326|WGS ?84|CRS::?84/i.test(crs)) {
    report(['crs'], `no crs, or WGS 84. ${reproject}`, crs);
  } else if (options.utcOffsetHours !== undefined && looksSwapped(box, options.utcOffsetHours)) {
    const value = `[${box.lon[0]}, ${box.lat[0]}]`;
    report(['features', 0, 'geometry'], `[longitude, latitude] near the city's time zone. ${swap}`, value);
  }
}

/** The sun turns 15° an hour: a zone's standard time tells the longitude to some 40°. */
function looksSwapped(box: Box, utcOffsetHours: number): boolean {
  const meridian = utcOffsetHours * 15;
  const away = (range: Box['lon']) => {
    const difference = Math.abs((range[0] + range[1]) / 2 - meridian);
    return Math.min(difference, 360 - difference);
  };
  return away(box.lon) > 60 && away(box.lat) < 40;
}

function nameAll(features: Feature[], chosen: string | undefined, report: Report): Neighbourhood[] {
  const all = features.map(({ properties }) => properties);
  const property = chosen ?? pickNameProperty(all);
  const taken = new Set<string>();
  for (const { path, properties } of features) {
    const { id } = properties;
    if (!isId(id)) continue;
    if (taken.has(id)) report([...path, 'properties', 'id'], 'each id once', id);
    taken.add(id);
  }
  return features.map(({ path, properties, polygons }, index) => {
    const name = property === undefined ? '' : nameOf(properties, property);
    if (name === '') {
      const hint = `a name; this feature has ${listProperties(properties)}. Say which property holds it`;
      report(
        [...path, 'properties', property ?? 'name'],
        `${hint}: --name-property NAME, or nameProperty in the profile`,
      );
    }
    const id = isId(properties.id) ? properties.id : uniqueSlug(name, `area-${index + 1}`, taken);
    return { id, name, ...extras(properties), polygons, center: centerOf(polygons) };
  });
}

/** An id of ours begins with a letter; numbers and codes of other systems are not taken over. */
const isId = (id: unknown): id is string =>
  typeof id === 'string' && id.length <= 80 && slugPattern.test(id) && /^\p{L}/u.test(id);

function extras(properties: Record<string, unknown>): { aliases: string[]; residents?: number } {
  const { aliases, residents } = properties;
  const list = Array.isArray(aliases) ? aliases : typeof aliases === 'string' ? aliases.split(/[|;]/) : [];
  const sound = list.filter((alias) => typeof alias === 'string').map((alias) => alias.trim());
  const known = typeof residents === 'number' && Number.isInteger(residents) && residents >= 0;
  return { aliases: [...new Set(sound.filter((alias) => alias !== ''))], ...(known && { residents }) };
}
