import { describe, expect, it } from 'vitest';
import { inventedCity } from '../../test/api-support.ts';
import type { PostRow } from '../store/queries/post-row.ts';
import { createPeople, ordinaryWordsOf } from './named-people.ts';
import { loadProperNouns } from './proper-nouns.ts';

const city = {
  ...inventedCity('springfield'),
  name: 'Springfield',
  publicOfficials: ['Jane Example', 'Tobias Ekundarre'],
  places: [{ id: 'ada-park', name: 'Ada Quimby Park', kind: 'park', aliases: [] }],
};

const post = (text: string, place?: string): PostRow => {
  const start = place === undefined ? -1 : text.indexOf(place);
  const evidence = [{ field: 'text' as const, start, end: start + (place?.length ?? 0) }];
  return {
    text,
    places: start < 0 ? [] : [{ id: 'ada-park', kind: 'park', name: '', confidence: 1, evidence }],
  } as unknown as PostRow;
};

const week = [
  'the water came late again and nobody said why there is a hole',
  'nobody said that there is water, so why the late hole came again',
].map((text) => post(text));
const readNouns = await loadProperNouns();
const people = createPeople(city, ordinaryWordsOf(week), readNouns);

describe('may somebody be named?', () => {
  it.each([
    'Ask Bartholomew why the water is late',
    'The water is late. Quimby never answers',
    'Quimby never answers why the water is late',
    'Maria says the water is late',
    'The water is late, says maria from the corner',
    'The driver was Mr Brown and the bus was late',
    'Nobody said why, not even Officer Hall',
    'Brown should answer why the water is late',
    'Thank you councilwoman Waters for the late bus',
    'everything here is small, also quimby',
    'EVERYTHING HERE IS LARGE, ALSO QUIMBY',
    'The water is late — José Luis',
    'Nobody said why, O’Quimby knows',
    'The bridge by Jane Otherwise is late',
    'Вода опаздывает, говорит Иван',
    '水又迟到了，王先生说',
    'Why is the #BartholomewQuimby water late',
    'I told Bartholomew Quimby. Way too late is the water',
    'Nobody said why, Bartholomew Quimby, Court again is late',
  ])('yes: %s', (text) => {
    expect(people.mayNameSomeone(post(text))).toBe(true);
  });

  it.each([
    'Nobody said why the water is late again',
    'Why is there a hole on Bartholomew Quimby Street again?',
    'Nobody said on Monday that the DPW is late in Springfield',
    "The water is late. I'm tired of it. Why?",
    'Nobody in City Hall said why the water is late',
    'Nobody asked Jane Example why the water is late',
    'Nobody said why, and Tobias Ekundarre’s water is late',
  ])('no: %s', (text) => {
    expect(people.mayNameSomeone(post(text))).toBe(false);
  });

  it('no, where the name is that of a place of the city', () => {
    const text = 'The water in Ada Quimby Park is late again';
    expect(people.mayNameSomeone(post(text, 'Ada Quimby Park'))).toBe(false);
    expect(people.mayNameSomeone(post(text))).toBe(true);
  });

  describe('where a name is a word that others write small', () => {
    const small = 'the frost, the rice, the bridges, the garbage and the water are late';
    const inEnglish = (text: string, lang = 'en') => ({ ...post(text), lang });
    const others = createPeople(city, ordinaryWordsOf([small, small].map((text) => post(text))), readNouns);

    it.each([
      'Frost never answers the phone',
      'Rice told me to wait and the water is late',
      'The water is late. Bridges was rude again',
    ])('yes: %s', (text) => {
      expect(others.mayNameSomeone(inEnglish(text))).toBe(true);
      expect(others.mayNameSomeone(inEnglish(text, 'und'))).toBe(true);
    });

    it.each(['The frost never ends and the rice is late', 'The bridges are late'])('no: %s', (text) => {
      expect(others.mayNameSomeone(inEnglish(text))).toBe(false);
    });

    it('is not heard in a language that the tagger does not read', () => {
      expect(others.mayNameSomeone(inEnglish('Frost the water the rice', 'es'))).toBe(false);
    });

    it('yes, where the text is too long to be heard', () => {
      expect(others.mayNameSomeone(inEnglish(`The ${'frost and the '.repeat(100)}`))).toBe(false);
      expect(others.mayNameSomeone(inEnglish(`The ${'frost and the '.repeat(500)}`))).toBe(true);
    });
  });

  it('costs linear time, whatever it is asked', () => {
    const texts = [
      'A'.repeat(300_000),
      'Ab '.repeat(100_000),
      '😀'.repeat(100_000),
      'Mr '.repeat(100_000),
      '\ud800',
    ];
    for (const text of texts) expect(people.mayNameSomeone(post(text))).toBeTypeOf('boolean');
  });
});
