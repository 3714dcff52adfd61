// The Coral collector against an installation on loopback: the suite, and what only Coral has.
import { describe, expect, it } from 'vitest';
import { describeCollector, prepareGround, type Subject, startTrial } from '../support/collector-suite.ts';
import { type Coral, coralError } from '../support/collectors/coral.ts';
import { coral } from '../support/collectors/coral-subject.ts';

describeCollector(coral);

const hourMs = 3_600_000;

describe('coral', () => {
  const begin = async (extra: Partial<Subject> = {}) => {
    const given: Subject = { ...coral, ...extra };
    const trial = await startTrial(given, await prepareGround(given));
    return Object.assign(trial, { coral: trial.platform as Coral });
  };

  it('brings comments as words, with their story and what they answer, and asks for no names', async () => {
    await using trial = await begin();
    const [outcome] = await trial.drive();
    const { posts, coral: platform } = trial;
    const post = (index: number) => posts.find(({ id }) => id === platform.remarks[index]!.id)!;
    expect(post(15)).toMatchObject({
      ...{ kind: 'comment', channel: 'herald.example', text: 'Trams & buses\nlate again' },
      thread: { id: 'story:story-3', title: 'Story number 3' },
      url: `https://herald.example/stories/3?commentID=${platform.remarks[15]!.id}`,
      engagement: { likes: 4, replies: 2 },
    });
    expect(post(47).parent).toEqual({ id: post(17).id, text: post(17).text });
    expect(new Set(posts.map(({ author }) => author)).size).toBe(12);
    expect(outcome?.skips).toEqual({ 'not published': 10 });
    // What was rejected is no context either.
    const answered = platform.remarks.findIndex(({ parent }) => parent?.status === 'REJECTED');
    expect(post(answered).parent).toEqual({ id: platform.remarks[answered]!.parent!.id });
    expect(trial.front.seen.map(({ body }) => body).join()).not.toMatch(/username|email|name /);
  });

  it('finds what moderators let through hours later', async () => {
    await using trial = await begin();
    const { coral: platform, clock } = trial;
    const waiting = platform.write(clock.nowMs() - hourMs, { status: 'PREMOD' });
    platform.add(3);
    await trial.drive();
    expect(trial.ids()).not.toContain(waiting.id);
    waiting.status = 'APPROVED';
    clock.advance(7 * hourMs);
    await trial.drive();
    expect(trial.ids()).toContain(waiting.id);
  });

  it.each(['USER_NOT_ENTITLED', 'JWT_REVOKED', 'RAW_QUERY_NOT_AUTHORIZED'])(
    'is blocked by %s, which comes with status 200, and names the host',
    async (code) => {
      await using trial = await begin();
      trial.front.inject({ name: code, kind: 'answer', answer: () => coralError(200, code) });
      const outcome = (await trial.run())!;
      expect(outcome).toMatchObject({ ended: 'blocked', reason: expect.stringContaining(code) });
      expect(outcome.reason).toContain('comments.quillport.example');
    },
  );
});
