import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import { sentimentModelUrl } from '../models/sentiment.ts';
import { parseModels, writeModels } from '../models/sentiment-file.ts';
import { createSentimentReader, scoreStretches, sentimentOf } from './sentiment.ts';
import { judgeWeight } from './sentiment-model.ts';

const bytes = readFileSync(sentimentModelUrl);
const models = parseModels(bytes);
const read = createSentimentReader(models);

function readingOf(text: string, lang = 'en') {
  return read(readText(text), lang);
}

test('the weights are those of the model card', () => {
  const card = readFileSync(new URL('../../docs/model-card.md', import.meta.url), 'utf8');
  expect(card).toContain(createHash('sha256').update(bytes).digest('hex'));
});

test('a file of models comes back as it was written, and half of one is refused', () => {
  expect(writeModels(models).equals(bytes)).toBe(true);
  expect(() => parseModels(bytes.subarray(0, bytes.length - 1))).toThrow('cut short');
  expect(() => parseModels(Buffer.from('{"format":"other"}\n'))).toThrow('expected');
});

test('evidence names the words that made the label, not the others', () => {
  const text = 'The council meets on Tuesday and the new library is wonderful';
  const { label, evidence } = sentimentOf(readingOf(text));
  expect(label).toBe('positive');
  expect(evidence.map(({ start, end }) => text.slice(start, end))).toContain('wonderful');
  expect(evidence.map(({ start, end }) => text.slice(start, end))).not.toContain('Tuesday');
});

test('a clause is judged by itself', () => {
  const text = 'I love the new library, but the parking is a nightmare';
  const reading = readingOf(text);
  const [field] = reading.fields;
  const comma = field!.field.tokens.words.indexOf(',');
  const last = field!.field.tokens.count - 1;
  const score = (from: number, to: number) =>
    scoreStretches(reading.model!, [{ field: field!, first: from, last: to }]);
  expect(score(0, comma - 1).label).toBe('positive');
  expect(score(comma + 2, last).label).toBe('negative');
  expect(score(0, last)).toEqual(sentimentOf(reading));
});

test('an empty stretch says what no words say', () => {
  const reading = readingOf('good');
  const nothing = judgeWeight(reading.model!, { negative: 0, positive: 0, features: 0 });
  expect(scoreStretches(reading.model!, [{ field: reading.fields[0]!, first: 0, last: -1 }])).toEqual({
    ...nothing,
    evidence: [],
  });
});

const wild = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'wonderful',
        'NOT good',
        'awful!!!',
        '😍',
        '👍🏽',
        '#SoBad',
        ' ',
        '\n',
        ', ',
        'but ',
        '__proto__',
        'İ',
        'ﷺ',
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));
const languages = fc.constantFrom('en', 'es', 'ar', 'nl', 'fi', 'und');

test('any text: true spans, whole probabilities, and the same answer every time', () => {
  fc.assert(
    fc.property(wild, languages, (text, lang) => {
      const sentiment = sentimentOf(readingOf(text, lang));
      const sum = sentiment.p[0] + sentiment.p[1] + sentiment.p[2];
      expect(sentiment.label === 'unknown' ? 0 : 1).toBeCloseTo(sum);
      expect(Math.abs(sentiment.score)).toBeLessThanOrEqual(1);
      expect(sentiment.evidence.length).toBeLessThanOrEqual(50);
      for (const { start, end } of sentiment.evidence) {
        expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
      expect(sentimentOf(readingOf(text, lang))).toEqual(sentiment);
    }),
    { numRuns: 200 },
  );
});

test('a megabyte of one letter, and a rant, are judged with at most 50 words of evidence', () => {
  expect(sentimentOf(readingOf('a'.repeat(1_000_000))).evidence.length).toBeLessThanOrEqual(50);
  expect(sentimentOf(readingOf('awful '.repeat(100_000))).evidence).toHaveLength(50);
});
