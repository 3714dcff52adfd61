import { expect, it } from 'vitest';
import { matchesOf } from './matches.ts';
import { parseSearch } from './parse.ts';
import { wordsOf } from './tokens.ts';

it('cuts words as the index does: at everything that is ASCII and no letter or digit', () => {
  const text = "Don’t STOP at O'Hare_2—NIÑO,中文 x";
  expect(wordsOf(text)).toEqual(['don’t', 'stop', 'at', 'o', 'hare', '2—niño', '中文', 'x']);
});

it.each([
  ['pothole', ['Pothole', 'POTHOLE']],
  ['pot* NOT street', ['Pothole', 'POTHOLE', 'pots']],
  ['"main street"', ['Main-Street']],
  ['main OR "main street" OR niño', ['Main-Street', 'NIÑO']],
  ['bus NEAR/9 "main street"', ['Main-Street', 'bus']],
  ['topic:roads', []],
])('shows where a post says %s', (q, said) => {
  const post = { title: 'Pothole', text: '🚌 on Main-Street, a bus: POTHOLE and pots, NIÑO' };
  const search = parseSearch(q, (_, value) => [value]);
  const found = matchesOf(search, post).map(({ field, start, end }) => post[field].slice(start, end));
  expect(found).toEqual(said);
});

it('shows at most 200 places of a text of one word', () => {
  const search = parseSearch('a', () => []);
  expect(matchesOf(search, { text: 'a '.repeat(50_000) })).toHaveLength(200);
});
