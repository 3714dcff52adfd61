import { expect, it } from 'vitest';
import { seldomWords } from './trend-posts.ts';

it('calls those words seldom whose posts together can all be looked at, and no two in a row', () => {
  const said = (counts: Record<string, number>) =>
    seldomWords(Object.entries(counts).map(([term, now]) => ({ term, now })));
  expect(said({ lantern: 900, weir: 20, 'signal box': 5, kiosk: 400, mural: 300 })).toEqual([
    'weir',
    'mural',
    'kiosk',
  ]);
  expect(said({ lantern: 5_000 })).toEqual([]);
  expect(said({})).toEqual([]);
});
