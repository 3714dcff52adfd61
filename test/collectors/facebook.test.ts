// The Facebook collector against a Graph API on loopback: the suite, and what only Facebook has.
import { describe, expect, it } from 'vitest';
import { waitOf } from '../../src/collectors/facebook/client.ts';
import { describeCollector, prepareGround, type Subject, startTrial } from '../support/collector-suite.ts';
import { type Facebook, page } from '../support/collectors/facebook.ts';
import { facebook } from '../support/collectors/facebook-subject.ts';

describeCollector(facebook);

describe('facebook', () => {
  const begin = async (extra: Partial<Subject> = {}) => {
    const given: Subject = { ...facebook, ...extra };
    const trial = await startTrial(given, await prepareGround(given));
    return Object.assign(trial, { facebook: trial.platform as Facebook });
  };

  it('brings posts and comments of every depth, each with what it answers', async () => {
    await using trial = await begin();
    await trial.drive();
    const { posts, facebook } = trial;
    const find = ({ id }: { id: string }) => posts.find((post) => post.id === id)!;
    const nested = facebook.nodes.find(({ parent }) => parent)!;
    expect(find(nested)).toMatchObject({
      ...{ kind: 'comment', channel: page, thread: { id: nested.post!.id, title: nested.post!.text } },
      parent: { id: nested.parent!.id, text: nested.parent!.text },
    });
    const plain = facebook.nodes.find(({ post, parent }) => post && !parent)!;
    expect(find(plain).parent).toEqual({ id: plain.post!.id, text: plain.post!.text });
    expect(find(facebook.nodes[0]!)).toMatchObject({
      kind: 'post',
      engagement: { likes: 11, replies: 9, shares: 3 },
    });
    // Who has not allowed it is not named to us.
    expect(find(facebook.nodes.find(({ post, author }) => post && author === 3)!).author).toBeUndefined();
  });

  it('begins a list again when the entry its cursor points to was removed', async () => {
    await using trial = await begin();
    await trial.run({ dieAfterPage: 1, dies: 'after its cursor is saved' });
    const feed = trial.facebook.nodes.filter(({ post }) => !post).toSorted((a, b) => b.atMs - a.atMs);
    trial.platform.remove!([feed[24]!.id]);
    await trial.drive();
    for (const id of trial.platform.ids()) expect(trial.ids()).toContain(id);
  });

  it('pauses before the usage of the hour is at its end', async () => {
    await using trial = await begin();
    trial.facebook.usage = 97;
    expect(await trial.run()).toMatchObject({ ended: 'rate limited' });
    expect(trial.front.seen).toHaveLength(1);
    trial.facebook.usage = 20;
    trial.clock.advance(16 * 60_000);
    await trial.drive();
    expect(trial.ids()).toEqual(new Set(trial.platform.ids()));
  });

  it.each(['', '{', '[]', '{"a": 1}', 'null', '{"__proto__": [{"call_count": 100}]}'.slice(0, 5)])(
    'reads nothing from the header %j',
    (text) => {
      expect(waitOf({ 'x-app-usage': text, 'x-business-use-case-usage': text })).toBeUndefined();
    },
  );

  it('says that a token has expired', async () => {
    await using trial = await begin({ credentials: { token: 'EAAold0token0of0quillport' } });
    expect(await trial.run()).toMatchObject({ ended: 'blocked', reason: expect.stringContaining('expired') });
  });

  it('does not start without a contract', async () => {
    await using trial = await begin({ city: { sources: {} } });
    await expect(trial.run()).rejects.toThrow(/contract/);
  });
});
