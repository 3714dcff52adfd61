import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadProperNouns } from './proper-nouns.ts';

const properNouns = await loadProperNouns();
const wordsOf = (text: string) => [...properNouns(text)].map((start) => /^\S+/.exec(text.slice(start))?.[0]);

test('names stand where they begin, the same word twice too', () => {
  const text = 'Frost lied to us.\n  The frost came; Quimby — “Frost” — knows 😀 Bartholomew.';
  const starts = [...properNouns(text)];
  expect(starts).toContain(0);
  expect(starts).toContain(text.indexOf('Quimby'));
  expect(starts).toContain(text.indexOf('Bartholomew'));
  expect(starts).not.toContain(text.indexOf('frost'));
});

test('names are heard behind any number of blanks', () => {
  const text = `The water is late.${'\n '.repeat(60)}Quimby knows of it.`;
  expect([...properNouns(text)]).toContain(text.indexOf('Quimby'));
});

test('a sentence of small words has none', () => {
  expect(wordsOf('the water is late again and nobody knows why')).toEqual([]);
});

test('whatever the text, each start is in it, and the answer is always the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const starts = [...properNouns(text)];
      for (const start of starts) expect(start).toBeLessThan(text.length);
      expect([...properNouns(text)]).toEqual(starts);
    }),
  );
});

test.each([
  '',
  '\ud800',
  '\u202eFrost\u200d lied',
  '__proto__ constructor',
  'a'.repeat(5_000),
  '😀'.repeat(2_500),
])('nothing stops it: %#', (text) => {
  expect([...properNouns(text)].every((start) => start < text.length)).toBe(true);
});

test('is loaded once, however often it is asked for', async () => {
  for (let i = 0; i < 20; i++) expect(await loadProperNouns()).toBe(properNouns);
});
