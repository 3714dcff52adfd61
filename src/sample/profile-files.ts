// The demo city's profile as files, made from what the generator knows, so that the two cannot drift apart.
// A test compares them with config/demo and says how to write them anew.
import { drawNeighbourhoods } from './map.ts';
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

/** quillport-places.csv: streets, parks, stations, schools and landmarks; all but streets and lines with a point. */
export function placesFile(): string {
  const lines = ['name,kind,aliases,lat,lon,neighbourhood'];
  const add = (name: string, kind: string, aliases: readonly string[], area?: string, hasPoint = true) => {
    const point = area !== undefined && hasPoint ? pointIn(createRandom('place', name), area) : undefined;
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
