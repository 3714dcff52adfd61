import { describe, expect, it } from 'vitest';
import { canonicalSource, expiresAt, termsOf } from './terms.ts';

describe('terms', () => {
  it.each([
    ['Twitter', 'x'],
    ['X.com', 'x'],
    ['https://www.reddit.com', 'reddit'],
    ['FB', 'facebook'],
    ['Open 311', 'open_311'],
    ['survey', 'survey'],
  ])('%s is %s', (name, source) => expect(canonicalSource(name)).toBe(source));

  it('follow the source of the row, and the stricter reading where nothing is known', () => {
    expect(termsOf('x')).toMatchObject({ exportText: 'ids', governmentUse: 'contract' });
    expect(termsOf('constructor').exportText).toBe('ids');
    expect(termsOf('file').exportText).toBe('full');
  });

  it('expire after the fewest days of source and city', () => {
    const collectedAt = new Date('2026-01-01T00:00:00Z');
    expect(expiresAt('youtube', collectedAt)).toEqual(new Date('2026-01-31T00:00:00Z'));
    expect(expiresAt('youtube', collectedAt, 7)).toEqual(new Date('2026-01-08T00:00:00Z'));
    expect(expiresAt('x', collectedAt)).toBeUndefined();
  });
});
