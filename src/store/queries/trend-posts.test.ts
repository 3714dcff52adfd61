import { expect, it } from 'vitest';
import { partTerms } from './trend-posts.ts';

it('parts the terms whose posts can all be looked at from the others, two in a row with the first of them', () => {
  const parts = (counts: Record<string, number>) =>
    partTerms(
      Object.entries(counts).map(([term, now]) => ({ term, now })),
      1_500,
    );
  expect(parts({ lantern: 900, weir: 20, 'weir gate': 5, 'new lantern': 7, kiosk: 400, mural: 300 })).toEqual(
    {
      seldom: ['weir', 'weir gate', 'kiosk', 'mural'],
      common: ['lantern', 'new lantern'],
    },
  );
  expect(parts({ lantern: 5_000 })).toEqual({ seldom: [], common: ['lantern'] });
  expect(parts({})).toEqual({ seldom: [], common: [] });
});
