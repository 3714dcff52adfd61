import { expect, it } from 'vitest';
import { withoutNames } from './told-terms.ts';

const posts = (count: number) => Array.from({ length: count }, (_, id) => id);
const told = (terms: Record<string, number>) =>
  [
    ...withoutNames(new Map(Object.entries(terms).map(([term, count]) => [term, posts(count)]))).keys(),
  ].sort();

it('tells no name of somebody, and no word that mostly follows a given name', () => {
  expect(
    told({
      john: 5,
      smith: 5,
      'john smith': 5,
      'smith shouted': 3,
      sinkhole: 6,
      'sinkhole john': 2,
      shouted: 3,
    }),
  ).toEqual(['shouted', 'sinkhole']);
});

it('keeps a word that now and then follows a name, and names that are ordinary words', () => {
  expect(told({ 'john park': 1, park: 9, 'park bench': 4, hope: 5, 'grace period': 5 })).toEqual([
    'grace period',
    'hope',
    'park',
    'park bench',
  ]);
  expect(told({ __proto__x: 3, constructor: 4, 'john constructor': 1 })).toEqual([
    '__proto__x',
    'constructor',
  ]);
  expect(told({})).toEqual([]);
});
