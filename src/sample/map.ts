// The map of Quillport: rings from shared borders, so that neighbours can neither overlap nor gape.
import { type Border, type BorderName, borders, corners, type Kilometres, walks } from './drawing.ts';
import { createRandom } from './random.ts';

/** Longitude and latitude of a point of the drawing; five decimals are about a metre. */
export function toDegrees([east, north]: Kilometres): [number, number] {
  const round = (value: number) => Math.round(value * 1e5) / 1e5;
  return [round(-71.7 + east / 87.42), round(38.2 + north / 111.2)];
}

/** Bends a straight stretch by moving its middle sideways, then the middles of both halves, as coasts do. */
function ragged(
  from: Kilometres,
  to: Kilometres,
  roughness: number,
  name: string,
  depth: number,
): Kilometres[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (depth === 0 || roughness === 0 || length < 0.12) return [from];
  const side = (createRandom(name, from[0], from[1], to[0], to[1]).next() - 0.5) * 2 * roughness;
  const middle: Kilometres = [
    (from[0] + to[0]) / 2 - (to[1] - from[1]) * side,
    (from[1] + to[1]) / 2 + (to[0] - from[0]) * side,
  ];
  return [
    ...ragged(from, middle, roughness, name, depth - 1),
    ...ragged(middle, to, roughness, name, depth - 1),
  ];
}

function drawBorder(name: BorderName): [number, number][] {
  const [from, to, bends, roughness]: Border = borders[name];
  const stops = [corners[from], ...bends, corners[to]];
  const line = stops.slice(1).flatMap((stop, index) => ragged(stops[index]!, stop, roughness, name, 4));
  return [...line, corners[to]].map(toDegrees);
}

/** The outline of every neighbourhood: closed rings of [lon, lat] in degrees, counter-clockwise as RFC 7946 asks. */
export function drawNeighbourhoods(): Map<string, [number, number][]> {
  const rings = new Map<string, [number, number][]>();
  for (const [id, walk] of Object.entries(walks)) {
    const ring: [number, number][] = [];
    for (const step of walk) {
      const line = drawBorder(step.replace('-', '') as BorderName);
      if (step.startsWith('-')) line.reverse();
      ring.push(...line.slice(0, -1));
    }
    ring.push(ring[0]!);
    rings.set(id, ring.reverse());
  }
  return rings;
}
