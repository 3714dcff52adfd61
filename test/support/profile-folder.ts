// A folder of configuration with an invented city in it.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Environment, readEnvironment } from '../../src/config.ts';

export const topics = `topics:
  roads:
    label: Roads
    description: The state of the roads.
    keywords: { en: pothole }
`;
export const square = (lon: number, lat: number) => [
  [
    [lon, lat],
    [lon + 1, lat],
    [lon + 1, lat + 1],
    [lon, lat + 1],
    [lon, lat],
  ],
];
export const map = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { name: 'Old Town', aliases: ['OT'] },
      geometry: { type: 'Polygon', coordinates: square(-95, 29) },
    },
    {
      type: 'Feature',
      properties: { name: 'Harbour' },
      geometry: { type: 'Polygon', coordinates: square(-94, 29) },
    },
  ],
});
export const least = 'id: lakeview\nname: Lakeview\ntimezone: America/Chicago\n';

/** A folder of configuration with these files, and one with the least topics and map; its profile is `lakeview.yaml`. */
export async function folderWith(
  files: Record<string, string>,
): Promise<{ path: string; environment: Environment }> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-config-'));
  for (const [name, text] of Object.entries({
    'cities/topics.yaml': topics,
    'cities/map.geojson': map,
    ...files,
  })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const environment = readEnvironment({ CONFIG_DIR: folder, DATA_DIR: join(folder, 'data') });
  return { path: join(folder, 'cities', 'lakeview.yaml'), environment };
}
