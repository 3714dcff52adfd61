// An invented city with four square neighbourhoods, and invented posts about it.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const square = (west: number, south: number) => [
  [
    [west, south],
    [west + 0.1, south],
    [west + 0.1, south + 0.1],
    [west, south + 0.1],
    [west, south],
  ],
];

export const neighbourhoods = ['Harbor Point', 'Mill Hill', 'Old Orchard', 'Station Quarter'];

export const boundaries = {
  type: 'FeatureCollection',
  features: neighbourhoods.map((name, index) => ({
    type: 'Feature',
    properties: { name },
    geometry: {
      type: 'Polygon',
      coordinates: square(-90 + (index % 2) * 0.1, 40 + Math.floor(index / 2) * 0.1),
    },
  })),
};

/** Writes the boundary file into `directory` and returns its path. */
export async function writeBoundaries(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, 'boundaries.geojson');
  await writeFile(path, JSON.stringify(boundaries));
  return path;
}

const openings = [
  'Honestly',
  'Again',
  'This morning',
  'Can someone explain why',
  'So happy that',
  'Not sure why',
];
const subjects = [
  'there is a pothole on Quay Street',
  'the bus is late',
  'the new park is lovely',
  'the trash was not collected',
  'the street light is broken',
  'the library is closed on Sunday',
];
const endings = ['in Harbor Point', 'near Mill Hill', 'at Old Orchard', 'by Station Quarter', 'downtown', ''];

const things =
  'table window letter paper chair pencil button basket blanket pillow kettle teapot saucer napkin bucket ribbon thimble thread'.split(
    ' ',
  );

const pick = <T>(items: readonly T[], index: number): T => items[index % items.length]!;

/** Fourteen words of its own for each post, without which most would be copies of each other. */
export function ownWords(index: number): string {
  let state = Math.imul(index + 1, 0x9e3779b1);
  return Array.from({ length: 14 }, () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
    return pick(things, state >>> 8);
  }).join(' ');
}

/** `count` posts, an hour apart from `start` on; the same every time. Ids are `p0` to `p<count − 1>`. */
export function inventPosts(
  count: number,
  start = '2025-03-01T00:00:00Z',
  hoursApart = 1,
): Record<string, unknown>[] {
  const first = Date.parse(start);
  return Array.from({ length: count }, (_, index) => ({
    source: 'x',
    id: `p${index}`,
    channel: 'search',
    kind: index % 5 === 0 ? 'comment' : 'post',
    url: `https://example.org/p/${index}`,
    createdAt: new Date(first + index * hoursApart * 3_600_000).toISOString(),
    text: `${pick(openings, index)} ${pick(subjects, index * 7)} ${pick(endings, index * 3)} (${index}). ${ownWords(index)}`,
    author: `resident${index % 97}`,
  }));
}

export const toJsonLines = (posts: readonly unknown[]): string =>
  `${posts.map((post) => JSON.stringify(post)).join('\n')}\n`;
