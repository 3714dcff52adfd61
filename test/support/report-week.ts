// An invented city and two weeks of invented posts in it: what rises, what falls, and what may not be told.
import type { City } from '../../src/config.ts';
import { listDirty, rebuildDays } from '../../src/maintain/rebuild.ts';
import { settleDays } from '../../src/maintain/settle.ts';
import type { EnrichedPost } from '../../src/post.ts';
import { toRow } from '../../src/store/row.ts';
import { inventedCity } from '../api-support.ts';
import { ownWords } from './city.ts';
import type { TestStore } from './clickhouse.ts';
import { makePost } from './clickhouse-posts.ts';
import { topicOf } from './topic.ts';

const square = (west: number) => [
  [
    [
      [west, 40],
      [west + 0.1, 40],
      [west + 0.1, 40.1],
      [west, 40.1],
      [west, 40],
    ],
  ],
];

const neighbourhood = (id: string, name: string, west: number) => ({
  ...{ id, name, aliases: [], polygons: square(west), center: { lat: 40.05, lon: west + 0.05 } },
});

export const reportCity: City = {
  ...inventedCity('springfield'),
  name: 'Springfield',
  publicOfficials: ['Jane Example'],
  topics: [
    { ...topicOf('roads', ['pothole']), label: 'Roads' },
    { ...topicOf('transit', ['bus']), label: 'Transit' },
    { ...topicOf('parks', ['park']), label: 'Parks' },
  ],
  neighbourhoods: [neighbourhood('north', 'North End', -90), neighbourhood('south', 'Southside', -89.9)],
  audiences: [{ id: 'streets', name: 'Streets Department', topics: ['roads'], places: [] }],
};

/** The clock of Chicago goes forward on the last day of the week before. */
export const reportWeek = '2026-W11';
const monday = Date.parse('2026-03-09T05:00:00Z');
const weekMs = 7 * 86_400_000;

/** How many posts of a topic lie in the week, and in the one before. */
export const plan = { roads: [90, 20], transit: [12, 50], parks: [30, 30] } as const;

let made = 0;

/** Posts of a topic over a week; `change` may be of each. */
function postsOf(
  topic: string,
  count: number,
  fromMs: number,
  change: Pick<Partial<EnrichedPost>, 'source' | 'text' | 'url' | 'signature'>,
): EnrichedPost[] {
  return Array.from({ length: count }, (_, index) => {
    made += 1;
    const at = fromMs + ((index + 0.5) * weekMs) / count;
    const label = index % 4 === 0 ? 'positive' : 'negative';
    return makePost({
      id: `p${made}`,
      createdAt: new Date(at).toISOString(),
      text: `The ${topic} matter near our corner is ${ownWords(made)}${fromMs === monday && topic === 'roads' ? ' and a geyser' : ''}`,
      author: made.toString(16).padStart(32, '0'),
      topics: [[topic, label]],
      sentiment: label,
      neighbourhood: index % 3 === 0 ? 'south' : 'north',
      url: `https://example.org/${made}`,
      ...change,
    });
  });
}

export const secretText = 'This sentence of a platform stays in the house whatever is reported of its topic';

/** Fills the store with both weeks; the texts of source `x` hold `secretText`. */
export async function fillWeeks(test: TestStore): Promise<void> {
  made = 0;
  const posts = Object.entries(plan).flatMap(([topic, [now, before]]) => [
    ...postsOf(topic, now, monday, {}),
    ...postsOf(topic, before, monday - weekMs, {}),
  ]);
  // enough weeks to know what is usual
  for (let weeks = 2; weeks <= 9; weeks += 1) posts.push(...postsOf('roads', 6, monday - weeks * weekMs, {}));
  posts.push(
    ...postsOf('roads', 8, monday, { source: 'x', text: secretText, url: 'https://x.com/i/status/1' }),
    ...postsOf('parks', 6, monday, {
      text: 'Somebody told Bartholomew Quimby that the parks are closed again',
    }),
    ...postsOf('parks', 6, monday, {
      text: 'The parks matter is what Jane Example promised us, and nothing came of it',
    }),
  );
  await keep(test, posts);
}

/** Two weeks more: one text eighty times over, and a week without it. */
export async function fillFlood(test: TestStore, [flooded, after]: [number, number]): Promise<void> {
  const copy = {
    text: 'Tell the mayor to mend every pothole of the harbor road before the parade comes',
    signature: [1, 2, 3, 4, 5, 6],
  };
  await keep(test, [
    ...postsOf('roads', 80, flooded, copy),
    ...postsOf('roads', 12, flooded, {}),
    ...postsOf('roads', 10, after, {}),
  ]);
}

/** Writes posts, and sums of their days. */
async function keep({ store, writer }: TestStore, posts: readonly EnrichedPost[]): Promise<void> {
  await writer.write(posts.map((post) => toRow({ ...post, city: reportCity.id }, reportCity.timezone)));
  const days = (await listDirty(store, reportCity.id)).map(({ day }) => day);
  await settleDays(store, reportCity, days);
  await rebuildDays(store, reportCity, days);
}
