import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Post } from '../post.ts';
import { dayOf } from './city-time.ts';
import { packRows, unpackRows } from './packed-rows.ts';
import type { StoredRow } from './row.ts';

const city = { id: 'harborton', timezone: 'America/Chicago' };
const posts = fc.array(
  fc.record({
    id: fc.string({ minLength: 1 }),
    text: fc.string({ unit: 'grapheme' }),
    at: fc.nat(2e9),
    isLeft: fc.boolean(),
  }),
  { maxLength: 20 },
);

test('rows of some posts of a batch come out as they went in', () => {
  fc.assert(
    fc.property(posts, (drawn) => {
      const batch = drawn.map(({ id }): Post => ({ source: 'file', id }) as Post);
      const kept = drawn.flatMap(({ isLeft }, place) => (isLeft ? [] : [place]));
      const rows = kept.map((place): StoredRow => {
        const { id, text, at } = drawn[place]!;
        const [createdAtMs, line] = [at * 1_000, JSON.stringify([id, text])];
        const day = dayOf(city.timezone, createdAtMs);
        return { city: city.id, source: 'file', id, createdAtMs, timezone: city.timezone, day, line };
      });
      expect(unpackRows(structuredClone(packRows(rows, kept)), batch, city)).toEqual(rows);
    }),
  );
});
