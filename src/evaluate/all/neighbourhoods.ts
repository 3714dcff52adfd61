// The neighbourhood of a coordinate, against an exact computation: points anywhere, on corners, on lines, and next to them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseBoundaries } from '../../config/boundaries.ts';
import { createLocator } from '../../enrich/locate.ts';
import { type Random, seededRandom } from '../random.ts';
import { type Feature, findExactly } from './exact-polygons.ts';
import { type Group, ours, type Row, type Setting } from './group.ts';

const pointsPerFile = { anywhere: 600, corners: 200, lines: 200, nearby: 200 };
const seed = 7;

type Point = [lon: number, lat: number];

/** The features as the file has them, read without our own reader. */
function featuresOf(text: string): Feature[] {
  const { features } = JSON.parse(text) as {
    features: { geometry: { type: string; coordinates: number[][][] | number[][][][] } }[];
  };
  return features.map(({ geometry: { type, coordinates } }) => ({
    polygons: (type === 'Polygon' ? [coordinates] : coordinates) as number[][][][],
  }));
}

/** The next number up or down: as near to a line as a coordinate can be. */
function neighbour(value: number, random: Random): number {
  if (value === 0) return random() < 0.5 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (random() < 0.5 ? 1n : -1n));
  return bits.getFloat64(0);
}

export function testPoints(features: readonly Feature[]): Point[] {
  const random = seededRandom(seed);
  const rings = features.flatMap(({ polygons }) => polygons.flat());
  const corners = rings.flat() as number[][];
  const extent = (axis: 0 | 1) => {
    let [least, most] = [Infinity, -Infinity];
    for (const corner of corners) {
      least = Math.min(least, corner[axis]!);
      most = Math.max(most, corner[axis]!);
    }
    return () => least + random() * (most - least);
  };
  const [anyLon, anyLat] = [extent(0), extent(1)];
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  const times = (n: number, make: () => Point) => Array.from({ length: n }, make);
  const corner = (): Point => {
    const [lon, lat] = pick(corners);
    return [lon!, lat!];
  };
  const middle = (): Point => {
    const ring = pick(rings);
    const i = Math.floor(random() * (ring.length - 1));
    const [a, b] = [ring[i]!, ring[i + 1]!];
    return [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2];
  };
  return [
    ...times(pointsPerFile.anywhere, () => [anyLon(), anyLat()]),
    ...times(pointsPerFile.corners, corner),
    ...times(pointsPerFile.lines, middle),
    ...times(pointsPerFile.nearby, () => {
      const [lon, lat] = random() < 0.5 ? corner() : middle();
      return [neighbour(lon, random), neighbour(lat, random)];
    }),
  ];
}

/** Share of points for which the program names the same neighbourhood. */
export function agreement(text: string, file: string): { n: number; agreeing: number } {
  const features = featuresOf(text);
  const { neighbourhoods, problems } = parseBoundaries(text, file);
  if (problems.length > 0 || neighbourhoods.length !== features.length) return { n: 1, agreeing: 0 };
  const locator = createLocator(neighbourhoods);
  const points = testPoints(features);
  const agreeing = points.filter(([lon, lat]) => locator.find(lat, lon) === findExactly(features, lon, lat));
  return { n: points.length, agreeing: agreeing.length };
}

export async function measureNeighbourhoods({ dataDir, say }: Setting): Promise<Group> {
  const folder = join(dataDir, 'boundaries');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.geojson')).sort();
  const rows: Row[] = [];
  for (const file of files) {
    say(`neighbourhoods: ${file}`);
    const { n, agreeing } = agreement(await readFile(join(folder, file), 'utf8'), file);
    const cells = { [ours]: { value: agreeing / n } };
    rows.push({ what: file.replace(/\.geojson$/, ''), n, format: 'share', cells });
  }
  return {
    id: 'neighbourhoods',
    title: 'Neighbourhood of a coordinate',
    about:
      'Share of points for which the index names the same neighbourhood as a scan of all polygons in whole numbers: half of them anywhere in the city, the others corners, middles of lines, and the coordinates next to those.',
    rows,
  };
}
