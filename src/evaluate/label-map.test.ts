import { expect, test } from 'vitest';
import { parseLabelMap, strayLabels } from './label-map.ts';

const topics = [{ id: 'roads' }, { id: 'street-lights' }];

test('a map is read; what is none is said in one line', () => {
  expect(parseLabelMap('{"Holes": ["roads"]}', 'm.json', topics)).toEqual({ Holes: ['roads'] });
  for (const text of ['[]', '{}', '{"Holes": []}', '{"Holes": "roads"}', '3'])
    expect(() => parseLabelMap(text, 'm.json', topics)).toThrow(/^m\.json is no map/);
  expect(() => parseLabelMap('{', 'm.json', topics)).toThrow('m.json is not JSON');
});

test('a topic that the taxonomy does not have is named, with what was meant', () => {
  const map = '{"Dark": ["street-light"]}';
  expect(() => parseLabelMap(map, 'm.json', topics)).toThrow(
    'm.json maps "Dark" to "street-light", which is no topic of the taxonomy, did you mean "street-lights"?',
  );
});

test('labels that the file does not have, without regard to case', () => {
  expect(strayLabels({ Holes: ['roads'], Dark: ['street-lights'] }, ['holes'])).toEqual(['Dark']);
});
