// What OpenStreetMap's tags say of a place (wiki.openstreetmap.org/wiki/Map_features): its kind and its other names.
import { partsOf } from './listed.ts';

type Tags = Readonly<Record<string, unknown>>;

const stops = new Set(['bus_stop', 'platform']);
const rails = new Set(['station', 'halt', 'tram_stop', 'subway_entrance']);
const towns = new Set(['city', 'town', 'village', 'hamlet']);
const buildings = new Set([
  'school', 'university', 'college', 'library', 'hospital', 'townhall', 'theatre', 'marketplace', 'courthouse',
]); // biome-ignore format: a table of names reads better packed

const value = (tags: Tags, key: string) => (Object.hasOwn(tags, key) ? String(tags[key] ?? '') : '');

export function kindOfTags(tags: Tags): string {
  const highway = value(tags, 'highway');
  if (stops.has(highway) || value(tags, 'public_transport') !== '') return 'station';
  if (rails.has(value(tags, 'railway'))) return 'station';
  if (value(tags, 'bridge') === 'yes' || value(tags, 'man_made') === 'bridge') return 'bridge';
  if (highway !== '') return 'street';
  if (value(tags, 'waterway') !== '') return 'river';
  if (value(tags, 'natural') === 'water' || value(tags, 'natural') === 'bay') return 'water';
  if (['park', 'garden', 'nature_reserve', 'playground'].includes(value(tags, 'leisure'))) return 'park';
  if (value(tags, 'aeroway') === 'aerodrome') return 'airport';
  const place = value(tags, 'place');
  if (place !== '') return towns.has(place) ? 'city' : place === 'square' ? 'square' : 'area';
  const amenity = value(tags, 'amenity');
  if (amenity === 'place_of_worship') return 'church';
  return buildings.has(amenity) ? amenity : 'landmark';
}

/** Several names in one tag are separated by ";"; a road's number is a name too. */
export function aliasesOfTags(tags: Tags): string[] {
  const keys = ['alt_name', 'old_name', 'short_name', 'official_name', 'loc_name', 'nat_name', 'name:en'];
  if (value(tags, 'highway') !== '') keys.push('ref');
  return keys.flatMap((key) => (Object.hasOwn(tags, key) ? partsOf(tags[key], /;/) : []));
}

/** Does it look as if these came from OpenStreetMap? */
export const hasOsmTags = (tags: Tags) =>
  ['highway', 'railway', 'waterway', 'amenity', 'leisure', 'place', 'natural', 'public_transport', 'aeroway', 'tourism',
    'building', 'shop', 'man_made'].some((key) => Object.hasOwn(tags, key)); // biome-ignore format: one list
