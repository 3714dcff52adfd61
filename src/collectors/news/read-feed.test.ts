// Feeds as a real WordPress wrote them, in each of its formats.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commentDraft } from './comment-entries.ts';
import { createReadFeedDate } from './dates.ts';
import type { FeedDocument } from './feed-document.ts';
import { htmlToText } from './html-text.ts';
import { readFeed } from './read-feed.ts';

const directory = new URL('../../../test/fixtures/feeds/wordpress/', import.meta.url);
function documentOf(name: string): FeedDocument {
  const result = readFeed(readFileSync(new URL(name, directory), 'utf8'), 'http://herald.example/feed/');
  if (!('document' in result)) throw new Error('refused');
  return result.document;
}

describe('articles of a real WordPress', () => {
  const rss = documentOf('feed-1.xml');

  it('are the same in RSS, Atom and RDF', () => {
    expect(rss.entries).toHaveLength(10);
    for (const name of ['feed-atom.xml', 'feed-rdf.xml']) {
      const other = documentOf(name);
      expect(other.entries.map(({ url, title }) => [url, title])).toEqual(
        rss.entries.map(({ url, title }) => [url, title]),
      );
      expect(other.isWordPress || name === 'feed-rdf.xml').toBe(true);
    }
  });

  it('have their text, their comments and their author', () => {
    const [first] = rss.entries;
    expect(first).toMatchObject({
      author: 'editor',
      replies: 9,
      commentFeed: 'http://herald.example/2026/11/35-bin-collection/feed/',
      published: 'Sat, 21 Nov 2026 05:30:24 +0000',
    });
    expect(htmlToText(first?.body.value ?? '')).toBe(
      'Quillport, day 35. The council spoke about bin collection on Tuesday night.\n\n“We hear you,” said the clerk. More about it.\n\n– first point\n– second point',
    );
  });
});

describe('comments of a real WordPress', () => {
  const site = { url: 'http://herald.example/', channel: 'herald.example' };
  const read = createReadFeedDate('UTC');
  const drafts = (name: string) => documentOf(name).entries.map((entry) => commentDraft(entry, site, read));

  it('have the same number, article, parent and words in RSS and Atom', () => {
    const plain = (name: string) =>
      drafts(name).map(({ id, at, thread, parentId, body }) => ({
        id,
        at,
        thread,
        parentId,
        text: htmlToText(body.value),
      }));
    expect(plain('comments.xml')).toHaveLength(10);
    expect(plain('comments-atom.xml')).toEqual(plain('comments.xml'));
  });

  it('lose the line that names whom they answer', () => {
    const [first] = drafts('comments.xml');
    expect(first).toMatchObject({
      id: 'http://herald.example/#comment-324',
      parentId: 'http://herald.example/#comment-320',
      thread: { id: 'http://herald.example/2026/11/35-bin-collection/' },
    });
    expect(htmlToText(first?.body.value ?? '')).toBe(
      'I walk there every day and the pavement is broken and nobody answers the phone.',
    );
  });
});
