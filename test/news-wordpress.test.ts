// Articles and comments of a WordPress, by its interface and by its feeds, from what a real one answered.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpClient } from '../src/http.ts';
import { clientFor, collectNews, now } from './news-support.ts';
import { type Comment, startWordPress, type WordPress } from './support/wordpress.ts';

let site: WordPress;
let http: HttpClient;
beforeEach(async () => {
  site = await startWordPress();
  http = clientFor({ 'herald.example': site.port });
});
afterEach(async () => {
  await http[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const hour = 3_600_000;
const idOf = (comment: { id: number }) => `http://herald.example/#comment-${comment.id}`;
const feedOnly = { feeds: ['http://herald.example/feed/'], comments: 'feed' };

function addComment(fields: Partial<Comment>): Comment {
  const article = site.articles[0]!;
  const id = 1_000 + site.comments.length;
  const comment: Comment = {
    ...{ id, post: article.id, parent: 0, author_name: 'Jo Tern', date_gmt: '2026-11-21T11:00:00' },
    ...{ content: { rendered: '<p>A word.</p>' }, link: `${article.link}#comment-${id}` },
    ...fields,
  };
  site.comments.push(comment);
  return comment;
}

/** The newest comment that nobody answers. */
function leaf(index: number): Comment {
  const parents = new Set(site.comments.map(({ parent }) => parent));
  return site.comments.filter(({ id }) => !parents.has(id)).at(-1 - index)!;
}

function remove(comment: Comment): void {
  site.comments.splice(site.comments.indexOf(comment), 1);
}

describe('by the interface', () => {
  it('brings every article and comment with its thread and its parent', async () => {
    const { posts, outcome } = await collectNews({ http });
    const comments = posts.filter(({ kind }) => kind === 'comment');
    expect(outcome.ended).toBe('complete');
    expect(posts.filter(({ kind }) => kind === 'article')).toHaveLength(site.articles.length);
    expect(comments.map(({ id }) => id).sort()).toEqual(site.comments.map(idOf).sort());
    for (const original of site.comments) {
      const comment = comments.find(({ id }) => id === idOf(original))!;
      const article = site.articles.find(({ id }) => id === original.post)!;
      expect(comment.createdAt).toBe(`${original.date_gmt}.000Z`);
      expect(comment.channel).toBe('herald.example');
      // The thread is the article's own id, so that the two can be joined.
      expect(comment.thread?.id).toBe(article.guid.rendered);
      expect(posts.some(({ kind, id }) => kind === 'article' && id === comment.thread?.id)).toBe(true);
      expect(comment.thread?.title).toBe(posts.find(({ id }) => id === article.guid.rendered)?.title);
      expect(comment.thread?.title).toMatch(/\w/);
      const parent = site.comments.find(({ id }) => id === original.parent);
      expect(comment.parent?.id).toBe(original.parent > 0 ? idOf({ id: original.parent }) : undefined);
      if (parent) expect(comment.parent?.text).toBe(comments.find(({ id }) => id === idOf(parent))?.text);
    }
    const signs = comments.find(({ text }) => text.includes('Second paragraph'));
    expect(signs?.text).toMatch(/\n\nSecond paragraph: 5 < 6 & that is that\.$/);
    expect(JSON.stringify(posts)).not.toContain('Ada Fenwick');
    expect(new Set(comments.map(({ author }) => author)).size).toBeGreaterThan(5);
  });

  it('adds nothing the second time, and asks for the feed with its validator', async () => {
    const first = await collectNews({ http });
    let validator: string | undefined;
    site.intercept = (path, _, request) => {
      if (path === '/feed/') validator = request.headers['if-none-match'];
      return false;
    };
    const second = await collectNews({ http, cursor: first.cursor, at: now + hour / 4 });
    expect(second.posts).toEqual([]);
    expect(second.deleted).toEqual([]);
    expect(second.outcome.ended).toBe('complete');
    expect(validator).toMatch(/^"\d+"$/);
  });

  it('sees edits, additions, comments approved late, and what was taken away', async () => {
    const first = await collectNews({ http });
    const edited = leaf(0);
    edited.content = { rendered: '<p>Corrected.</p>' };
    const gone = [leaf(3), leaf(9)];
    for (const comment of gone) remove(comment);
    const answered = site.comments.find(({ id }) => id === edited.parent)!;
    const added = addComment({ parent: answered.id });
    const late = addComment({ date_gmt: '2026-11-12T08:00:00' });
    const second = await collectNews({ http, cursor: first.cursor, at: now + hour / 4 });
    expect(second.posts.map(({ id }) => id).sort()).toEqual([edited, added, late].map(idOf).sort());
    expect(second.posts.find(({ id }) => id === idOf(edited))?.text).toBe('Corrected.');
    const parent = first.posts.find(({ id }) => id === idOf(answered))!;
    expect(second.posts.find(({ id }) => id === idOf(added))?.parent).toEqual({
      id: parent.id,
      text: parent.text,
    });
    expect(second.deleted.map(({ id }) => id).sort()).toEqual(gone.map(idOf).sort());
    const third = await collectNews({ http, cursor: second.cursor, at: now + hour / 2 });
    expect([third.posts, third.deleted]).toEqual([[], []]);
  });

  it('enqueues a text again when it is changed and changed back', async () => {
    const first = await collectNews({ http });
    const comment = leaf(0);
    const before = comment.content;
    comment.content = { rendered: '<p>For a while.</p>' };
    const second = await collectNews({ http, cursor: first.cursor, at: now + hour });
    comment.content = before;
    const third = await collectNews({ http, cursor: second.cursor, at: now + 2 * hour });
    comment.content = { rendered: '<p>For a while.</p>' };
    const fourth = await collectNews({ http, cursor: third.cursor, at: now + 3 * hour });
    // The name of a batch is the id of its job: the same name would be taken for a repetition.
    expect(fourth.posts).toHaveLength(1);
    expect(new Set([...second.batches, ...third.batches, ...fourth.batches]).size).toBe(3);
  });

  it('gives a page the same name when it is read again from the same cursor', async () => {
    const once = await collectNews({ http });
    const again = await collectNews({ http });
    expect(again.batches).toEqual(once.batches);
  });

  it('loses nothing when it is killed between a page and its cursor', async () => {
    const whole = await collectNews({ http });
    for (const moment of [1, 2, 3]) {
      let pages = 0;
      const stop = new AbortController();
      const killed = await collectNews({
        http,
        signal: stop.signal,
        afterPage: () => {
          if (++pages === moment) stop.abort();
        },
      });
      expect(killed.posts.length).toBeLessThan(whole.posts.length);
      const rest = await collectNews({ http, cursor: killed.cursor });
      const ids = new Set([...killed.posts, ...rest.posts].map(({ id }) => id));
      expect(ids).toEqual(new Set(whole.posts.map(({ id }) => id)));
      expect(rest.deleted).toEqual([]);
    }
  });

  it('reads on when a comment vanishes while the list is read, and many share a second', async () => {
    for (let n = 0; n < 250; n++) addComment({ date_gmt: '2026-11-20T09:00:00' });
    const first = await collectNews({ http });
    expect(first.posts.filter(({ kind }) => kind === 'comment')).toHaveLength(site.comments.length);
    let removed: Comment | undefined;
    site.intercept = (path) => {
      if (path.includes('&page=2') && !removed) {
        removed = site.comments.find(({ date_gmt }) => date_gmt === '2026-11-20T09:00:00')!;
        remove(removed);
      }
      return false;
    };
    const second = await collectNews({ http, cursor: first.cursor, at: now + 7 * hour });
    expect(second.posts).toEqual([]);
    expect(second.deleted.map(({ id }) => id)).toEqual([]);
    const third = await collectNews({ http, cursor: second.cursor, at: now + 14 * hour });
    expect(third.deleted.map(({ id }) => id)).toEqual([idOf(removed!)]);
  });

  it('does not take an empty list for a thousand deletions until a later look agrees', async () => {
    const first = await collectNews({ http });
    site.comments.length = 0;
    const second = await collectNews({ http, cursor: first.cursor, at: now + hour / 4 });
    expect(second.deleted).toEqual([]);
    expect(second.outcome).toMatchObject({
      ended: 'failed',
      reason: expect.stringContaining('seem to be gone'),
    });
    const third = await collectNews({ http, cursor: second.cursor, at: now + 2 * hour });
    expect(third.deleted.length).toBeGreaterThan(100);
  });

  it('goes on without the header that counts the pages', async () => {
    site.intercept = (_, response) => {
      const original = response.setHeader.bind(response);
      response.setHeader = (name, value) => (name === 'x-wp-totalpages' ? response : original(name, value));
      return false;
    };
    const { posts } = await collectNews({ http });
    expect(posts.filter(({ kind }) => kind === 'comment')).toHaveLength(site.comments.length);
  });

  it('goes back as far as it is asked to', async () => {
    addComment({ date_gmt: '2025-05-01T10:00:00' });
    const usual = await collectNews({ http });
    expect(usual.posts.some(({ createdAt }) => createdAt < '2026')).toBe(false);
    const back = await collectNews({ http, cursor: usual.cursor, from: new Date('2025-01-01T00:00:00Z') });
    expect(back.posts[0]?.createdAt).toBe('2025-05-01T10:00:00.000Z');
    // What is looked at again in every run is known; what lies before that is brought once more.
    expect(back.posts.every(({ createdAt }) => createdAt < '2026-11-07')).toBe(true);
    expect(back.deleted).toEqual([]);
  });

  it('buries an entry that is no comment alone, and stops where the form is another', async () => {
    (site.comments[5] as unknown as { date_gmt: unknown }).date_gmt = '2026-11-05T10:00:00 or so';
    const { letters, posts, outcome } = await collectNews({ http });
    expect(letters.map(({ reason }) => reason)).toEqual(['not in the form that WordPress gives comments']);
    expect(posts.filter(({ kind }) => kind === 'comment')).toHaveLength(site.comments.length - 1);
    expect(outcome.ended).toBe('complete');
    site.intercept = (path, response) => {
      if (path.includes('wp/v2/comments')) response.end('[{"comment":1}]');
      return path.includes('wp/v2/comments');
    };
    const changed = await collectNews({ http });
    expect(changed.outcome).toMatchObject({
      ended: 'failed',
      reason: expect.stringContaining('another form'),
    });
    expect(changed.posts.every(({ kind }) => kind === 'article')).toBe(true);
  });
});

describe('articles that were taken away', () => {
  it('are reported with the comments under them once their page answers 404', async () => {
    const first = await collectNews({ http });
    const article = [...site.articles].sort((a, b) => b.date_gmt.localeCompare(a.date_gmt))[3]!;
    const under = site.comments.filter(({ post }) => post === article.id);
    site.articles.splice(site.articles.indexOf(article), 1);
    for (const comment of under) remove(comment);
    const second = await collectNews({ http, cursor: first.cursor, at: now + hour / 4 });
    expect(second.deleted.map(({ id }) => id).sort()).toEqual(
      [article.guid.rendered, ...under.map(idOf)].sort(),
    );
  });

  it('are kept while their page is there, or cannot be reached', async () => {
    const first = await collectNews({ http });
    const article = [...site.articles].sort((a, b) => b.date_gmt.localeCompare(a.date_gmt))[3]!;
    site.articles.splice(site.articles.indexOf(article), 1);
    const path = new URL(article.link).pathname;
    site.intercept = (asked, response) => {
      if (asked !== path) return false;
      response.statusCode = 503;
      response.end();
      return true;
    };
    const second = await collectNews({ http, cursor: first.cursor, at: now + hour / 4 });
    expect(second.deleted).toEqual([]);
    delete site.intercept;
    const third = await collectNews({ http, cursor: second.cursor, at: now + 7 * hour });
    expect(third.deleted.map(({ id }) => id)).toEqual([article.guid.rendered]);
  });
});

describe('by feeds', () => {
  const closed = (status: number) => {
    site.intercept = (path, response) => {
      if (!path.startsWith('/wp-json/')) return false;
      response.statusCode = status;
      response.end('{"code":"rest_forbidden"}');
      return true;
    };
  };

  it.each([401, 403, 404])('takes over where the interface answers %i, with the same ids', async (status) => {
    const byInterface = await collectNews({ http });
    closed(status);
    const { posts, outcome } = await collectNews({ http });
    expect(outcome.ended).toBe('complete');
    const comments = posts.filter(({ kind }) => kind === 'comment');
    expect(comments.length).toBe(site.comments.length);
    for (const comment of comments) {
      const same = byInterface.posts.find(({ id }) => id === comment.id);
      expect({ ...comment, collectedAt: 0 }).toEqual({ ...same, collectedAt: 0 });
    }
  });

  it('asks a closed interface again after a week, not before', async () => {
    closed(401);
    const first = await collectNews({ http });
    site.requests.length = 0;
    const second = await collectNews({ http, cursor: first.cursor, at: now + 24 * hour });
    expect(site.requests.some((path) => path.startsWith('/wp-json/'))).toBe(false);
    delete site.intercept;
    await collectNews({ http, cursor: second.cursor, at: now + 8 * 24 * hour });
    expect(site.requests.some((path) => path.startsWith('/wp-json/'))).toBe(true);
  });

  it('obeys a robots.txt that closes the interface', async () => {
    site.intercept = (path, response) => {
      if (path === '/robots.txt') response.end('User-agent: *\nDisallow: /wp-json/\n');
      return path === '/robots.txt';
    };
    const { posts } = await collectNews({ http });
    expect(posts.filter(({ kind }) => kind === 'comment')).toHaveLength(site.comments.length);
    expect(site.requests.filter((path) => path.startsWith('/wp-json/'))).toEqual([]);
  });

  it('adds only what is new, sees edits, and deletions in what the feed lists', async () => {
    const first = await collectNews({ http, options: feedOnly });
    const quiet = await collectNews({ http, options: feedOnly, cursor: first.cursor, at: now + hour / 4 });
    expect([quiet.posts, quiet.deleted]).toEqual([[], []]);
    const edited = leaf(0);
    edited.content = { rendered: '<p>Corrected here.</p>' };
    const gone = leaf(1);
    remove(gone);
    const added = addComment({ parent: edited.id });
    const second = await collectNews({ http, options: feedOnly, cursor: quiet.cursor, at: now + hour / 2 });
    expect(second.posts.map(({ id }) => id).sort()).toEqual([edited, added].map(idOf).sort());
    expect(second.posts.find(({ id }) => id === idOf(added))?.parent).toEqual({
      id: idOf(edited),
      text: 'Corrected here.',
    });
    expect(second.deleted.map(({ id }) => id)).toEqual([idOf(gone)]);
  });

  it('says so when more was written than the feeds list', async () => {
    const first = await collectNews({ http, options: feedOnly });
    for (let n = 0; n < 40; n++) addComment({ date_gmt: `2026-11-21T11:00:${10 + n}` });
    const second = await collectNews({ http, options: feedOnly, cursor: first.cursor, at: now + hour });
    expect(second.outcome).toMatchObject({
      ended: 'truncated',
      reason: expect.stringContaining('its feed lists'),
    });
  });
});

describe('what is not asked for', () => {
  it('reads no comments when they are off', async () => {
    const options = { feeds: ['http://herald.example/feed/'], comments: 'off' };
    const { posts } = await collectNews({ http, options });
    expect(posts.every(({ kind }) => kind === 'article')).toBe(true);
    expect(site.requests.every((path) => path.startsWith('/feed/'))).toBe(true);
  });
});
