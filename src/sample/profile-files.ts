// The demo city's profile as files, made from what the generator knows, so that the two cannot drift apart.
// A test compares them with config/demo and says how to write them anew.
import type { Kilometres } from './drawing.ts';
import { drawNeighbourhoods, toDegrees } from './map.ts';
import { neighbourhoods, river } from './neighbourhoods.ts';
import { pointIn } from './points.ts';
import { createRandom } from './random.ts';

/** quillport.geojson: one feature a neighbourhood, one line each. */
export function boundariesFile(): string {
  const rings = drawNeighbourhoods();
  const features = neighbourhoods.map(({ id, name, aliases, residents }) =>
    JSON.stringify({
      type: 'Feature',
      properties: { id, name, aliases, residents },
      geometry: { type: 'Polygon', coordinates: [rings.get(id)] },
    }),
  );
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`;
}

const brief: Record<string, string> = { Street: 'St', Avenue: 'Ave', Road: 'Rd', Lane: 'Ln', Drive: 'Dr' };

function streetAliases(name: string): string[] {
  const space = name.lastIndexOf(' ');
  const short = brief[name.slice(space + 1)];
  return short === undefined ? [] : [`${name.slice(0, space)} ${short}`];
}

/** What belongs on a shore, a hill or in the middle, in kilometres of the drawing; the rest lies anywhere inside. */
const spots: Readonly<Record<string, Kilometres>> = {
  'Quillport City Hall': [8.4, 7.35],
  'Exchange Station': [8.3, 6.9],
  'Lantern Bay Ferry Terminal': [12.2, 7.25],
  'Ropewalk Promenade': [12.45, 9.1],
  'Gannet Point Light': [15.05, 11.2],
  'Breakwater Park': [14.5, 11.4],
  'Sluice Gate Park': [5.7, 7.5],
  'Upper Weir Dam': [2.4, 8.1],
  'Saint Orla Hospital': [6.4, 9.6],
  'Corrow Lift Bridge': [7.6, 5.6],
  'Riverwall Park': [8.4, 5.5],
  'Ballast Stadium': [11.7, 4.3],
  'Ballast Point Park': [12.8, 3.9],
  'Towpath Park': [3.6, 7.15],
  'Halfmoon Rowing Club': [2.4, 7.25],
  'Samphire Marsh': [12.7, 1.6],
  'Saltmeadow Pumping Station': [12.6, 2.7],
  'Heron Island Dock': [13.2, 6.05],
  'Heron Island Boatyard': [14.3, 5.9],
};

function spotOf(name: string, area: string): { lat: number; lon: number } {
  const spot = spots[name];
  if (spot === undefined) return pointIn(createRandom('place', name), area);
  const [lon, lat] = toDegrees(spot);
  return { lat, lon };
}

/** quillport-places.csv: streets, parks, stations, schools and landmarks; all but streets and lines with a point. */
export function placesFile(): string {
  const lines = ['name,kind,aliases,lat,lon,neighbourhood'];
  const add = (name: string, kind: string, aliases: readonly string[], area?: string, hasPoint = true) => {
    const point = area !== undefined && hasPoint ? spotOf(name, area) : undefined;
    lines.push([name, kind, aliases.join('|'), point?.lat ?? '', point?.lon ?? '', area ?? ''].join(','));
  };
  for (const name of [river, 'Lantern Bay']) add(name, 'river', name === river ? ['the Corrow'] : []);
  for (const name of ['Blue Line', 'Green Line', 'Red Line', 'Bay Ferry']) add(name, 'transit-line', []);
  for (const { id, streets, park, station, school, landmark } of neighbourhoods) {
    for (const street of streets) add(street, 'street', streetAliases(street), id, false);
    add(park, 'park', [], id);
    add(
      station,
      'station',
      /^(.+) (Station|Stop)$/.test(station) ? [station.replace(/ (Station|Stop)$/, ' station')] : [],
      id,
    );
    add(school, 'school', [], id);
    add(landmark.name, landmark.kind, landmark.aliases ?? [], id);
  }
  return `${lines.join('\n')}\n`;
}
