// The Disqus collector against an API on loopback: the suite, and what only Disqus has.
import { describe, expect, it } from 'vitest';
import { describeCollector, prepareGround, type Subject, startTrial } from '../support/collector-suite.ts';
import { type Disqus, disqusError, forum } from '../support/collectors/disqus.ts';
import { disqus } from '../support/collectors/disqus-subject.ts';

describeCollector(disqus);

const hourMs = 3_600_000;

describe('disqus', () => {
  const begin = async (options: object = {}) => {
    const given: Subject = { ...disqus, options: { ...(disqus.options as object), ...options } };
    const trial = await startTrial(given, await prepareGround(given));
    return Object.assign(trial, { disqus: trial.platform as Disqus });
  };

  it('brings comments as words, with their article and what they answer, and nobody by name', async () => {
    await using trial = await begin();
    const [outcome] = await trial.drive();
    const { posts, disqus: platform } = trial;
    const post = (index: number) => posts.find(({ id }) => id === platform.remarks[index]!.id)!;
    expect(post(12)).toMatchObject({
      ...{ kind: 'comment', channel: 'herald.example', text: 'Bread & roses,\nsaid @user' },
      thread: { id: 'thread:7702', title: 'Story 7702' },
      url: 'https://herald.example/stories/7702#comment-5000012',
      engagement: { likes: 3 },
    });
    expect(post(13).parent).toEqual({ id: '5000012', text: post(12).text });
    // Its parent stands on an older page: it is asked for.
    expect(post(141).parent).toEqual({ id: '5000071', text: 'The ferry was late again, day 71' });
    expect(post(40).author).toBeUndefined();
    expect(outcome?.skips).toEqual({ 'without words': 1 });
  });

  it('finds what was approved hours after it was written', async () => {
    await using trial = await begin();
    const { disqus: platform, clock } = trial;
    const waiting = platform.write(clock.nowMs() - hourMs, { isWaiting: true });
    platform.add(3);
    await trial.drive();
    expect(trial.ids()).not.toContain(waiting.id);
    waiting.isWaiting = false;
    clock.advance(7 * hourMs);
    await trial.drive();
    expect(trial.ids()).toContain(waiting.id);
  });

  it('reads an interval of the past, and covers it and no more', async () => {
    await using trial = await begin();
    const { remarks } = trial.disqus;
    const [from, to] = [new Date(remarks[60]!.atMs), new Date(remarks[160]!.atMs)];
    await trial.drive({ from, to });
    const wanted = remarks.slice(60, 160).map(({ id }) => id);
    const all = new Set(trial.platform.ids());
    expect(trial.ids()).toEqual(new Set(wanted.filter((id) => all.has(id))));
    expect(trial.coverage.at(-1)?.channels).toEqual([
      { channel: 'herald.example', from: from.toISOString(), to: to.toISOString() },
    ]);
  });

  it('reads the other forums when one is not shown to its key', async () => {
    await using trial = await begin({ forums: ['closed-courier', forum] });
    trial.front.inject(
      { name: 'closed', kind: 'answer', answer: () => disqusError(403, 12) },
      {
        strikes: ({ url }) => url.searchParams.get('forum') === 'closed-courier',
        times: Number.POSITIVE_INFINITY,
      },
    );
    expect(await trial.run()).toMatchObject({ ended: 'blocked', reason: expect.stringContaining('12') });
    expect(trial.ids()).toEqual(new Set(trial.platform.ids()));
  });
});
