// The Mastodon collector against two instances on loopback: the suite, and what only Mastodon has.
import { describe, expect, it } from 'vitest';
import { describeCollector, prepareGround, type Subject, startTrial } from '../support/collector-suite.ts';
import { closed, type Instances, open } from '../support/collectors/mastodon.ts';
import { mastodon } from '../support/collectors/mastodon-subject.ts';

describeCollector(mastodon);

describe('mastodon', () => {
  const begin = async (options?: object) => {
    const given: Subject = {
      ...mastodon,
      ...(options && { options: { ...(mastodon.options as object), ...options } }),
    };
    const trial = await startTrial(given, await prepareGround(given));
    return Object.assign(trial, { instances: trial.platform as Instances });
  };

  it('reads words, warnings and what a reply answers, and links without a name', async () => {
    await using trial = await begin();
    await trial.drive();
    const { instances, posts } = trial;
    const post = (index: number) => {
      const toot = instances.toots[index]!;
      return posts.find(({ id }) => id === `${toot.home}/${toot.local[toot.home]}`)!;
    };
    expect(post(53).text).toBe('@user the #quillport bridge\nis up & stuck <again>\n\nSecond line');
    expect(post(52).text).toBe('Bridge, again\n\nThe ferry horn again, number 52');
    const reply = post(69);
    expect(reply).toMatchObject({
      kind: 'comment',
      parent: { id: post(66).id, text: post(66).text },
      thread: { id: post(66).id },
      engagement: { likes: 3, replies: 1, shares: 2 },
      language: 'en',
    });
    expect(reply.url).toBe(`https://${reply.id.replace('/', '/statuses/')}`);
    // One person is one voice, whichever instance shows the post.
    expect(new Set(posts.map(({ author }) => author)).size).toBe(9);
  });

  it('leaves alone what is not public and whoever asks for it, also as the parent of a reply', async () => {
    await using trial = await begin();
    const { make, toots } = trial.instances;
    const hidden = toots.find(({ noindex }) => noindex)!;
    make(toots[0]!.atMs + 60_000 * 2_350, { replyTo: hidden, words: '<p>I do not agree</p>' });
    const outcomes = await trial.drive();
    expect(outcomes[0]?.skips).toMatchObject({
      'not public': expect.any(Number),
      'its writer asks not to be indexed': expect.any(Number),
      boost: 1,
    });
    const answer = trial.posts.find(({ text }) => text === 'I do not agree')!;
    expect(answer.parent).toEqual({ id: `${hidden.home}/${hidden.local[hidden.home]}` });
  });

  it('says which instance shows nothing without a token, and reads the others', async () => {
    await using trial = await begin({ instances: [closed, open] });
    const outcome = (await trial.run())!;
    expect(outcome).toMatchObject({ ended: 'blocked', reason: expect.stringContaining(closed) });
    expect(outcome.reason).toContain('token');
    expect(trial.ids()).toEqual(new Set(trial.platform.ids()));
    expect(trial.coverage[0]?.channels?.map(({ channel }) => channel)).toEqual([open]);
  });

  it('reads an interval of the past, from its first to its last moment', async () => {
    await using trial = await begin();
    const { toots } = trial.instances;
    const [from, to] = [new Date(toots[60]!.atMs), new Date(toots[160]!.atMs)];
    await trial.drive({ from, to });
    const wanted = toots.slice(60, 160).map((toot) => `${toot.home}/${toot.local[toot.home]}`);
    const all = new Set(trial.platform.ids());
    expect(trial.ids()).toEqual(new Set(wanted.filter((id) => all.has(id))));
  });

  it('treats a hashtag that nobody has used yet as quiet', async () => {
    await using trial = await begin({ instances: [open], hashtags: ['nobodywritesthis'] });
    expect(await trial.run()).toMatchObject({ ended: 'complete', read: 0 });
  });

  it('keeps the order in which an instance that was out of reach comes first', async () => {
    await using trial = await begin();
    const strikes = ({ url }: { url: URL }) => url.host === open;
    const away = { name: 'away', kind: 'answer', answer: () => ({ status: 403, body: {} }) } as const;
    trial.front.inject(away, { strikes, times: Number.POSITIVE_INFINITY });
    expect(await trial.run()).toMatchObject({ ended: 'blocked', reason: expect.stringContaining(open) });
    trial.front.mend();
    const before = trial.front.seen.length;
    await trial.run();
    expect(trial.front.seen[before]?.url.host).toBe(open);
  });
});
