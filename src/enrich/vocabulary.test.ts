import { expect, it } from 'vitest';
import { tokenize } from './tokens.ts';
import { createWordNumbers, createWordTable } from './vocabulary.ts';

it('works out once what is known of a word, however it is spelled', () => {
  let computed = 0;
  const lengthAt = createWordTable((word) => {
    computed++;
    return word.length;
  });
  const tokens = tokenize('Potholezz POTHOLEZZ potholezz #Potholezz');
  const lengths = Array.from({ length: tokens.count }, (_, i) => lengthAt(tokens, i));
  expect(lengths).toEqual([9, 9, 9, 9]);
  expect(computed).toBe(1);
});

it('reads texts the same when its memory is full, and after it started afresh', () => {
  const before = tokenize('Quill Street floods again');
  const wordAt = createWordTable((word) => `${word}!`);
  expect(wordAt(before, 1)).toBe('street!');
  const flood = Array.from({ length: 130_000 }, (_, i) => `Word${i.toString(36)}x`).join(' ');
  const many = tokenize(flood);
  expect(many.words.at(-1)).toBe(`word${(129_999).toString(36)}x`);
  expect(wordAt(many, many.count - 1)).toBe(`${many.words.at(-1)}!`);
  const after = tokenize('Quill Street floods again');
  expect(after.words).toEqual(before.words);
  expect(after.shapes).toEqual(before.shapes);
  expect(after.generation).toBeGreaterThan(before.generation);
  expect(wordAt(after, 1)).toBe('street!');
  // What was read before still reads rightly.
  expect(wordAt(before, 3)).toBe('again!');
});

it('knows the words of a prototype as words', () => {
  const tokens = tokenize('constructor __proto__ hasOwnProperty');
  const seen = createWordTable((word) => word.length);
  expect([...tokens.words].map((_, i) => seen(tokens, i))).toEqual(tokens.words.map((word) => word.length));
});

it('remembers any number of a word, before and after its memory started afresh', () => {
  const numbers = [0, -1, 1, 0x7fffffff, -0x80000000];
  const words = numbers.map((_, i) => `quill${'x'.repeat(i)}`);
  const numberAt = createWordNumbers((word) => numbers[words.indexOf(word)]!);
  const read = (tokens: ReturnType<typeof tokenize>) => words.map((_, i) => numberAt(tokens, i));
  const before = tokenize(words.join(' '));
  expect([read(before), read(before)]).toEqual([numbers, numbers]);
  tokenize(Array.from({ length: 130_000 }, (_, i) => `Word${i.toString(36)}y`).join(' '));
  const after = tokenize(words.join(' '));
  expect(after.generation).toBeGreaterThan(before.generation);
  expect([read(after), read(after), read(before)]).toEqual([numbers, numbers, numbers]);
});

it('works out a number once', () => {
  let computed = 0;
  const lengthAt = createWordNumbers((word) => {
    computed++;
    return word.length;
  });
  const tokens = tokenize('Potholezz POTHOLEZZ potholezz');
  expect([0, 1, 2].map((index) => lengthAt(tokens, index))).toEqual([9, 9, 9]);
  expect(computed).toBe(1);
});
