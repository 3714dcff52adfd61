import { describe, expect, it } from 'vitest';
import { mergeCorrection, readCorrection } from './correction.ts';

const city = { topics: [{ id: 'roads' }, { id: 'parks' }], neighbourhoods: [{ id: 'north' }] };
const post = { source: 'file', id: '1' };
const mistakesOf = (value: unknown) => {
  const read = readCorrection(value, city);
  return 'mistakes' in read ? read.mistakes.map(({ parameter }) => parameter) : [];
};

describe('readCorrection', () => {
  it('takes what the city knows', () => {
    const value = { ...post, sentiment: 'negative', topics: [{ id: 'roads' }], place: '' };
    expect(readCorrection(value, city)).toEqual({ request: value });
    expect(mistakesOf({ ...post, undo: true })).toEqual([]);
    // The taxonomy may have lost it since.
    expect(mistakesOf({ ...post, topics: [{ id: 'ferries', remove: true }] })).toEqual([]);
  });

  it('names every mistake with its place', () => {
    const topics = [{ id: 'parks' }, { id: 'road' }, { id: 'parks', sentiment: 'negative' }];
    expect(mistakesOf({ ...post, topics, place: 'nort' })).toEqual(['topics[1].id', 'topics[2].id', 'place']);
    expect(mistakesOf({ ...post, sentiment: 'angry' })).toEqual(['sentiment']);
    expect(mistakesOf({ ...post, topics: [{ id: 'roads', remove: true, sentiment: 'neutral' }] })).toEqual([
      'topics[0]',
    ]);
    expect(mistakesOf(post)).toEqual(['correction']);
    expect(mistakesOf({ ...post, undo: true, place: 'north' })).toEqual(['undo']);
    expect(mistakesOf({ ...post, place: 'north', author: 'someone' })).toEqual(['correction']);
    expect(mistakesOf(JSON.parse('{"source":"file","id":"1","place":"north","__proto__":{}}'))).toEqual([
      'correction',
    ]);
    for (const value of [null, 7, 'text', []]) expect(mistakesOf(value).length).toBeGreaterThan(0);
    const read = readCorrection({ ...post, place: 'nort' }, city);
    expect('mistakes' in read && read.mistakes[0]?.detail).toContain('did you mean "north"');
  });
});

describe('mergeCorrection', () => {
  it('adds what is said later, topic by topic', () => {
    const first = mergeCorrection(undefined, { ...post, sentiment: 'negative', topics: [{ id: 'roads' }] });
    const both = mergeCorrection(first, {
      ...post,
      place: 'north',
      topics: [
        { id: 'parks', remove: true },
        { id: 'roads', sentiment: 'neutral' },
      ],
    });
    expect(both).toEqual({
      sentiment: 'negative',
      place: 'north',
      topics: [
        { id: 'roads', sentiment: 'neutral' },
        { id: 'parks', remove: true },
      ],
    });
    expect(mergeCorrection(both, { ...post, undo: true })).toBeUndefined();
  });
});
