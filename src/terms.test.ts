import { describe, expect, it } from 'vitest';
import { allowedUse, canonicalSource, describeTerms, leavingId, termsOf } from './terms.ts';

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
    expect(termsOf('youtube').retentionDays).toBe(30);
  });
});

describe('what may be used of a row', () => {
  it('is its text on a page, and what the terms say elsewhere', () => {
    expect(allowedUse('x', 'page')).toBe('full');
    expect(allowedUse('x', 'export')).toBe('ids');
    expect(allowedUse('x', 'report', ['roads'])).toBe('ids');
    expect(allowedUse('open311', 'export')).toBe('full');
  });

  it('is nothing in an alert on what may not be watched', () => {
    expect(allowedUse('x', 'alert', ['roads', 'protests'])).toBe('none');
    expect(allowedUse('x', 'alert', ['roads'])).toBe('ids');
    expect(allowedUse('bluesky', 'alert', ['protests'])).toBe('full');
  });

  it('is complete for every source that is known', () => {
    for (const source of [
      'x',
      'reddit',
      'facebook',
      'youtube',
      'bluesky',
      'mastodon',
      'open311',
      'news',
      'webhook',
    ]) {
      const terms = termsOf(source);
      expect(describeTerms(terms)).toMatch(/export|leave/);
      if (terms.deletions === 'recheck' && source !== 'news') expect(terms.recheckDays).toBeGreaterThan(0);
    }
  });
});

it('an id that names the account leaves as a digest, and only that', () => {
  const id = 'at://did:plc:invented/app.bsky.feed.post/3k';
  expect(leavingId('bluesky', id)).toMatch(/^[0-9a-f]{32}$/);
  expect(leavingId('bluesky', '')).toBe('');
  expect(leavingId('mastodon', 'town.example/17')).toBe('town.example/17');
});
