import { expect, test } from 'vitest';
import { createLanguageReader } from './language.ts';
import { tokenize } from './tokens.ts';

const read = createLanguageReader(['en', 'es']);
const of = (text: string, hint?: string) => read([tokenize(text)], hint);

test.each([
  ['The street lights on our block have been out for a week', 'en'],
  ['Hay un bache enorme en la calle y nadie lo arregla', 'es'],
  ['Die Straße vor unserem Haus ist seit Wochen gesperrt', 'de'],
  ['Les poubelles ne sont plus ramassées dans notre quartier', 'fr'],
  ['O lixo não é recolhido há duas semanas na nossa rua', 'pt'],
  ['الشارع مليء بالحفر ولا أحد يصلحها', 'ar'],
  ['道路に大きな穴があります', 'ja'],
])('%s', (text, lang) => {
  expect(of(text)).toBe(lang);
});

test.each([
  '',
  'no',
  '😍😍😍',
  'https://a.example/the-whole-street-is-dark',
  '@someone',
  '12345',
  '#PotholeFriday',
])('what has no words has no language: %s', (text) => {
  expect(of(text)).toBe('und');
});

test('the platform tips a close call, and loses a clear one', () => {
  const clear = 'The street lights on our block have been out for a week';
  expect(of(clear, 'es')).toBe('en');
  expect(of(clear, 'en-US')).toBe('en');
  expect(of('', 'en')).toBe('und');
});
