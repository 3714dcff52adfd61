// Distinct people of many days: of a day of more than 256 it is known on which of 1,048,576 places the hashes of its people fall, of others the hashes themselves.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyDays } from '../src/maintain/verify.ts';
import { addDays, dayStart } from '../src/store/city-time.ts';
import type { Answer, QueryCity } from '../src/store/queries/define.ts';
import { places } from '../src/store/queries/places.ts';
import { summary } from '../src/store/queries/summary.ts';
import { topics } from '../src/store/queries/topics.ts';
import { trends } from '../src/store/queries/trends.ts';
import { openTestStore, springfield, type TestStore } from './support/clickhouse.ts';

/** Who speaks on each day from 1 March on: people by number, the last not among them. */
type Days = readonly (readonly [from: number, to: number])[];

const firstDay = '2026-03-01';
const nowMs = Date.parse('2026-04-01T12:00:00Z');
const hourOf = (day: string, hour: number) => dayStart(springfield.timezone, day) / 1_000 + hour * 3_600;

/** Different people of some days. */
function distinct(days: Days): number {
  let [people, reached] = [0, 0];
  for (const [from, to] of [...days].sort((a, b) => a[0] - b[0])) {
    people += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return people;
}

describe('people of days', () => {
  let test: TestStore;
  let cities = 0;
  beforeAll(async () => {
    test = await openTestStore('embedded');
  });
  afterAll(() => test?.[Symbol.asyncDispose]());

  /** A day's people speak of roads in the north, half of them at three in the morning and half at eight in the evening. */
  async function write(days: Days): Promise<QueryCity> {
    const { store } = test;
    const city = { ...springfield, id: `people-${++cities}` };
    for (const [index, [from, to]] of days.entries()) {
      const day = addDays(firstDay, index);
      const middle = from + ((to - from) >> 1);
      const people = (some: readonly [number, number]) =>
        `arraySort(arrayMap(n -> intHash32(n + ${cities} * 100000000), range(${some[0]}, ${some[1]}))) AS people`;
      const insert = (table: string, columns: string, values: string, some: readonly [number, number]) =>
        store.jobs.command(
          `INSERT INTO ${table} (city, topic, day, ${columns}, source, kind, lang, place, people, n, expires_at, version)
           SELECT {city:String}, arrayJoin(['', 'roads']), {day:Date}, ${values}, 'file', 'post', 'en', 'north', ${people(some)}, length(people),
             toDateTime('2106-02-06 00:00:00', 'UTC'), 1`,
          { city: city.id, day },
        );
      await insert('rollup_day', 'clean_n', 'length(people)', [from, to]);
      await insert('rollup_hour', 'hour', `toDateTime(${hourOf(day, 3)}, 'UTC')`, [from, middle]);
      await insert('rollup_hour', 'hour', `toDateTime(${hourOf(day, 20)}, 'UTC')`, [middle, to]);
    }
    const named = days.map((_, index) => addDays(firstDay, index));
    for (const table of ['total', 'place']) {
      const url = new URL(`../src/maintain/rebuild-${table}.sql`, import.meta.url);
      await store.jobs.command(await readFile(url, 'utf8'), { city: city.id, days: named, version: 1 });
    }
    return city;
  }

  /** What each way of asking tells of the people of a period. */
  async function askAll(city: QueryCity, period: { from: string; to: string }): Promise<number[]> {
    const first = ({ rows }: Pick<Answer<{ voices: number }>, 'rows'>) => rows[0]?.voices ?? 0;
    const { store } = test;
    const risen = await trends.run(store, city, { ...period, limit: 20 }, { nowMs });
    const cells = risen.rows.filter(({ kind }) => kind !== 'term');
    expect(cells.map(({ kind }) => kind).sort()).toEqual(['cell', 'place', 'topic']);
    return [
      first(await summary.run(store, city, period, { nowMs })),
      first(await topics.run(store, city, { ...period, limit: 5 }, { nowMs })),
      first(await places.run(store, city, { ...period, limit: 5 }, { nowMs })),
      first(await topics.run(store, city, { ...period, place: 'north', limit: 5 }, { nowMs })),
      ...cells.map(({ voices }) => voices),
    ];
  }

  const table: [name: string, days: Days, share: number][] = [
    [
      'few a day are told one by one',
      [
        [0, 256],
        [200, 400],
        [390, 600],
      ],
      0,
    ],
    [
      'few on some days and many on others',
      [
        [0, 100],
        [50, 9_000],
        [8_900, 9_100],
        [9_000, 9_050],
      ],
      0.003,
    ],
    [
      'just too many to be told one by one',
      [
        [0, 257],
        [100, 357],
      ],
      0.003,
    ],
    [
      'many, who come again',
      [
        [0, 20_000],
        [10_000, 30_000],
        [5_000, 25_000],
        [29_000, 30_100],
      ],
      0.003,
    ],
    [
      'a million',
      [
        [0, 300_000],
        [250_000, 550_000],
        [500_000, 800_000],
        [750_000, 1_000_000],
      ],
      0.003,
    ],
  ];
  it.each(table)('%s', async (_, days, share) => {
    const city = await write(days);
    const close = (people: number, days: Days) => {
      expect(Math.abs(people - distinct(days))).toBeLessThanOrEqual(share * distinct(days));
    };
    const whole = { from: firstDay, to: addDays(firstDay, days.length) };
    for (const people of await askAll(city, whole)) close(people, days);
    // The evening of the first day and the morning of the last.
    const { first, last } = { first: days[0]!, last: days.at(-1)! };
    const halves: Days = [
      [first[0] + ((first[1] - first[0]) >> 1), first[1]],
      ...days.slice(1, -1),
      [last[0], last[0] + ((last[1] - last[0]) >> 1)],
    ];
    const within = { from: `${firstDay}T12:00`, to: `${addDays(firstDay, days.length - 1)}T12:00` };
    for (const people of await askAll(city, within)) close(people, halves);
  });

  it('a day that an older worker summed, with the hashes of many', async () => {
    const { store } = test;
    const city = await write([
      [0, 1_000],
      [500, 2_000],
      [1_900, 2_100],
    ]);
    const day = addDays(firstDay, 1);
    await store.jobs.command(
      `INSERT INTO rollup_total (city, topic, day, n, people, version)
       SELECT city, topic, day, n, people, 2 FROM rollup_day FINAL WHERE city = {city:String} AND day = {day:Date}`,
      { city: city.id, day },
    );
    const [told] = (await summary.run(store, city, { from: firstDay, to: '2026-03-04' }, { nowMs })).rows;
    expect(Math.abs(told!.voices - 2_100)).toBeLessThanOrEqual(7);
    // The nightly check finds that day, and no other.
    const found = await verifyDays(store, city, [firstDay, day]);
    const totals = found.filter(({ table }) => table === 'rollup_total');
    expect([...new Set(totals.map((difference) => difference.day))]).toEqual([day]);
    expect(totals.map(({ column }) => column)).toContain('voices');
  });
});
