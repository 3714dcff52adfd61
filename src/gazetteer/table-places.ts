// Places from tables: CSV with a first line of names, and GeoNames' dumps (tab-separated, 19 columns, no header;
// download.geonames.org/export/dump/readme.txt).
import { parse } from 'csv-parse/sync';
import type { Read } from './json-places.ts';
import { degreesOf, type Listed, partsOf, textOf } from './listed.ts';

const geonamesColumns = 19;

/** Which of our columns a header means. */
const headers: Record<string, keyof Listed> = {
  name: 'name', title: 'name', street: 'name', fullname: 'name', streetname: 'name',
  kind: 'kind', type: 'kind', category: 'kind',
  aliases: 'aliases', alias: 'aliases', altname: 'aliases', altnames: 'aliases', alternatenames: 'aliases',
  lat: 'lat', latitude: 'lat', y: 'lat',
  lon: 'lon', lng: 'lon', long: 'lon', longitude: 'lon', x: 'lon',
  neighbourhood: 'neighbourhood', neighborhood: 'neighbourhood',
}; // biome-ignore format: a table of names reads better packed

interface Row {
  record: string[];
  info: { lines: number };
}

const options = {
  bom: true,
  info: true,
  skip_empty_lines: true,
  relax_column_count: true,
  trim: true,
} as const;

export function readCsvPlaces(text: string): Read {
  const head = text.slice(0, Math.max(0, text.indexOf('\n')) || text.length);
  const delimiter = ['\t', ';', ','].sort((a, b) => head.split(b).length - head.split(a).length)[0]!;
  let rows: Row[];
  try {
    rows = parse(text, { ...options, delimiter }) as unknown as Row[];
  } catch (error) {
    const where = `line ${(error as { lines?: number }).lines ?? 1}`;
    return { places: [], bad: [{ where, reason: 'expected CSV: a quoted value that is closed' }] };
  }
  const fields = (rows[0]?.record ?? []).map((header) => {
    const folded = header.toLowerCase().replace(/[\s_-]/g, '');
    return Object.hasOwn(headers, folded) ? headers[folded] : undefined;
  });
  if (!fields.includes('name')) {
    return { places: [], bad: [{ where: 'line 1', reason: 'expected a column "name" in the first line' }] };
  }
  const places = rows.slice(1).map(({ record, info }) => {
    const cell = (field: keyof Listed) => record[fields.indexOf(field)] ?? '';
    const [lat, lon, home] = [degreesOf(cell('lat')), degreesOf(cell('lon')), textOf(cell('neighbourhood'))];
    return {
      where: `line ${info.lines}`,
      name: textOf(cell('name')),
      kind: textOf(cell('kind')) || 'landmark',
      aliases: partsOf(cell('aliases'), /[|;]/),
      ...(lat !== undefined && { lat }),
      ...(lon !== undefined && { lon }),
      ...(home !== '' && { neighbourhood: home }),
    };
  });
  return { places, bad: [] };
}

/** Feature classes of GeoNames, and the codes that say more (www.geonames.org/export/codes.html). */
const kindOfClass: Record<string, string> = {
  A: 'area', H: 'water', L: 'area', P: 'city', R: 'street', S: 'landmark', T: 'hill', V: 'park',
}; // biome-ignore format: a table reads better packed
const kindOfCode: Record<string, string> = {
  ADM2: 'county', STM: 'river', CNL: 'canal', LK: 'lake', PRK: 'park', PPLX: 'area', AIRP: 'airport', SCH: 'school', CH: 'church',
  HSP: 'hospital', RSTN: 'station', MTRO: 'station', BUSTN: 'station', LIBR: 'library', UNIV: 'university', BDG: 'bridge', SQR: 'square',
}; // biome-ignore format: a table reads better packed

export const isGeonames = (text: string) =>
  /^\d+\t/.test(text) &&
  text.slice(0, Math.max(0, text.indexOf('\n')) || text.length).split('\t').length === geonamesColumns;

export function readGeonamesPlaces(text: string): Read {
  const result: Read = { places: [], bad: [] };
  text.split(/\r?\n/).forEach((line, index) => {
    if (line === '') return;
    const where = `line ${index + 1}`;
    const columns = line.split('\t');
    if (columns.length !== geonamesColumns) {
      const reason = `expected the ${geonamesColumns} columns of a GeoNames dump, not ${columns.length}`;
      result.bad.push({ where, reason });
      return;
    }
    const [, name, ascii, alternates, lat, lon, featureClass = '', code = ''] = columns;
    const kind = Object.hasOwn(kindOfCode, code) ? kindOfCode[code] : kindOfClass[featureClass];
    // Undersea, and countries and states: nothing of a city.
    if (kind === undefined || code === 'ADM1' || code.startsWith('PCL')) return;
    result.places.push({
      where,
      name: textOf(name),
      kind,
      aliases: [textOf(ascii), ...partsOf(alternates, /,/)].filter((alias) => isLatin(alias)).slice(0, 20),
      ...(degreesOf(lat) !== undefined && { lat: degreesOf(lat)! }),
      ...(degreesOf(lon) !== undefined && { lon: degreesOf(lon)! }),
    });
  });
  return result;
}

/** Codes of airports and names in other scripts are nobody's word for a street here. */
const isLatin = (alias: string) => alias.length > 3 && /^[\p{Script=Latin}\p{N}\p{P}\p{Zs}]+$/u.test(alias);
