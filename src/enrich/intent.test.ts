import { expect, test } from 'vitest';
import { readText } from '../../test/support/reading.ts';
import type { Intent, Post } from '../post.ts';
import { createIntentReader } from './intent.ts';
import { createSentimentReader, sentimentOf } from './sentiment.ts';

const readSentiment = createSentimentReader();
const readIntent = createIntentReader();

function intentOf(text: string, more: Partial<Post> = {}, lang = 'en'): Intent {
  const reading = readText(text, more);
  return readIntent(reading, lang, sentimentOf(readSentiment(reading, lang)), more.official ?? false);
}

test.each<[string, Intent]>([
  ['The street light outside our door has been broken for weeks', 'complaint'],
  ['Can someone please fix the swing at the playground', 'request'],
  ['Does anyone know when the pool opens?', 'question'],
  ['Thank you to the crew who cleared our street, great job', 'praise'],
  ['Harbor Road will be closed from Monday until Friday', 'information'],
])('%s', (text, intent) => {
  expect(intentOf(text)).toBe(intent);
});

test('a question that wants no answer complains', () => {
  expect(intentOf('How hard is it to empty a bin??')).toBe('complaint');
  expect(intentOf('How do I report a full bin?')).toBe('question');
});

test('what was filed as a request is one', () => {
  expect(intentOf('Thank you so much, the light works again', { kind: 'request' })).toBe('request');
});

test.each<[string, string, Intent]>([
  ['es', '¿Alguien sabe a qué hora abre la biblioteca?', 'question'],
  ['es', 'Por favor arreglen el semáforo de la esquina', 'request'],
  ['pt', 'Alguém sabe quando abre a piscina?', 'question'],
  ['fr', "Quelqu'un sait à quelle heure ouvre la mairie ?", 'question'],
  ['de', 'Weiß jemand, wann das Bad öffnet?', 'question'],
  // A language without cues is read by its marks.
  ['nl', 'Wanneer gaat het zwembad open?', 'question'],
])('%s: %s', (lang, text, intent) => {
  expect(intentOf(text, {}, lang)).toBe(intent);
});

test.each(['', '   ', '?', '__proto__ constructor', '\ud83d'])('odd text has an intent: %j', (text) => {
  expect(['information', 'question']).toContain(intentOf(text));
});
