import { expect, it } from 'vitest';
import { namedTerms } from './named-terms.ts';

it('knows given names, and the words that mostly stand after one', () => {
  const said = new Map([
    ['dorothy', 12],
    ['dorothy quimby', 12],
    ['quimby', 14],
    ['quimby bridge', 3],
    ['bridge', 40],
    // a word of its own, that somebody's name is too
    ['dorothy stone', 2],
    ['stone', 30],
  ]);
  expect([...namedTerms(said)]).toEqual([
    ...['dorothy', 'dorothy quimby', 'quimby', 'quimby bridge', 'dorothy stone'],
  ]);
  expect(namedTerms(new Map([['__proto__ constructor', 1]]))).toEqual(new Set());
});
