// Credentials and people: neither leaves. Hostile items do no harm, deletions are obeyed.
import { describe, expect, it } from 'vitest';
import { checkSource } from '../../../src/collectors/check.ts';
import { createGate } from '../../../src/collectors/gate.ts';
import { readPage } from '../../../src/collectors/page.ts';
import { readOptions } from '../../../src/collectors/permission.ts';
import { createPreparer } from '../../../src/collectors/prepare.ts';
import type { RecheckContext, StoredPost } from '../../../src/collectors/recheck.ts';
import { termsOf } from '../../../src/terms.ts';
import { expectAll } from './delivery-suite.ts';
import { passingFaults } from './faults.ts';
import type { Subject } from './subject.ts';
import { cityOf, type Ground, startTrial, type Trial } from './trial.ts';

/** What no collector takes for a post, and none may stumble over. */
const junk: unknown[] = [
  ...[undefined, null, '', 'words', 0, Number.NaN, true, [], {}, [[]], { id: null }, { id: 7, text: 9 }],
  JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": 1, "id": "1"}'),
  { id: 'x'.repeat(10_000), text: '\ud800 lone', created_at: 'yesterday', createdAt: '0001-01-01T00:00:00Z' },
  { data: null, snippet: null, record: null, attributes: [], value: {}, item: [], post: 'secret words' },
];

/** Everything a run leaves behind, as text. */
const remains = ({ posts, letters, coverage, cursor, lines, batches }: Trial) =>
  JSON.stringify([posts, letters, coverage, cursor, batches]) + lines();

function expectSecrecy(subject: Subject, trial: Trial): void {
  const left = remains(trial);
  for (const secret of Object.values(subject.credentials ?? {})) expect(left).not.toContain(secret);
  const known = left.toLowerCase();
  expect(trial.platform.accounts.filter((name) => known.includes(name.toLowerCase()))).toEqual([]);
}

