import { expect, it } from 'vitest';
import { parseWords, tokensOf } from './words.ts';

it('cuts words as the index does: at everything that is ASCII and no letter or digit', () => {
  expect(tokensOf("Don’t STOP at O'Hare_2—NIÑO,中文 x")).toEqual([
    'don’t',
    'stop',
    'at',
    'o',
    'hare',
    '2—niño',
    '中文',
    'x',
  ]);
});

it('takes words and phrases, which must all be there', () => {
  expect(parseWords('Pothole "Main  Street" main')).toEqual({
    words: ['pothole', 'main', 'street'],
    phrases: [['main', 'street']],
  });
  expect(parseWords('"single"')).toEqual({ words: ['single'], phrases: [] });
  expect(parseWords(undefined)).toEqual({ words: [], phrases: [] });
  expect(parseWords('and or not near')).toMatchObject({ words: ['and', 'or', 'not', 'near'] });
  expect(parseWords('"pothole OR bus"').phrases).toEqual([['pothole', 'or', 'bus']]);
});

it.each(['a AND b', 'a OR b', 'NOT a', 'a NEAR/3 b', '(a b)', 'pot*', '-a', '+a', '!a', '"a', '***', '"" !'])(
  'refuses %s rather than misread it',
  (q) => {
    expect(() => parseWords(q)).toThrow();
  },
);
