import { describe, expect, it } from 'vitest';
import { articleAddress, cleanLink, commentNumber, idOf } from './identity.ts';

const herald = { channel: 'herald.example', host: 'herald.example' };

describe('links', () => {
  it.each([
    ['http://a.example/x?utm_source=rss&utm_medium=feed&id=7', 'http://a.example/x?id=7'],
    ['https://a.example/x?fbclid=1', 'https://a.example/x'],
    ['https://a.example/x?q=a%20b&page=2', 'https://a.example/x?q=a%20b&page=2'],
    ['http://user:pw@a.example/', 'http://a.example/'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['', undefined],
    ['no link', undefined],
    [`http://a.example/${'x'.repeat(2_001)}`, undefined],
  ])('%s', (link, expected) => expect(cleanLink(link)).toBe(expected));
});

describe('ids', () => {
  it('stand as they are when they are addresses of the publication, with or without www', () => {
    expect(idOf(herald, { guid: 'http://www.herald.example/?p=7', text: '' })).toBe(
      'http://www.herald.example/?p=7',
    );
    expect(idOf(herald, { url: 'http://sport.herald.example/a', text: '' })).toBe(
      'http://sport.herald.example/a',
    );
  });

  it('are put under the publication otherwise', () => {
    expect(idOf(herald, { guid: '7', text: '' })).toBe('herald.example/7');
    expect(idOf(herald, { guid: 'http://notherald.example/a', text: '' })).toBe(
      'herald.example/http://notherald.example/a',
    );
    expect(idOf(herald, { guid: 'tag:x,2026:1', url: 'http://herald.example/a', text: '' })).toBe(
      'herald.example/tag:x,2026:1',
    );
  });

  it('are made from the words where nothing else is there, and stay short', () => {
    const made = idOf(herald, { title: 'A', date: 'today', text: 'words' });
    expect(made).toMatch(/^herald\.example\/sha256:[\w-]{32}$/);
    expect(idOf(herald, { title: 'A', date: 'today', text: 'other words' })).not.toBe(made);
    expect(idOf(herald, { guid: 'x'.repeat(5_000), text: '' }).length).toBeLessThan(300);
  });
});

describe('addresses of WordPress comments', () => {
  it('tell the number and the article', () => {
    expect(commentNumber('http://a.example/story/comment-page-2/#comment-17')).toBe('17');
    expect(commentNumber('http://a.example/story/#comments')).toBeUndefined();
    expect(articleAddress('http://a.example/story/comment-page-2/#comment-17')).toBe(
      'http://a.example/story/',
    );
    expect(articleAddress('http://a.example/?p=3#comment-17')).toBe('http://a.example/?p=3');
  });
});
