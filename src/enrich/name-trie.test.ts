import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectLinear } from '../../test/support/linear.ts';
import { readText } from '../../test/support/reading.ts';
import type { City } from '../config/city.ts';
import { neutralCity } from '../evaluate/neutral-city.ts';
import { createNameTrie } from './name-trie.ts';
import { createNameFinder } from './names.ts';
import { createPhraseSet } from './phrases.ts';
import { createPlaceTagger } from './places.ts';
import { tokenize } from './tokens.ts';
import { wordLine } from './word-line.ts';

const same = (word: string) => word;

test('it finds what the plain phrase set finds', () => {
  const word = fc.constantFrom('elm', 'oak', 'st', 'ave', '5th', 'valueof', 'constructor');
  const name = fc.array(word, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 60 }), fc.array(word, { maxLength: 30 }), (names, text) => {
      const trie = createNameTrie(same);
      const plain = createPhraseSet({ learn: same, key: same });
      names.forEach((words, value) => {
        trie.add(words, value);
        plain.add(words.join(' '), value);
      });
      const line = wordLine(tokenize(text.join(' ')));
      expect(trie.find(line)).toEqual(plain.find(line));
    }),
  );
});

const gazetteer = (names: string[]): City => ({
  ...neutralCity([]),
  name: 'Harborton',
  places: names.map((name, i) => ({ id: `p${i}`, name, kind: 'street', aliases: [] })),
});

test('a hostile gazetteer compiles, and finds what can be found', () => {
  const long = `Long ${'Name '.repeat(99)}Street`;
  const strange = [
    '',
    ' ',
    '5',
    '12345',
    '__proto__',
    'constructor',
    '...',
    '\ud800',
    '\u202eevil',
    long,
    'A'.repeat(500),
  ];
  const many = Array.from({ length: 5_000 }, (_, i) => `Quill${i} Street`);
  const city = gazetteer([...strange, ...many]);
  const findNames = createNameFinder(city);
  const tag = createPlaceTagger(city);
  const text = `See __proto__ at Quill4999 St. and ${'A'.repeat(500)} in 12345 5 ${long}`;
  const reading = readText(text);
  const { places } = tag(reading, findNames(reading));
  expect(places.map(({ name }) => name)).toContain('Quill4999 Street');
  for (const { evidence } of places) {
    for (const { start, end } of evidence) expect(text.slice(start, end)).not.toBe('');
  }
});

test.each([
  ['Elm St and ', 20_000],
  ['Harborton High School ', 20_000],
  ['1 block of Elm St. ', 20_000],
  ['#Elm', 20_000],
  ['A.', 50_000],
])('hostile text costs linear work: %j', (part, times) => {
  const city = gazetteer(['Elm Street', 'High School']);
  const findNames = createNameFinder(city);
  const tag = createPlaceTagger(city);
  const prepare = (n: number) => {
    const reading = readText(part.repeat(n));
    return () => tag(reading, findNames(reading));
  };
  expectLinear(prepare, times / 10, times);
});
