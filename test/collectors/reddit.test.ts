// The Reddit collector with snoowrap as it is, on maintained forks of what it needs, against an API on loopback.
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { describeCollector, prepareGround, startTrial } from '../support/collector-suite.ts';
import { oauth, type Reddit } from '../support/collectors/reddit.ts';
import { reddit } from '../support/collectors/reddit-subject.ts';

describeCollector(reddit);

describe('reddit', () => {
  const begin = async () => {
    const trial = await startTrial(reddit, await prepareGround(reddit));
    return Object.assign(trial, { reddit: trial.platform as Reddit });
  };

  it('brings submissions and comments with title and parent, and nobody by name', async () => {
    await using trial = await begin();
    const [outcome] = await trial.drive();
    const { posts, reddit } = trial;
    const post = (index: number) => posts.find(({ id }) => id === reddit.things[index]!.name)!;
    const [link, first, second] = [reddit.things[60]!, reddit.things[61]!, reddit.things[62]!];
    expect(post(60)).toMatchObject({
      kind: 'post',
      title: link.title,
      text: link.selftext,
      channel: 'quillport',
      engagement: { likes: 3, replies: 4 },
    });
    expect(post(61)).toMatchObject({
      kind: 'comment',
      thread: { id: link.name, title: link.title },
      parent: { id: link.name, text: `${link.title}\n\n${link.selftext}` },
    });
    expect(post(62).parent).toEqual({ id: first.name, text: first.body!.replace(/u\/\w+/, '@user') });
    expect(post(62).url).toBe(
      `https://www.reddit.com/comments/${link.name.slice(3)}/_/${second.name.slice(3)}`,
    );
    expect(outcome?.skips).toEqual({ removed: 3 });
    // The words of a deleted account are still there: they are nobody's.
    expect(post(44).author).toBeUndefined();
    // What a removed comment said is no context for its answer.
    expect(post(41).parent?.text).toBeUndefined();
    expect([...reddit.userAgents]).toEqual([
      expect.stringMatching(/^server:earshot:[\w.-]+ \(by \/u\/quill_ops\)$/),
    ]);
    expect(posts.some(({ channel }) => channel === 'ferries')).toBe(true);
  });

  it('does not depend on an entry that was removed since', async () => {
    await using trial = await begin();
    await trial.run({ dieAfterPage: 1, dies: 'after its cursor is saved' });
    // The mark of the interrupted walk, and the newest known entry, vanish from every list.
    const marks = JSON.stringify(trial.cursor).match(/t3_\w+/g)!;
    trial.reddit.things.splice(
      0,
      trial.reddit.things.length,
      ...trial.reddit.things.filter(({ name }) => !marks.includes(name)),
    );
    trial.platform.add(3);
    trial.clock.advance(60_000);
    await trial.drive();
    trial.clock.advance(900_000);
    await trial.drive();
    for (const id of trial.platform.ids()) expect(trial.ids()).toContain(id);
  });

  it('tells when a list ended before it came to what is known', async () => {
    await using trial = await begin();
    await trial.drive();
    for (let index = 0; index < 1_100; index++)
      trial.reddit.write(trial.clock.nowMs() + index, { title: `Flood ${index}`, selftext: '' });
    trial.clock.advance(900_000);
    const outcome = (await trial.run())!;
    expect(outcome).toMatchObject({ ended: 'truncated', reason: expect.stringContaining('r/quillport/new') });
  });

  it('sends nothing but through the guard, and follows no redirect', async () => {
    await using trial = await begin();
    trial.front.inject(
      {
        name: 'elsewhere',
        kind: 'answer',
        answer: () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/' } }),
      },
      { times: Number.POSITIVE_INFINITY },
    );
    const outcome = (await trial.run())!;
    expect(outcome.ended).toBe('failed');
    expect(trial.front.seen.every(({ url }) => url.host.endsWith('reddit.com'))).toBe(true);
    expect(trial.front.seen.some(({ url }) => url.host === oauth)).toBe(true);
  });

  it('has none of the packages that are known to be unsafe in the tree', () => {
    const require = createRequire(import.meta.url);
    const within = createRequire(require.resolve('snoowrap'));
    const versionOf = (name: string) => within(`${name}/package.json`) as { name: string; version: string };
    expect(versionOf('request').name).toBe('@cypress/request');
    const promise = createRequire(within.resolve('request-promise'));
    expect(
      Number((promise('tough-cookie/package.json') as { version: string }).version.split('.')[0]),
    ).toBeGreaterThanOrEqual(4);
    expect(Number(versionOf('ws').version.split('.')[0])).toBeGreaterThanOrEqual(8);
  });
});
