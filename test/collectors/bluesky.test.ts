// The Bluesky collector against a Jetstream and a public interface on loopback: the suite, and what only Bluesky has.
import { describe, expect, it } from 'vitest';
import { describeCollector, prepareGround, type Subject, startTrial } from '../support/collector-suite.ts';
import { cityHallDid, jetstream, type Network } from '../support/collectors/bluesky.ts';
import { bluesky } from '../support/collectors/bluesky-subject.ts';

describeCollector(bluesky);

describe('bluesky', () => {
  const begin = async (options: object = {}) => {
    const given: Subject = { ...bluesky, options: { ...(bluesky.options as object), ...options } };
    const trial = await startTrial(given, await prepareGround(given));
    return Object.assign(trial, { network: trial.platform as Network });
  };
  const uriOf = ({ did, rkey }: { did: string; rkey: string }) => `at://${did}/app.bsky.feed.post/${rkey}`;

  it('keeps what names the city or answers its accounts, with the words that are answered', async () => {
    await using trial = await begin();
    await trial.drive();
    const { posts, network } = trial;
    const find = (start: string) => posts.find(({ text }) => text.startsWith(start));
    expect(find('A fine day')).toBeUndefined();
    expect(find('Quillport Falls')).toBeUndefined();
    expect(find('I love')?.text).toBe('I love #Quillport, but @user does not listen');
    const notice = network.skeets.find(({ did }) => did === cityHallDid)!;
    expect(find('Nobody tells')).toMatchObject({
      kind: 'comment',
      parent: { id: uriOf(notice), text: notice.text },
      thread: { id: uriOf(notice) },
      language: 'en',
    });
    expect(find('Notice')?.engagement).toEqual({ likes: 4, replies: 1, shares: 2 });
  });

  it('obeys deletions and accounts that leave, of its own posts alone', async () => {
    await using trial = await begin();
    const first = await trial.drive();
    expect(first.at(-1)?.ended).toBe('complete');
    const before = trial.deleted.length;
    const ours = trial.network.skeets.filter((one) => trial.network.ids().includes(uriOf(one)));
    const gone = ours.at(-4)!;
    const leaving = ours.at(-8)!.did;
    const left = ours.filter(({ did }) => did === leaving).map(uriOf);
    trial.network.erase(gone);
    trial.network.leave(leaving, 'deactivated');
    trial.clock.advance(60_000);
    await trial.drive();
    const deleted = trial.deleted.slice(before).map(({ id }) => id);
    expect(deleted.sort()).toEqual([...new Set([uriOf(gone), ...left])].sort());
    // What is told of strangers is none of our business.
    expect(deleted.some((id) => id.includes('3lother'))).toBe(false);
  });

  it('tells of a gap where the instance does not go back far enough, and reads what there is', async () => {
    await using trial = await begin({ authors: [] });
    await trial.run({ dieAfterPage: 1, dies: 'after its cursor is saved' });
    const { network } = trial;
    const from = network.skeets.at(-9)!;
    network.floor = 100 + 3 * 340;
    const outcome = (await trial.run())!;
    expect(outcome).toMatchObject({ ended: 'truncated', reason: expect.stringContaining(jetstream) });
    expect(trial.coverage.at(-1)).toMatchObject({ ended: 'truncated' });
    expect(trial.ids()).toContain(uriOf(from));
    expect(trial.ids().size).toBeLessThan(network.ids().length);
    expect(await trial.run()).toMatchObject({ ended: 'complete' });
  });

  it('says so when its place belongs to another archive, and goes on by time', async () => {
    await using trial = await begin({ authors: [] });
    await trial.drive();
    trial.network.renumber();
    trial.network.add(2);
    trial.clock.advance(60_000);
    expect(await trial.run()).toMatchObject({ ended: 'truncated', reason: expect.stringContaining('anew') });
    expect(trial.ids()).toContain(uriOf(trial.network.skeets.at(-1)!));
    expect(Number(trial.network.subscriptions.at(-1)?.get('cursor'))).toBeGreaterThan(1e15);
  });

  it('goes on where it was after it was too slow', async () => {
    await using trial = await begin({ authors: [] });
    trial.network.dropSlowReader(150);
    const [outcome] = await trial.drive();
    expect(outcome?.ended).toBe('complete');
    expect(trial.network.subscriptions).toHaveLength(2);
    expect(trial.posts).toHaveLength(trial.ids().size);
  });

  it('opens its socket through the guard: no inside address', async () => {
    await using trial = await begin({ authors: [], jetstream: '127.0.0.1' });
    const outcome = await trial.run();
    expect(outcome).toMatchObject({ ended: 'failed', reason: expect.stringContaining('refused') });
    expect(trial.front.seen.filter(({ url }) => url.host !== 'public.api.bsky.app')).toEqual([]);
  });
});
