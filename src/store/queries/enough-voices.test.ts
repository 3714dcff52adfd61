import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstTold } from './enough-voices.ts';

it('tells the first of each ranking that enough said, and asks for no row twice', async () => {
  const ranking = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 40 })), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(ranking, { maxLength: 4 }),
      fc.integer({ min: 1, max: 20 }),
      async (all, most) => {
        const rankings = all.map((list, index) =>
          list.map(([voices, volume], at) => ({ voices, volume, name: `${index} ${at}` })),
        );
        const asked: string[] = [];
        const told = await firstTold(rankings, { most, voices: 2 }, async (some) => {
          asked.push(...some.map(({ name }) => name));
          return some.map(({ voices, name }) => (voices > 1 ? name : undefined));
        });
        const expected = rankings.map((list) =>
          list
            .filter(({ voices }) => voices > 1)
            .slice(0, most)
            .map(({ name }) => name),
        );
        expect(told).toEqual(expected);
        expect(new Set(asked).size).toBe(asked.length);
      },
    ),
  );
});

it.each([
  ['little more than is told', 19, 56],
  ['no more than is told, where all have many posts', 20, 40],
])('asks once, and for %s, when all were said by enough', async (_, volume, expected) => {
  const asked: number[] = [];
  const list = Array.from({ length: 500 }, (_, at) => ({ at, volume }));
  const told = await firstTold([list, list], { most: 20, voices: 2 }, async (some) => {
    asked.push(some.length);
    return some;
  });
  expect(told.map(({ length }) => length)).toEqual([20, 20]);
  expect(asked).toEqual([expected]);
});