export function itKeepsTrust(subject: Subject, ground: () => Ground): void {
  const { collector, expired, credentials = {} } = subject;

  it('shows no credential and no account anywhere, whatever goes wrong', async () => {
    await using trial = await startTrial(subject, ground());
    passingFaults.forEach((fault, index) => {
      trial.front.inject(fault, { skip: index % 2 });
    });
    if (expired) {
      const request = { method: 'GET', url: new URL('https://x.example/'), headers: {}, body: '' };
      trial.front.inject({ name: 'expired', kind: 'answer', answer: () => expired(request) });
    }
    await trial.drive();
    expectAll(trial);
    expect(trial.lines()).not.toBe('');
    expectSecrecy(subject, trial);
  });

  it('makes a skip or a dead letter of what is no post, and quotes nothing of it', () => {
    const city = cityOf(subject);
    const read = readPage(
      collector,
      { name: 'junk', items: junk, cursor: undefined },
      {
        ...{
          city,
          options: readOptions(collector, subject.options),
          run: 'r',
          now: new Date('2026-11-20T12:00:00Z'),
        },
        preparer: createPreparer(city, () => Buffer.alloc(32, 7)),
      },
    );
    expect(read.fitted).toEqual([]);
    expect(read.skips.length + read.letters.length).toBe(junk.length);
    for (const { reason } of read.letters) expect(reason).not.toMatch(/secret words|yesterday/);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('declares the terms that the store keeps for its rows', () => {
    expect(collector.terms).toEqual(termsOf(collector.source));
    expect(collector.homepage).toMatch(/^https:\/\//);
  });

  if (expired)
    describe('with a credential that has expired', () => {
      it('stops, says so, and loses nothing once there is a new one', async () => {
        await using trial = await startTrial(subject, ground());
        trial.front.inject(
          { name: 'expired', kind: 'answer', answer: () => expired!(trial.front.seen.at(-1)!) },
          { skip: 1, times: Number.POSITIVE_INFINITY, strikes: () => true },
        );
        const outcome = (await trial.run())!;
        expect(outcome).toMatchObject({ ended: 'blocked', reason: expect.stringMatching(/\w{3}/) });
        expect(trial.coverage.at(-1)?.ended).toBe('blocked');
        const tries = trial.front.seen.length;
        expect(tries).toBeLessThan(12);
        expectSecrecy(subject, trial);
        trial.front.mend();
        trial.clock.advance(3_600_000);
        await trial.drive();
        expectAll(trial);
      });
    });

  if (collector.check)
    describe('asked whether it is ready', () => {
      const check = (trial: Trial, given = credentials) =>
        checkSource(collector, {
          ...{ city: trial.city, options: subject.options, credentials: given, http: trial.http },
          ...{ log: trial.log, signal: AbortSignal.timeout(30_000), clock: trial.clock },
        });

      it('says that all is well, by few calls', async () => {
        await using trial = await startTrial(subject, ground());
        expect(await check(trial)).toMatchObject({ level: 'ok' });
        expect(trial.front.seen.length).toBeLessThanOrEqual(3);
      });

      if (expired)
        it('says in one line what is wrong with a credential', async () => {
          await using trial = await startTrial(subject, ground());
          trial.front.inject(
            { name: 'expired', kind: 'answer', answer: () => expired!(trial.front.seen.at(-1)!) },
            { times: Number.POSITIVE_INFINITY, strikes: () => true },
          );
          const { level, detail } = await check(trial);
          expect(level).toBe('fail');
          expect(detail).toMatch(/^[^\n]{10,300}$/);
          for (const secret of Object.values(credentials)) expect(detail).not.toContain(secret);
        });

      it('says that the platform is away when it is', async () => {
        await using trial = await startTrial(subject, ground());
        const away = { name: '503', kind: 'answer', answer: () => ({ status: 503, body: 'away' }) } as const;
        trial.front.inject(away, { times: Number.POSITIVE_INFINITY, strikes: () => true });
        expect((await check(trial)).level).toBe('warn');
      });
    });

  if (collector.recheck)
    describe('looking again at what is stored', () => {
      const recheckAll = async (trial: Trial) => {
        const { collector: source } = subject;
        const gate = createGate(source, { clock: trial.clock, signal: AbortSignal.timeout(60_000) });
        const context: RecheckContext<unknown> = {
          ...{
            city: trial.city,
            options: readOptions(source, subject.options),
            credentials,
            http: trial.http,
          },
          ...{ clock: trial.clock, log: trial.log, signal: AbortSignal.timeout(60_000) },
          ...{ turn: gate.turn, noteRate: gate.noteRate, spend: gate.spend },
        };
        const stored: StoredPost[] = [...new Map(trial.posts.map((post) => [post.id, post])).values()].map(
          ({ id, channel, kind, createdAt }) => ({ id, channel, kind, createdAt }),
        );
        const size = source.recheckBatch ?? 100;
        const gone: string[] = [];
        for (let at = 0; at < stored.length; at += size) {
          let pending: unknown;
          for (let tries = 0; ; tries++) {
            const posts = stored.slice(at, at + size);
            const answer = await source.recheck!(posts, {
              ...context,
              ...(pending !== undefined && { pending }),
            });
            gone.push(...answer.gone);
            if (!answer.pending) break;
            expect(tries).toBeLessThan(50);
            pending = JSON.parse(JSON.stringify(answer.pending.state));
            trial.clock.advance(answer.pending.afterMs);
          }
        }
        return gone.sort();
      };

      it('finds what is gone, and nothing else', async () => {
        await using trial = await startTrial(subject, ground());
        await trial.drive();
        expect(await recheckAll(trial)).toEqual([]);
        const ids = trial.platform.ids();
        const taken = [ids[1]!, ids[Math.floor(ids.length / 2)]!, ids.at(-2)!];
        trial.platform.remove?.(taken);
        expect(await recheckAll(trial)).toEqual(expect.arrayContaining(taken));
        const missing = new Set(trial.platform.ids());
        expect((await recheckAll(trial)).filter((id) => missing.has(id))).toEqual([]);
      });

      it.each(passingFaults.filter(({ kind }) => kind === 'answer'))(
        'takes $name for no deletion',
        async (fault) => {
          await using trial = await startTrial(subject, ground());
          await trial.drive();
          trial.front.inject(fault, { times: Number.POSITIVE_INFINITY, strikes: () => true });
          await expect(recheckAll(trial)).rejects.toThrow();
        },
      );
    });
}
