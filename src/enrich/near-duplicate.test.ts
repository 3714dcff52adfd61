import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandsOf } from '../../test/support/bands.ts';
import { readText } from '../../test/support/reading.ts';
import type { Post } from '../post.ts';
import { areNear } from '../store/signature.ts';
import { type Signature, signPost } from './near-duplicate.ts';

const sign = (text: string, more: Partial<Post> = {}) => signPost(readText(text, more));

const areCopies = (a: Signature, b: Signature) =>
  bandsOf(a).some((band) => bandsOf(b).includes(band)) && areNear(a, b);

const report =
  'The council voted on Tuesday to close the old ferry landing for two years while engineers repair the pier';

test('links, accounts, case, punctuation and numbers do not tell copies apart', () => {
  const original = sign(report);
  for (const copy of [
    `${report.toUpperCase()}!!!`,
    `@user ${report} https://example.org/a`,
    `“${report}”… www.example.org/b 😡`,
    report.replaceAll(' ', '  \n'),
  ]) {
    expect(sign(copy)).toEqual(original);
  }
  expect(sign('Case 17 of the broken street light')).toEqual(sign('Case 90210 of the broken street light'));
  expect(sign('Worst mayor we ever had #12')).toEqual(sign('Worst mayor we ever had #31'));
});

test('a few words more or less are near, another text is not', () => {
  expect(areCopies(sign(report), sign(`RT ${report} again`))).toBe(true);
  expect(areCopies(sign(report), sign(`${report}, the mayor said`))).toBe(true);
  expect(areCopies(sign(report), sign('The bus on Mill Hill was late again, the third time this week'))).toBe(
    false,
  );
});

test('a short text is only near to its own words in their order', () => {
  expect(areCopies(sign('so much noise'), sign('So much NOISE!'))).toBe(true);
  expect(areCopies(sign('so much noise'), sign('much noise so'))).toBe(false);
  expect(areCopies(sign('so much noise'), sign('so much noise here'))).toBe(false);
  expect(sign('thanks')).toHaveLength(3);
});

test('a text without words is its links and emoji; without those it is never a copy', () => {
  expect(sign('https://example.org/a')).toEqual(sign('  https://example.org/a '));
  expect(sign('https://example.org/a')).not.toEqual(sign('https://example.org/b'));
  expect(sign('😡😡')).not.toEqual(sign('😡'));
  expect(sign('@user …')).toEqual([]);
});

test('outlets give the same report their own titles; a short text needs its title', () => {
  const body = `${report}, and nobody could say when the boats will sail again`;
  expect(sign(body, { title: 'Ferry closes', kind: 'article' })).toEqual(
    sign(body, { title: 'No boats for two years', kind: 'article' }),
  );
  expect(sign('Read more', { title: 'Ferry closes' })).not.toEqual(
    sign('Read more', { title: 'Park opens' }),
  );
});

test('a service request is never a copy', () => {
  expect(sign('Pothole on the road in front of my house', { kind: 'request' })).toEqual([]);
});

// 40 words of an invented vocabulary; similarity is that of the sets of neighbouring words.
const vocabulary = Array.from({ length: 400 }, (_, i) => `word${String.fromCharCode(97 + (i % 26))}${i}x`);
const pairs = (words: string[]) => new Set(words.slice(1).map((word, i) => `${words[i]} ${word}`));
function similarity(a: string[], b: string[]): number {
  const [first, second] = [pairs(a), pairs(b)];
  const common = [...first].filter((pair) => second.has(pair)).length;
  return common / (first.size + second.size - common);
}
const words = fc.array(fc.constantFrom(...vocabulary), { minLength: 30, maxLength: 60 });

test('similar texts are near nearly always, unlike ones nearly never', () => {
  const counts = { alike: 0, found: 0, unlike: 0, mistaken: 0 };
  fc.assert(
    fc.property(words, words, fc.integer({ min: 0, max: 40 }), (a, b, kept) => {
      const mixed = [...a.slice(0, Math.max(0, a.length - kept)), ...b.slice(0, kept)];
      const alike = similarity(a, mixed);
      const near = areCopies(sign(a.join(' ')), sign(mixed.join(' ')));
      if (alike >= 0.85) counts.alike++;
      if (alike >= 0.85 && near) counts.found++;
      if (alike <= 0.25) counts.unlike++;
      if (alike <= 0.25 && near) counts.mistaken++;
    }),
    { numRuns: 3_000, seed: 11 },
  );
  expect(counts.alike).toBeGreaterThan(100);
  expect(counts.found / counts.alike).toBeGreaterThan(0.95);
  expect(counts.unlike).toBeGreaterThan(500);
  expect(counts.mistaken / counts.unlike).toBeLessThan(0.005);
});

test('any text has a signature of whole 32-bit numbers', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const signature = sign(text);
      expect([0, 3, 5]).toContain(signature.length);
      for (const value of signature) expect(value).toBe(value >>> 0);
    }),
  );
  expect(sign('__proto__ constructor toString valueOf hasOwnProperty')).toHaveLength(5);
});

test('a long text costs no more than its first 512 words', () => {
  const long = 'pier ferry council boat landing '.repeat(20_000);
  expect(sign(long)).toEqual(sign(long.slice(0, 32 * 512)));
  expect(sign('a'.repeat(1_000_000))).toHaveLength(3);
});
