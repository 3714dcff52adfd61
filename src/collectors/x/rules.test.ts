import { expect, it } from 'vitest';
import { changesOf } from './rules.ts';

const tag = 'earshot quillport';

it('adds what no rule says yet, and drops what is ours and asked for no more', () => {
  const rules = [
    { id: '1', value: '(Quillport) -is:retweet', tag },
    { id: '2', value: '(Old Quay) -is:retweet', tag },
    { id: '3', value: '(Old Quay) lang:en', tag: 'another' },
    { id: '4', value: '(Harbour)' },
  ];
  expect(changesOf(rules, ['(Quillport) -is:retweet', '(Harbour)', '(Bay)'], tag)).toEqual({
    add: ['(Bay)'],
    drop: ['2'],
  });
  expect(changesOf([], [], tag)).toEqual({ add: [], drop: [] });
});
