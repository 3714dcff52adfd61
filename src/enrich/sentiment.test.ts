import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import { createSentimentReader, sentimentOf } from './sentiment.ts';

const read = createSentimentReader();
function feel(text: string, lang = 'en') {
  return sentimentOf(read(readText(text), lang));
}

test.each([
  ['The new library is wonderful', 'positive'],
  ['The bus was late again, awful service', 'negative'],
  ['The council meets on Tuesday', 'neutral'],
  ['The service is not good', 'negative'],
  ["I don't like it, it isn't great", 'negative'],
  ['The app looks nice, but the buses are terrible', 'negative'],
  ['It was sooooo goooood', 'positive'],
  ['😡😡😡', 'negative'],
  ['😍', 'positive'],
  ['#AwfulService', 'negative'],
])('%s is %s', (text, label) => {
  expect(feel(text).label).toBe(label);
});

test.each([
  ['es', 'El parque es maravilloso', 'positive'],
  ['es', 'El servicio es horrible', 'negative'],
  ['pt', 'O serviço é horrível', 'negative'],
  ['fr', 'Un service horrible', 'negative'],
  ['it', 'Un parco bello', 'positive'],
  ['de', 'Der Park ist wunderbar', 'positive'],
  ['nl', 'Het park is prachtig', 'positive'],
])('%s: %s is %s', (lang, text, label) => {
  expect(feel(text, lang).label).toBe(label);
});

test('without a lexicon there is nothing known but what emoji say', () => {
  expect(feel('Puisto on kaunis', 'fi')).toEqual({ label: 'unknown', score: 0, p: [0, 0, 0], evidence: [] });
  expect(feel('Puisto 😍', 'fi').label).toBe('positive');
});

test('by words alone, intensifiers and capitals strengthen, weak ones weaken', () => {
  const plain = feel('een slecht park', 'nl').score;
  expect(plain).toBeLessThan(0);
  expect(feel('een heel slecht park', 'nl').score).toBeLessThan(plain);
  expect(feel('een SLECHT park', 'nl').score).toBeLessThan(plain);
  expect(feel('een beetje slecht park', 'nl').score).toBeGreaterThan(plain);
});

test('probabilities sum to 1 and follow the score', () => {
  const [good, bad] = [feel('wonderful'), feel('horrible')];
  for (const { p } of [good, bad]) expect(p[0] + p[1] + p[2]).toBeCloseTo(1);
  expect(good.p[2]).toBeGreaterThan(bad.p[2]);
  expect(bad.p[0]).toBeGreaterThan(good.p[0]);
  expect([good.score > 0, bad.score < 0]).toEqual([true, true]);
});

test('a text of no known language is read as English, and believed when that is clear', () => {
  expect(feel('awful!!', 'und').label).toBe('negative');
  expect(feel('ok', 'und').label).toBe('unknown');
  expect(feel('trq xvv', 'und').label).toBe('unknown');
  expect(feel('', 'und').label).toBe('unknown');
});

test('a negation reaches no further than its clause', () => {
  expect(feel('No, this is great').label).toBe('positive');
});
