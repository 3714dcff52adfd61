// Exports of services through the runner: found by their header, and told.
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../log.ts';
import type { Post } from '../../post.ts';
import { collector } from '../file.ts';
import { run } from '../run.ts';

async function importText(text: string | Buffer, options: object = {}) {
  const posts: Post[] = [];
  const readAs: string[] = [];
  const outcome = await run(collector, {
    city: { id: 'quillport', timezone: 'America/Chicago', officialAccounts: [], sources: {} },
    options: { input: Readable.from([Buffer.from(text)]), name: 'export', ...options },
    cursor: undefined,
    enqueue: async (batch) => void posts.push(...batch.posts),
    saveCursor: async () => {},
    recordCoverage: async () => {},
    deadLetter: async () => {},
    onProgress: ({ readAs: found }) => void (found && readAs.push(found)),
    signal: new AbortController().signal,
    secrets: { authorKey: () => Buffer.alloc(32, 7) },
    log: createLog('silent'),
    clock: { now: () => new Date('2026-11-20T12:00:00Z'), wait: async () => {} },
  });
  return { posts, readAs, outcome };
}

const brandwatch = 'Date,Title,Url,Domain,Author,Full Text,Thread Id,Thread Author\n';

describe('an export', () => {
  it('of Brandwatch is found below the lines it says about itself', async () => {
    const about = 'Report:,Bulk Mentions Download\nFrom:,2026-03-01\n\n';
    const rows =
      '2026-03-01 10:00:00.0,,https://x.com/wren_of_quay/status/1990000000000000001,x.com,wren_of_quay,"Late, again",,\n' +
      '2026-03-01 11:00:00.0,Trams,https://herald.example/1,herald.example,Ada,The trams stop,t9,Ada\n';
    const { posts, readAs, outcome } = await importText(about + brandwatch + rows);
    expect(readAs).toEqual(['brandwatch']);
    expect(outcome).toMatchObject({ ended: 'complete', read: 2, dead: 0 });
    expect(posts).toMatchObject([
      { source: 'x', id: '1990000000000000001', createdAt: '2026-03-01T16:00:00.000Z', text: 'Late, again' },
      { source: 'brandwatch', channel: 'herald.example', title: 'Trams', thread: { id: 't9' } },
    ]);
    expect(JSON.stringify(posts)).not.toContain('wren_of_quay');
  });

  it('of Meltwater is read as it is downloaded: UTF-16, with tabs', async () => {
    const header =
      'Date\tTime\tDocument ID\tURL\tSource Domain\tAuthor Handle\tTitle\tOpening Text\tHit Sentence\tLikes\n';
    const row =
      '2026-03-01\t10:00\td-1\thttps://herald.example/1\therald.example\t\tTrams\tThe trams stop\t\t7\n';
    const { posts, readAs } = await importText(Buffer.from(`\ufeff${header}${row}`, 'utf16le'));
    expect(readAs).toEqual(['meltwater']);
    expect(posts).toMatchObject([
      { source: 'meltwater', id: 'd-1', createdAt: '2026-03-01T16:00:00.000Z', engagement: { likes: 7 } },
    ]);
  });

  it('of X is an archive of posts: those of others are passed over', async () => {
    const tweet = (full_text: string, id_str: string) => ({
      tweet: {
        id_str,
        full_text,
        created_at: 'Sat Feb 18 12:33:11 +0000 2023',
        source: '<a>App</a>',
        lang: 'en',
      },
    });
    const list = [tweet('The bridge is up', '11'), tweet('RT @quay_neighbour: no', '12'), { tweet: {} }];
    const { posts, readAs, outcome } = await importText(
      `window.YTD.tweets.part0 = ${JSON.stringify(list, null, 2)}`,
    );
    expect(readAs).toEqual(['x-archive']);
    expect(outcome).toMatchObject({ read: 3, skips: { repost: 1 }, dead: 1 });
    expect(posts).toMatchObject([
      { source: 'x', id: '11', text: 'The bridge is up', url: 'https://x.com/i/status/11', kind: 'post' },
    ]);
  });

  it('that is not the one it is said to be is refused, with the columns that are missing', async () => {
    await expect(importText('Date,Text\n2026-03-01,a\n', { map: 'brandwatch' })).resolves.toMatchObject({
      outcome: { ended: 'blocked', reason: expect.stringContaining('Full Text') },
    });
    await expect(importText(brandwatch, { map: 'x-archive' })).resolves.toMatchObject({
      outcome: { ended: 'blocked', reason: expect.stringContaining('window.YTD') },
    });
  });

  it('with columns that are named is read by those', async () => {
    const row = '2026-03-01 10:00,A title,https://herald.example/1,herald.example,Ada,Words,,\n';
    const { posts, readAs } = await importText(brandwatch + row, { columns: { text: 'Title' } });
    expect(readAs).toEqual([]);
    expect(posts).toMatchObject([{ source: 'file', text: 'A title' }]);
  });
});
