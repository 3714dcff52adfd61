import { expect, it } from 'vitest';
import { overridden } from './saved-queries.ts';

const saved = { by: 'topic', from: '2026-01-01', to: '2026-02-01', metric: 'share' };

it('new flags take the place of saved ones', () => {
  expect(overridden(saved, { by: 'place', q: 'lamp*', place: undefined })).toEqual({
    ...saved,
    by: 'place',
    q: 'lamp*',
  });
});

it('a new period takes the place of the saved one, however either was said', () => {
  expect(overridden(saved, { period: 'last week' })).toEqual({
    by: 'topic',
    metric: 'share',
    period: 'last week',
  });
  expect(overridden({ period: 'last week' }, { from: '7 days' })).toEqual({ from: '7 days' });
});
