// The YouTube collector against the Data API on loopback: the suite, and what only YouTube has.
import { describe, expect, it } from 'vitest';
import { describeCollector, prepareGround, type Subject, startTrial } from '../support/collector-suite.ts';
import { channel, fault, type YouTube } from '../support/collectors/youtube.ts';
import { youtube } from '../support/collectors/youtube-subject.ts';

describeCollector(youtube);

describe('youtube', () => {
  const begin = async (options: object = {}) => {
    const given: Subject = { ...youtube, options: { ...(youtube.options as object), ...options } };
    const trial = await startTrial(given, await prepareGround(given));
    return Object.assign(trial, { youtube: trial.platform as YouTube });
  };

  it('brings videos, comments and every reply, each with what it answers', async () => {
    await using trial = await begin();
    const [outcome] = await trial.drive();
    const { posts, youtube } = trial;
    expect(outcome?.ended).toBe('complete');
    const reply = youtube.comments.find(({ parent }) => parent)!;
    expect(posts.find(({ id }) => id === reply.id)).toMatchObject({
      ...{ kind: 'comment', channel, parent: { id: reply.parent!.id, text: reply.parent!.text } },
      thread: { id: `video:${reply.video.id}`, title: reply.video.title },
      url: `https://www.youtube.com/watch?v=${reply.video.id}&lc=${reply.id}`,
    });
    expect(posts.find(({ id }) => id === 'video:vidquill000')).toMatchObject({
      kind: 'post',
      title: 'Council meeting 0',
      text: 'Recorded in the hall.',
    });
    // One thread has more replies than come along with it.
    const threads = new Map<string, number>();
    for (const { parent } of youtube.comments)
      if (parent) threads.set(parent.id, (threads.get(parent.id) ?? 0) + 1);
    expect(Math.max(...threads.values())).toBeGreaterThan(5);
    expect(trial.cost.units).toBe(trial.cost.requests);
  });

  it('finds a reply to an old thread, and brings nothing but it', async () => {
    await using trial = await begin();
    await trial.drive();
    const before = trial.posts.length;
    const { comments, write } = trial.youtube;
    const thread = comments.filter((one) => !one.parent && one.video.id === 'vidquill000').at(-9)!;
    const reply = write(trial.clock.nowMs(), thread.video, { parent: thread });
    trial.clock.advance(60_000);
    await trial.drive();
    expect(trial.posts.slice(before).map(({ id }) => id)).toEqual([reply.id]);
  });

  it('ends when the units of the day are used up, and goes on at midnight Pacific Time', async () => {
    await using trial = await begin({ unitsPerDay: 5 });
    const outcome = (await trial.run())!;
    expect(outcome).toMatchObject({ ended: 'budget', retryAt: new Date('2026-11-21T08:00:00Z') });
    expect(trial.front.seen).toHaveLength(5);
    expect(await trial.run()).toMatchObject({ ended: 'budget' });
    expect(trial.front.seen).toHaveLength(5);
    for (let day = 0; day < 12; day++) {
      trial.clock.advance(86_400_000);
      await trial.run();
    }
    expect(trial.ids()).toEqual(new Set(trial.platform.ids()));
  });

  it('leaves a project alone whose quota somebody else has used up', async () => {
    await using trial = await begin();
    trial.front.inject(
      { name: 'quota', kind: 'answer', answer: () => fault(403, 'quotaExceeded') },
      { skip: 2 },
    );
    expect(await trial.run()).toMatchObject({ ended: 'rate limited' });
    const calls = trial.front.seen.length;
    await trial.run();
    expect(trial.front.seen).toHaveLength(calls);
  });

  it('says which channel does not exist', async () => {
    await using trial = await begin({ channels: ['UCnobody000000000000000BB'.slice(0, 24)] });
    expect(await trial.run()).toMatchObject({
      ended: 'blocked',
      reason: expect.stringContaining('UCnobody'),
    });
  });
});
