import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SearchError } from './lexemes.ts';
import { parseSearch } from './parse.ts';
import type { Search } from './search.ts';

const parse = (q: string) => parseSearch(q, (_, value) => value.split(',').filter((part) => part !== ''));

/** The tree in brackets: what binds how. */
function drawn(search: Search): string {
  switch (search.kind) {
    case 'phrase':
      return search.words.join('_');
    case 'prefix':
      return `${search.prefix}*`;
    case 'field':
      return `${search.field}=${search.values.join('|')}`;
    case 'not':
      return `!${drawn(search.of)}`;
    case 'near':
      return `<${drawn(search.left)} ${search.within} ${drawn(search.right)}>`;
    default:
      return `(${search.of.map(drawn).join(search.kind === 'all' ? ' & ' : ' | ')})`;
  }
}

it.each([
  ['Pothole "Main  Street" main', '(pothole & main_street & main)'],
  ['a AND b OR c d', '((a & b) | (c & d))'],
  ['a (b OR c) NOT d', '(a & (b | c) & !d)'],
  ['-(a b) -NOT c', '(!(a & b) & c)'],
  ['NOT a NEAR/3 b*c d'.replace('b*c', 'bu*'), '(!<a 3 bu*> & d)'],
  ['"main street" NEAR/10 bus OR x', '(<main_street 10 bus> | x)'],
  ['(a OR "b c") NEAR/3 (d OR e) f', '((<a 3 d> | <a 3 e> | <b_c 3 d> | <b_c 3 e>) & f)'],
  ['a OR b OR (c OR d)', '(a | b | c | d)'],
  ["covid-19 don’t O'Hare pot-holes*".replace('pot-holes*', '🚌'), '(covid_19 & don’t & o_hare & 🚌)'],
  ['topic:roads,transit place:"North End" Kind:post', '(topic=roads|transit & place=North End & kind=post)'],
  ['"topic:roads" 3:30 https://city.example/a', '(topic_roads & 3_30 & https_city_example_a)'],
  ['and or not near "AND" a-', '(and & or & not & near & and & a)'],
  ['rock & roll - a -- b -', '(rock & roll & a & b)'],
  ['(a -) -"b c" - (d)', '(a & !b_c & d)'],
  ['a"b c"d(e)', '(a & b_c & d & e)'],
])('reads %s', (q, tree) => {
  expect(drawn(parse(q))).toBe(tree);
});

it.each([
  ['a OR', 'expected a word, at character 5'],
  ['AND a', 'expected a word, at character 1'],
  ['a NOT', 'expected a word, at character 6'],
  ['()', 'expected a word, at character 2'],
  ['"" & *', '* stands at the end of one word'],
  ['(a b', 'a bracket is missing its partner, at character 1'],
  ['a b)', 'a bracket is missing its partner, at character 4'],
  ['a "b', 'a quotation mark is missing its partner, at character 3'],
  ['p*', '* stands at the end of one word'],
  ['po*le', '* stands at the end of one word'],
  ['a-b*', '* stands at the end of one word'],
  ['a NEAR b', 'NEAR needs a number of words'],
  ['a NEAR/0 b', 'NEAR needs a number of words'],
  ['a NEAR/51 b', 'NEAR needs a number of words'],
  ['a NEAR/3 (b c)', 'NEAR stands between two words'],
  ['a NEAR/3 (b OR topic:c)', 'NEAR stands between two words'],
  [`(${'a OR '.repeat(7)}a) NEAR/3 (${'b OR '.repeat(7)}b)`, 'NEAR joins at most 50 pairs'],
  ['a NEAR/3 b NEAR/3 c', 'NEAR stands between two words'],
  ['a NEAR/3', 'expected a word, at character 9'],
  ['+a', 'wanted without a sign'],
  ['!a', 'wanted without a sign'],
  ['author:me', 'author is no field'],
  ['topic:', 'expected a value after topic:'],
  ['a \ud800', 'holds half a character, at character 3'],
  ['x '.repeat(51), 'at most 50 words, at character 101'],
  [`${'('.repeat(21)}a${')'.repeat(21)}`, 'brackets nest at most 20 deep, at character 21'],
])('refuses %j rather than misread it', (q, message) => {
  expect(() => parse(q)).toThrow(SearchError);
  expect(() => parse(q)).toThrow(message);
});

describe('whatever is typed', () => {
  const pieces = fc.constantFrom(
    ...'( ) " - * : / AND OR NOT NEAR/3 NEAR topic: a bus niño 🚌 \u0000 __proto__ constructor:x'.split(' '),
  );
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.tuple(pieces, fc.constantFrom('', ' ')), { maxLength: 40 }).map((all) => all.flat().join('')),
  );

  it('is read or refused with a reason, and means the same when it is written again', () => {
    fc.assert(
      fc.property(typed, (q) => {
        let read: Search;
        try {
          read = parse(q);
        } catch (error) {
          expect(error).toBeInstanceOf(SearchError);
          return;
        }
        expect(drawn(parse(written(read)))).toBe(drawn(read));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes time in proportion to its length', () => {
    for (const odd of ['(', ')', '"', '-', 'a:', 'a"', 'NOT ', 'NEAR/', '*', 'a-', ' ', '\n('])
      expect(() => parse(odd.repeat(200_000))).toThrow(SearchError);
  });
});

function written(search: Search): string {
  switch (search.kind) {
    case 'phrase':
      return `"${search.words.join(' ')}"`;
    case 'prefix':
      return `${search.prefix}*`;
    case 'field':
      return `${search.field}:"${search.values.join(',')}"`;
    case 'not':
      return `NOT (${written(search.of)})`;
    case 'near':
      return `${written(search.left)} NEAR/${search.within} ${written(search.right)}`;
    default:
      return `(${search.of.map(written).join(search.kind === 'all' ? ' AND ' : ' OR ')})`;
  }
}
