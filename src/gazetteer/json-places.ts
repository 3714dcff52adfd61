// Places from JSON: GeoJSON (RFC 7946), and what Overpass answers with `out center` (elements with tags).
import { type BadRow, degreesOf, type Listed, partsOf, textOf } from './listed.ts';
import { aliasesOfTags, hasOsmTags, kindOfTags } from './osm-tags.ts';

type Thing = Record<string, unknown>;
const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface Read {
  places: (Listed & { where: string })[];
  bad: BadRow[];
}

const usualNames = [
  'name',
  'Name',
  'NAME',
  'fullname',
  'FULLNAME',
  'full_name',
  'street',
  'STREET',
  'st_name',
  'ST_NAME',
  'label',
  'title',
];
const usualKinds = ['kind', 'type', 'category'];

/** `data` is the parsed file. */
export function readJsonPlaces(data: unknown): Read {
  if (isThing(data) && Array.isArray(data.elements)) return readAll(data.elements, 'element', fromElement);
  if (isThing(data) && data.type === 'FeatureCollection' && Array.isArray(data.features)) {
    return readAll(data.features, 'feature', fromFeature);
  }
  const reason = 'expected GeoJSON of type FeatureCollection, or what Overpass answers as JSON';
  return { places: [], bad: [{ where: 'file', reason }] };
}

/** A string is the reason why there is no place; nothing is neither: a point of a line, say. */
function readAll(rows: unknown[], noun: string, read: (row: Thing) => Listed | string | undefined): Read {
  const result: Read = { places: [], bad: [] };
  rows.forEach((row, index) => {
    const where = `${noun} ${index + 1}`;
    const place = isThing(row) ? read(row) : `expected an object`;
    if (typeof place === 'string') result.bad.push({ where, reason: place });
    else if (place) result.places.push({ ...place, where });
  });
  return result;
}

/** Points of lines have no tags: they are passed over. */
function fromElement(element: Thing): Listed | string | undefined {
  const tags = isThing(element.tags) ? element.tags : {};
  const name = textOf(Object.hasOwn(tags, 'name') ? tags.name : undefined);
  if (name === '') return undefined;
  const point = isThing(element.center) ? element.center : element;
  const [lat, lon] = [degreesOf(point.lat), degreesOf(point.lon)];
  const position = lat !== undefined && lon !== undefined ? { lat, lon } : {};
  return { name, kind: kindOfTags(tags), aliases: aliasesOfTags(tags), ...position };
}

function fromFeature(feature: Thing): Listed | string | undefined {
  const properties = isThing(feature.properties) ? feature.properties : {};
  // Some converters keep the tags in a property of their own.
  const tags = isThing(properties.tags) ? { ...properties, ...properties.tags } : properties;
  const key = usualNames.find((usual) => Object.hasOwn(tags, usual) && textOf(tags[usual]) !== '');
  if (key === undefined) return hasOsmTags(tags) ? undefined : 'expected a name';
  const kindKey = usualKinds.find((usual) => Object.hasOwn(tags, usual) && textOf(tags[usual]) !== '');
  const isOsm = hasOsmTags(tags);
  const aliases = Array.isArray(tags.aliases) ? tags.aliases.map(textOf) : partsOf(tags.aliases, /[|;]/);
  return {
    name: textOf(tags[key]),
    kind: isOsm || kindKey === undefined ? kindOfTags(tags) : textOf(tags[kindKey]),
    aliases: [...aliases, ...aliasesOfTags(tags)],
    ...positionOf(feature.geometry),
  };
}

/** A point, or the middle of the corners' box; nothing where the geometry says nothing. */
function positionOf(geometry: unknown): { lat?: number; lon?: number } {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const pending: unknown[] = [isThing(geometry) ? geometry.coordinates : undefined];
  while (pending.length > 0) {
    const next = pending.pop();
    if (!Array.isArray(next)) continue;
    if (typeof next[0] !== 'number' || typeof next[1] !== 'number') {
      for (const part of next) pending.push(part);
      continue;
    }
    box[0] = Math.min(box[0], next[0]);
    box[1] = Math.min(box[1], next[1]);
    box[2] = Math.max(box[2], next[0]);
    box[3] = Math.max(box[3], next[1]);
  }
  return box[0] === Infinity ? {} : { lat: (box[1] + box[3]) / 2, lon: (box[0] + box[2]) / 2 };
}
