// The news collector against the local press on loopback: the suite, and faults at each kind of list.
import { describe, expect, it } from 'vitest';
import { describeCollector, prepareGround, startTrial } from '../support/collector-suite.ts';
import { expectAll } from '../support/collectors/delivery-suite.ts';
import { htmlPage, truncated } from '../support/collectors/faults.ts';
import { news } from '../support/collectors/news-subject.ts';
import { courier, gazette, herald, type Press } from '../support/collectors/press.ts';

describeCollector(news);

const lists: [string, string, RegExp][] = [
  ['the interface', herald, /\/wp\/v2\/comments$/],
  ['the feed of the newest comments', gazette, /^\/comments\/feed\/$/],
  ['a comment feed of WordPress', gazette, /^\/stories\/\d+\/feed\/$/],
  ['a comment feed of Atom', courier, /\/replies\.atom$/],
];

describe('news', () => {
  it.each(lists)(
    'loses no comment when %s answers with something else for a while',
    async (_what, host, path) => {
      await using trial = await startTrial(news, await prepareGround(news));
      const strikes = ({ url }: { url: URL }) => url.host === host && path.test(url.pathname);
      trial.front.inject(htmlPage, { strikes });
      trial.front.inject(truncated, { strikes, skip: 2 });
      trial.front.inject(
        { name: '503', kind: 'answer', answer: () => ({ status: 503 }) },
        { strikes, skip: 1 },
      );
      const outcomes = await trial.drive();
      expect(outcomes[0]?.ended).toBe('failed');
      // What has not struck yet strikes at the next look.
      trial.clock.advance(7 * 3_600_000);
      await trial.drive();
      expectAll(trial);
    },
  );

  it('reads comments by feeds at last where the interface answers every time with a page', async () => {
    await using trial = await startTrial(news, await prepareGround(news));
    const strikes = ({ url }: { url: URL }) => url.pathname.startsWith('/wp-json/');
    trial.front.inject(htmlPage, { strikes, times: Number.POSITIVE_INFINITY });
    const early = await trial.drive({ most: 3 });
    expect(early.map(({ ended }) => ended)).toEqual(['failed', 'failed', 'failed']);
    trial.clock.advance(3_600_000);
    expect((await trial.drive({ most: 1 }))[0]?.ended).toBe('complete');
    const { papers } = trial.platform as Press;
    const newest = papers[herald]!.remarks.slice(-10).map(({ id }) => `https://${herald}/#comment-${id}`);
    for (const id of newest) expect(trial.ids()).toContain(id);
    trial.front.mend();
    trial.clock.advance(8 * 86_400_000);
    await trial.drive();
    expectAll(trial);
  });
});
