import { expect, test } from 'vitest';
import { createPhraseSet } from './phrases.ts';
import { tokenize } from './tokens.ts';
import { createWordForms, exactForms } from './word-forms.ts';
import { wordLine } from './word-line.ts';

function finder(lang: string | undefined, ...phrases: string[]) {
  const set = createPhraseSet(lang === undefined ? exactForms : createWordForms(lang));
  phrases.forEach((phrase, value) => void set.add(phrase, value));
  return (text: string) => {
    const tokens = tokenize(text);
    return set
      .find(wordLine(tokens))
      .map(
        ({ value, first, last }) =>
          `${phrases[value]}: ${text.slice(tokens.starts[first], tokens.ends[last])}`,
      );
  };
}

test('finds every phrase in one pass, also inside one another', () => {
  const find = finder(undefined, 'street', 'street light', 'light');
  expect(find('A STREET light')).toEqual(['street: STREET', 'street light: STREET light', 'light: light']);
});

test('a phrase goes on over hyphens, commas and short forms, and ends with the sentence', () => {
  const find = finder(undefined, 'st joseph', 'pot hole');
  expect(find('St. Joseph has a pot-hole, a pot, hole')).toHaveLength(3);
  expect(find('by the pot. Hole')).toEqual([]);
  expect(find('pot... hole')).toEqual([]);
  expect(find('pot (hole)')).toEqual([]);
  expect(find('#pot #hole #PotHole')).toEqual(['pot hole: PotHole']);
});

test('English: plurals and verb forms, but no other words', () => {
  const find = finder(
    'en',
    'pothole',
    'park',
    'parking',
    'dumping',
    'flood',
    'party',
    'transit',
    'animal',
    'housing',
  );
  expect(find('potholes')).toEqual(['pothole: potholes']);
  expect(find('parks')).toEqual(['park: parks']);
  expect(find('parking')).toEqual(['parking: parking']);
  expect(find('parked')).toEqual(['parking: parked']);
  expect(find('dumped')).toEqual(['dumping: dumped']);
  expect(find('flooded')).toEqual(['flood: flooded']);
  expect(find('parties')).toEqual(['party: parties']);
  expect(find('a transition of animation in my house')).toEqual([]);
});

test('other languages: by their stem, with or without accents', () => {
  expect(finder('es', 'bache', 'árbol')('Los baches y los arboles')).toEqual([
    'bache: baches',
    'árbol: arboles',
  ]);
  expect(finder('de', 'Schlagloch')('Die Schlaglöcher')).toEqual(['Schlagloch: Schlaglöcher']);
  expect(finder('ar', 'حفرة')('هناك حفرة')).toEqual(['حفرة: حفرة']);
});

test('words of Object.prototype are words', () => {
  expect(finder('en', 'park')('constructor __proto__ toString park')).toEqual(['park: park']);
  expect(finder('en', 'constructor')('the constructor')).toEqual(['constructor: constructor']);
});
