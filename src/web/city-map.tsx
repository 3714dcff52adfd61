// The map: one shape per neighbourhood, coloured by net sentiment or by posts. The list beside it says the same in words
// and works by keyboard, so the shapes are only for the pointer.
import { useMemo } from 'preact/hooks';
import { type Locale, number, signed } from '../charts/format.ts';
import { drawMap } from '../charts/projection.ts';
import type { CityMap as Geography, PlaceRow } from './answers.ts';

interface Props {
  geography: Geography;
  rows: readonly PlaceRow[];
  by: 'sentiment' | 'posts';
  chosen: string | undefined;
  locale: Locale;
  onChoose(place: string): void;
}

/** Steps of the colour scale: five of sentiment on either side would be more than an eye tells apart. */
const sentimentSteps = [-0.4, -0.2, -0.05, 0.05, 0.2, 0.4];

function sentimentClass(value: number | null | undefined): string {
  if (value === null || value === undefined) return 'shape-few';
  return `shape-s${sentimentSteps.filter((step) => value > step).length}`;
}

/** Fifths of the largest count. */
function postsClass(value: number | undefined, most: number): string {
  if (!value) return 'shape-few';
  return `shape-p${Math.min(4, Math.floor((5 * value) / most))}`;
}

function describe(name: string, row: PlaceRow | undefined, locale: Locale): string {
  if (!row || row.volume === 0) return `${name}: no posts`;
  const feeling = row.sentiment === null ? 'too few to say how they feel' : signed(row.sentiment, locale);
  return `${name}: ${number(row.volume, locale)} posts, ${feeling}`;
}

export function CityMap({ geography, rows, by, chosen, locale, onChoose }: Props) {
  const drawing = useMemo(() => drawMap(geography, 400), [geography]);
  if (!drawing) return null;
  const rowOf = new Map(rows.map((row) => [row.place, row]));
  const most = Math.max(1, ...rows.map(({ volume }) => volume));
  // the chosen one last: its outline lies above its neighbours'
  const shapes = [...drawing.shapes].sort((a, b) => Number(a.id === chosen) - Number(b.id === chosen));
  return (
    <figure class="map">
      <svg
        viewBox={`-3 -3 ${drawing.width + 6} ${drawing.height + 6}`}
        role="img"
        aria-label={`Map of ${drawing.shapes.length} neighbourhoods by ${by === 'posts' ? 'posts' : 'net sentiment'}; the list says the same`}
      >
        <defs>
          <pattern id="few" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" class="few-ground" />
            <line x1="0" y1="0" x2="0" y2="6" class="few-line" />
          </pattern>
        </defs>
        {shapes.map(({ id, name, path }) => {
          const row = rowOf.get(id);
          const shade = by === 'posts' ? postsClass(row?.volume, most) : sentimentClass(row?.sentiment);
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the list does the same by keyboard
            <path
              key={id}
              d={path}
              class={`shape ${shade} ${id === chosen ? 'shape-chosen' : ''}`}
              onClick={() => onChoose(id)}
            >
              <title>{describe(name, row, locale)}</title>
            </path>
          );
        })}
      </svg>
      <Legend by={by} most={most} locale={locale} />
    </figure>
  );
}

function Legend({ by, most, locale }: { by: 'sentiment' | 'posts'; most: number; locale: Locale }) {
  const classes =
    by === 'posts'
      ? [0, 1, 2, 3, 4].map((step) => `shape-p${step}`)
      : [0, 1, 2, 3, 4, 5, 6].map((step) => `shape-s${step}`);
  return (
    <figcaption class="legend">
      <span>{by === 'posts' ? 'fewer' : '− negative'}</span>
      <svg viewBox={`0 0 ${classes.length * 16} 10`} class="legend-scale" aria-hidden="true">
        {classes.map((name, index) => (
          <rect key={name} class={name} x={index * 16} width="16" height="10" />
        ))}
      </svg>
      <span>{by === 'posts' ? `${number(most, locale)} posts` : 'positive +'}</span>
      <span class="legend-few">
        <svg viewBox="0 0 16 10" aria-hidden="true">
          <rect class="shape-few" width="16" height="10" />
        </svg>
        {by === 'posts' ? 'none' : 'too few'}
      </span>
    </figcaption>
  );
}
