import { describe, expect, it } from 'vitest';
import { drawNeighbourhoods } from './map.ts';
import { neighbourhoods } from './neighbourhoods.ts';

type Point = [number, number];
const rings = drawNeighbourhoods();
const key = ([lon, lat]: Point) => `${lon},${lat}`;
const edgesOf = (ring: Point[]) => ring.slice(1).map((to, index): [Point, Point] => [ring[index]!, to]);
const area = (ring: Point[]) =>
  edgesOf(ring).reduce(
    (sum, [[x1, y1], [x2, y2]]) => sum + ((x1 + 71) * (y2 - 38) - (x2 + 71) * (y1 - 38)) / 2,
    0,
  );

/** Twice the area of a triangle: its sign says on which side of a–b the point c lies. */
const side = (a: Point, b: Point, c: Point) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

const edges = [...rings].flatMap(([id, ring]) => edgesOf(ring).map((edge) => ({ id, edge })));
const directed = new Map<string, string[]>();
for (const { id, edge } of edges) {
  const name = `${key(edge[0])} ${key(edge[1])}`;
  directed.set(name, [...(directed.get(name) ?? []), id]);
}
const isShared = ([from, to]: [Point, Point]) => directed.has(`${key(to)} ${key(from)}`);

describe('the map', () => {
  it('has a ring for every neighbourhood, closed and counter-clockwise', () => {
    expect([...rings.keys()].sort()).toEqual(neighbourhoods.map(({ id }) => id).sort());
    for (const ring of rings.values()) {
      expect(ring.at(-1)).toEqual(ring[0]);
      expect(area(ring)).toBeGreaterThan(0);
    }
  });

  it('uses no edge twice in one direction: each inner edge has exactly two neighbours, one on either side', () => {
    expect([...directed.values()].filter((ids) => ids.length > 1)).toEqual([]);
    expect(edges.filter(({ edge }) => isShared(edge)).length).toBeGreaterThan(200);
  });

  it('has no gaps: the edges of one neighbourhood only are three shores, north, south and the island', () => {
    const next = new Map<string, string>();
    for (const { edge } of edges) if (!isShared(edge)) next.set(key(edge[0]), key(edge[1]));
    let loops = 0;
    while (next.size > 0) {
      loops++;
      const first = next.keys().next().value!;
      for (let at: string | undefined = first; at !== undefined; ) {
        const to: string | undefined = next.get(at);
        next.delete(at);
        at = to;
      }
    }
    expect(loops).toBe(3);
  });

  it('has no overlaps: no two edges cross, and no corner lies on another edge', () => {
    const crossing: string[] = [];
    for (const [
      index,
      {
        id,
        edge: [a, b],
      },
    ] of edges.entries()) {
      for (const {
        id: other,
        edge: [c, d],
      } of edges.slice(index + 1)) {
        if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0]))
          continue;
        if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1]))
          continue;
        if ([a, b].some((end) => key(end) === key(c) || key(end) === key(d))) continue;
        if (side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0)
          crossing.push(`${id} ${other}`);
      }
    }
    expect(crossing).toEqual([]);
  });

  it('is a city of 420,000', () => {
    const residents = neighbourhoods.reduce((sum, area) => sum + area.residents, 0);
    expect(residents).toBeGreaterThan(410_000);
    expect(residents).toBeLessThan(430_000);
  });
});
