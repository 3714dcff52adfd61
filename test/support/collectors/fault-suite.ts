// What goes wrong on the way costs time and never a post.
import { expect, it } from 'vitest';
import { expectAll } from './delivery-suite.ts';
import { type Fault, htmlPage, passingFaults, truncated } from './faults.ts';
import type { Seen } from './front.ts';
import type { Subject } from './subject.ts';
import { type Ground, startTrial, type Trial } from './trial.ts';

const minuteMs = 60_000;

/** Calls of the same limit between a refusal and the reset it named. */
function earlyCalls({ sharesLimit }: Subject, { front }: Trial, resetAtMs: number): Seen[] {
  const at = front.seen.findIndex(({ fault }) => fault !== undefined);
  const refused = front.seen[at]!;
  const isSame = sharesLimit ?? ((a: Seen, b: Seen) => a.url.host === b.url.host);
  return front.seen.slice(at + 1).filter((call) => call.at < resetAtMs && isSame(refused, call));
}

export function itSurvivesFaults(subject: Subject, ground: () => Ground): void {
  const cases = passingFaults.flatMap((fault) => [0, 1].map((skip) => ({ fault, skip })));

  it.each(cases)('survives $fault.name at page $skip', async ({ fault, skip }) => {
    await using trial = await startTrial(subject, ground());
    trial.front.inject(fault, { skip });
    await trial.drive();
    expect(trial.front.seen.filter((call) => call.fault)).toHaveLength(1);
    expectAll(trial);
  });

  const resets = Object.keys(subject.refusals).flatMap((form) =>
    [20_000, 15 * minuteMs].map((afterMs) => ({ form, afterMs })),
  );
  it.each(resets)('waits out a reset of $afterMs ms as $form', async ({ form, afterMs }) => {
    await using trial = await startTrial(subject, ground());
    let resetAtMs = 0;
    const refuse = subject.refusals[form]!;
    trial.front.inject(
      {
        ...{ name: 'limit', kind: 'answer' },
        answer(nowMs) {
          resetAtMs = nowMs + afterMs;
          return refuse(resetAtMs, nowMs);
        },
      },
      { skip: 1 },
    );
    const outcomes = await trial.drive();
    expect(earlyCalls(subject, trial, resetAtMs).map(({ url }) => url.href)).toEqual([]);
    expectAll(trial);
    // Nothing sleeps inside a job for long: the run ends, and says when it may go on.
    if (afterMs > minuteMs) {
      expect(outcomes[0]).toMatchObject({ ended: 'rate limited', reason: expect.stringMatching(/./) });
      expect(trial.coverage.some(({ ended }) => ended === 'rate limited')).toBe(true);
    }
  });

  it('waits out limits that name a reset in the past, or none', async () => {
    await using trial = await startTrial(subject, ground());
    const answers = [
      ...Object.values(subject.refusals).map((refuse) => (now: number) => refuse(now - minuteMs, now)),
      () => subject.refusalWithoutReset,
    ];
    for (const answer of answers) trial.front.inject({ name: 'limit', kind: 'answer', answer }, { skip: 1 });
    await trial.drive();
    const refused = trial.front.seen.filter(({ fault }) => fault !== undefined);
    const isSame = subject.sharesLimit ?? ((a: Seen, b: Seen) => a.url.host === b.url.host);
    expect(refused).toHaveLength(answers.length);
    // Not at once: whoever is refused and asks again in the same moment is refused for longer.
    for (const one of refused) {
      const next = trial.front.seen.find(
        (call, index) => call.isPage && index > trial.front.seen.indexOf(one) && isSame(one, call),
      );
      expect((next?.at ?? Number.POSITIVE_INFINITY) - one.at).toBeGreaterThanOrEqual(1_000);
    }
    expectAll(trial);
  });

  const lasting: Fault[] = [htmlPage, truncated];
  it.each(lasting)(
    'takes no post from $name that lasts, says why, and goes on when it is over',
    async (fault) => {
      await using trial = await startTrial(subject, ground());
      trial.front.inject(fault, { skip: 1, times: Number.POSITIVE_INFINITY });
      const outcome = (await trial.run())!;
      expect(['failed', 'blocked', 'rate limited', 'truncated']).toContain(outcome.ended);
      expect(outcome.reason).toMatch(/\w{3}/);
      expect(outcome.dead).toBe(0);
      trial.front.mend();
      trial.clock.advance(6 * 3_600_000);
      await trial.drive();
      expectAll(trial);
    },
  );

  it.each([
    ['behind', 20 * 3_600_000],
    ['ahead', -26 * 3_600_000],
  ])('loses nothing when our clock is %s, and is set right', async (_which, skewMs) => {
    await using trial = await startTrial(subject, ground(), { skewMs });
    const [form] = Object.values(subject.refusals);
    let resetAtMs = 0;
    if (form)
      trial.front.inject({
        ...{ name: 'limit', kind: 'answer' },
        answer(nowMs) {
          resetAtMs = nowMs + 30_000;
          return form(resetAtMs, nowMs);
        },
      });
    await trial.drive({ most: 6 });
    if (form) expect(earlyCalls(subject, trial, resetAtMs)).toEqual([]);
    trial.clock.jump(skewMs);
    trial.clock.advance(30 * 3_600_000);
    await trial.drive();
    trial.platform.add(3);
    trial.clock.advance(3_600_000 + (subject.settlesMs ?? 0));
    await trial.drive();
    expectAll(trial);
  });
}
