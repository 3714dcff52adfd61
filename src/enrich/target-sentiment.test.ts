import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import { aspectModelUrl } from '../models/aspects.ts';
import { createSentimentReader } from './sentiment.ts';
import { spotsOfName } from './target-names.ts';
import { createTargetSentiment } from './target-sentiment.ts';
import { tokenize } from './tokens.ts';

const readSentiment = createSentimentReader();
const targetSentiment = createTargetSentiment();

function feel(text: string, name: string, topic = '', lang = 'en') {
  return targetSentiment(readSentiment(readText(text), lang), name, topic);
}

test('the weights are those of the model card', () => {
  const card = readFileSync(new URL('../../docs/model-card-aspects.md', import.meta.url), 'utf8');
  expect(card).toContain(createHash('sha256').update(readFileSync(aspectModelUrl)).digest('hex'));
});

test('two places of one sentence have each what is said of it', () => {
  const text = 'Elmwick is safe and beautiful, but Harborton is dangerous and dirty';
  expect(feel(text, 'Elmwick', 'police')!.label).toBe('positive');
  expect(feel(text, 'Harborton', 'police')!.label).toBe('negative');
});

test('the aspect decides what a word says', () => {
  const text = 'Elmwick is expensive';
  expect(feel(text, 'Elmwick', 'housing')!.label).toBe('negative');
  expect(feel(text, 'Elmwick', 'housing')!.p[0]).toBeGreaterThan(feel(text, 'Elmwick', 'trees-parks')!.p[0]);
});

test('evidence is of what is said of the target, and of nothing else', () => {
  const text = 'Elmwick is wonderful. Harborton is horrible.';
  const words = feel(text, 'Elmwick')!.evidence.map(({ start, end }) => text.slice(start, end));
  expect(words).toContain('wonderful');
  expect(words).not.toContain('horrible');
});

test('a name that is not there, and a language without a model, are not judged', () => {
  expect(feel('Elmwick is safe', 'Harborton')).toBeUndefined();
  expect(feel('Elmwick is safe', '')).toBeUndefined();
  expect(feel('Elmwick é seguro', 'Elmwick', '', 'pt')).toBeUndefined();
});

test.each([
  ['New Elm is near Old Elm', 'new elm', [{ first: 0, last: 1, isOwn: true }]],
  [
    'PLACE1 and place2',
    'PLACE1',
    [
      { first: 0, last: 0, isOwn: true },
      { first: 2, last: 2, isOwn: false },
    ],
  ],
  ['elm elm elm', 'elm elm', [{ first: 0, last: 1, isOwn: true }]],
  ['1 and 2', '1', [{ first: 0, last: 0, isOwn: true }]],
  ['__proto__ constructor', 'toString', []],
])('%s names %s', (text, name, spots) => {
  expect(spotsOfName(tokenize(text), name)).toEqual(spots);
});
