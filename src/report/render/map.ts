// The neighbourhoods as one drawing: coloured by net sentiment, with its name and number of posts where they have room.
import { drawCityMap } from '../../charts/city-map.ts';
import { drawMap } from '../../charts/projection.ts';
import type { City } from '../../config.ts';
import type { Rows } from '../asking.ts';
import type { Words } from '../words.ts';
import { type Html, html } from './html.ts';
import { labelRoom } from './label-room.ts';

/** From negative (orange) over grey to positive (blue): apart for every common kind of colour blindness, and in grey by lightness. */
const shades = ['#b8480a', '#dd8a4f', '#f3c9a5', '#e4e8ec', '#b5d3ec', '#6aa6d6', '#0a66ad'];
const steps = [-0.4, -0.2, -0.05, 0.05, 0.2, 0.4];
/** Units of the drawing's longer side; labels are in the same units. */
const size = 520;
const [nameSize, numberSize] = [9, 11];
/** Width of a letter, as a share of the font's size. */
const letterWidth = 0.56;

export const shadeOf = (value: number): string => shades[steps.filter((step) => value > step).length]!;
const inkOn = (shade: string) => (shade === shades[0] || shade === shades[6] ? '#ffffff' : '#17212b');

interface Shape {
  id: string;
  name: string;
  path: string;
}

function label({ name, path }: Shape, row: Rows['places'] | undefined, words: Words): Html | undefined {
  const room = labelRoom(path);
  if (row === undefined || room === undefined) return undefined;
  const number = words.count(row.volume);
  const fits = (text: string, font: number, lines: number) =>
    room.width >= text.length * font * letterWidth + 4 && room.reach >= (lines * font) / 2 + 1;
  if (!fits(number, numberSize, 1)) return undefined;
  const fill = row.sentiment === null ? '#17212b' : inkOn(shadeOf(row.sentiment));
  const line = (text: string, font: number, down: number) =>
    html`<text x="${room.x.toFixed(1)}" y="${(room.y + down).toFixed(1)}" fill="${fill}" font-size="${font}" text-anchor="middle" dominant-baseline="central">${text}</text>`;
  if (!fits(name, nameSize, 2)) return line(number, numberSize, 0);
  return html`${line(name, nameSize, -6)}${line(number, numberSize, 6)}`;
}

/** Undefined for a city without boundaries. */
export function drawPlaces(city: City, rows: readonly Rows['places'][], words: Words): Html | undefined {
  const drawing = drawMap(drawCityMap(city), size);
  if (drawing === undefined) return undefined;
  const rowOf = new Map(rows.map((row) => [row.place, row]));
  const shapes = drawing.shapes.map(({ id, name, path }) => {
    const row = rowOf.get(id);
    const fill = row?.sentiment == null ? 'url(#few)' : shadeOf(row.sentiment);
    return html`<path d="${path}" fill="${fill}" stroke="#8492a0" stroke-width="0.8"><title>${titleOf(name, row, words)}</title></path>`;
  });
  const labels = drawing.shapes.map((shape) => label(shape, rowOf.get(shape.id), words));
  return html`<svg viewBox="-2 -2 ${drawing.width + 4} ${drawing.height + 4}" role="img" aria-label="Map of ${drawing.shapes.length} neighbourhoods, coloured by net sentiment, with the number of posts in each; the table says the same.">
<defs><pattern id="few" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#f4f6f8"/><line x1="0" y1="0" x2="0" y2="6" stroke="#c3ccd5" stroke-width="1.4"/></pattern></defs>
${shapes}${labels}</svg>`;
}

function titleOf(name: string, row: Rows['places'] | undefined, words: Words): string {
  if (row === undefined) return `${name}: too few to tell`;
  const feeling =
    row.sentiment === null ? 'too few to say how they feel' : `net sentiment ${words.net(row.sentiment)}`;
  return `${name}: ${words.posts(row.volume)}, ${feeling}`;
}

/** What the colours mean. */
export function mapLegend(): Html {
  const swatches = shades.map((shade) => html`<i style="background:${shade}"></i>`);
  return html`<p class="legend"><span>− negative</span>${swatches}<span>positive +</span><i class="few"></i><span>too few</span></p>`;
}
