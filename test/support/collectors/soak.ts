// One source among faults at random: what it is done to it, and what must be true in the end.
import { expect } from 'vitest';
import { expectAll } from './delivery-suite.ts';
import { type Fault, passingFaults } from './faults.ts';
import type { Subject } from './subject.ts';
import { type Ground, startTrial, type Trial } from './trial.ts';

/** 0 ≤ n < 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Dice {
  upTo(most: number): number;
  pick<T>(items: readonly T[]): T;
}

const diceOf = (random: () => number): Dice => ({
  upTo: (most) => Math.floor(random() * (most + 1)),
  pick: (items) => items[Math.floor(random() * items.length)]!,
});

export interface SoakReport {
  source: string;
  rounds: number;
  posts: number;
  calls: number;
  faults: number;
  /** answers with 429, as the platform counts them */
  refused: number;
  /** runs that stand in the ledger as rate limited */
  limited: number;
}

/** Rounds of new items, faults, refusals and deaths until `isOver`; then everything must be there, once by its key. */
export async function soak(
  subject: Subject,
  ground: Ground,
  random: () => number,
  isOver: (rounds: number) => boolean,
): Promise<SoakReport> {
  const dice = diceOf(random);
  await using trial = await startTrial(subject, ground);
  let rounds = 0;
  /** refusals too long to be waited out inside a run */
  let long = 0;
  for (; !isOver(rounds); rounds++) {
    if (rounds > 0) trial.platform.add(dice.upTo(5));
    const kind = dice.pick(['fault', 'refusal', 'death', 'peace'] as const);
    if (kind === 'fault')
      trial.front.inject(dice.pick(passingFaults), { skip: dice.upTo(3), times: 1 + dice.upTo(1) });
    const refusal = kind === 'refusal' ? refuseAtRandom(subject, dice) : undefined;
    if (refusal) trial.front.inject(refusal.fault, { skip: dice.upTo(2) });
    const before = trial.front.seen.length;
    const death = { dieAfterPage: 1 + dice.upTo(3), dies: dice.pick(deaths) };
    const outcome = await trial.run(kind === 'death' ? death : {});
    const hasStruck = trial.front.seen.slice(before).some(({ fault }) => fault === refusal?.fault.name);
    if (refusal?.isLong && hasStruck) long++;
    trial.front.mend();
    const pauseMs = (outcome?.retryAt?.getTime() ?? 0) - trial.clock.nowMs();
    trial.clock.advance(Math.max(60_000, pauseMs));
  }
  trial.clock.advance(3_600_000 + (subject.settlesMs ?? 0));
  await trial.drive();
  expectAll(trial);
  const report = reportOf(subject, trial, rounds);
  expect(report.limited, `${report.source}: refusals that the ledger knows of`).toBe(long);
  return report;
}

const deaths = ['before its cursor is saved', 'after its cursor is saved'] as const;

function refuseAtRandom({ refusals }: Subject, dice: Dice): { fault: Fault; isLong: boolean } {
  const refuse = dice.pick(Object.values(refusals));
  const isLong = dice.upTo(1) === 1;
  const afterMs = isLong ? 120_000 + dice.upTo(900_000) : 1_000 + dice.upTo(20_000);
  return {
    isLong,
    fault: { name: 'limit', kind: 'answer', answer: (nowMs) => refuse(nowMs + afterMs, nowMs) },
  };
}

function reportOf({ collector }: Subject, trial: Trial, rounds: number): SoakReport {
  const { seen } = trial.front;
  return {
    ...{ source: collector.source, rounds, posts: trial.ids().size, calls: seen.length },
    faults: seen.filter(({ fault }) => fault !== undefined).length,
    refused: seen.filter(({ status }) => status === 429).length,
    limited: trial.coverage.filter(
      ({ ended, source }) => ended === 'rate limited' && source === collector.source,
    ).length,
  };
}
