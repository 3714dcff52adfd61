// One source among faults at random: what is done to it, and what must be true in the end.
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
  /** installations that were begun anew, each with an empty store */
  lives: number;
  rounds: number;
  posts: number;
  calls: number;
  faults: number;
  /** answers that told it to come back later */
  refused: number;
  /** runs that stand in the ledger as rate limited */
  limited: number;
}

/** When a source was told to stay away, by its platform's clock; for long: for more than is waited inside a run. */
interface Refusal {
  atMs: number;
  untilMs: number;
  isLong: boolean;
}

/** A life after the other, until `isOver`: rounds of new items, faults, refusals and deaths, and in the end the reckoning. */
export async function soak(
  subject: Subject,
  ground: Ground,
  random: () => number,
  how: { roundsPerLife: number; isOver(): boolean; onLife?(): void },
): Promise<SoakReport> {
  const dice = diceOf(random);
  const report: SoakReport = {
    ...{ source: subject.collector.source, lives: 0, rounds: 0, posts: 0 },
    ...{ calls: 0, faults: 0, refused: 0, limited: 0 },
  };
  do {
    await live(subject, ground, dice, { roundsPerLife: how.roundsPerLife, report });
    report.lives++;
    how.onLife?.();
  } while (!how.isOver());
  return report;
}

async function live(
  subject: Subject,
  ground: Ground,
  dice: Dice,
  { roundsPerLife, report }: { roundsPerLife: number; report: SoakReport },
): Promise<void> {
  await using trial = await startTrial(subject, ground);
  const refusals: Refusal[] = [];
  for (let round = 0; round < roundsPerLife; round++) {
    if (round > 0) trial.platform.add(dice.upTo(5));
    // The first is a fault that strikes, so that no source goes without.
    const kind = round === 0 ? 'fault' : dice.pick(kinds);
    refusals.push(...(await playRound(subject, trial, dice, kind)));
    report.rounds++;
  }
  trial.clock.advance(3_600_000 + (subject.settlesMs ?? 0));
  await inTime(trial, subject, trial.drive());
  expectAll(trial);
  expectOnce(trial, new Set(subject.undated));
  expectLedger(trial, refusals);
  count(report, trial);
}

const kinds = ['fault', 'refusal', 'death', 'peace'] as const;
const deaths = ['before its cursor is saved', 'after its cursor is saved'] as const;

/** One run with what the dice have for it; the refusals it met. */
async function playRound(
  subject: Subject,
  trial: Trial,
  dice: Dice,
  kind: (typeof kinds)[number],
): Promise<Refusal[]> {
  const { front, clock } = trial;
  const skip = trial.pages === 0 ? 0 : dice.upTo(3);
  if (kind === 'fault') front.inject(dice.pick(passingFaults), { skip, times: 1 + dice.upTo(1) });
  const refusals: Refusal[] = [];
  if (kind === 'refusal') front.inject(refuseAtRandom(subject, dice, refusals), { skip: dice.upTo(2) });
  const death = { dieAfterPage: 1 + dice.upTo(3), dies: dice.pick(deaths) };
  const [before, calls] = [trial.coverage.length, front.seen.length];
  const outcome = await inTime(trial, subject, trial.run(kind === 'death' ? death : {}));
  front.mend();
  const endings = trial.coverage.slice(before).map(({ ended }) => ended);
  // The ledger says of each run how it ended, and of a long refusal at once.
  if (outcome) expect(new Set(endings)).toEqual(new Set([outcome.ended]));
  const met = `${subject.collector.source}, refused at ${front.seen.find(({ fault }, index) => index >= calls && fault === 'limit')?.url.pathname}`;
  // Where something worse happened to another part of the source, the reason says both.
  const isTold = trial.coverage
    .slice(before)
    .some(({ ended, reason = '' }) => ended === 'rate limited' || /answered 429/.test(reason));
  if (refusals.some(({ isLong }) => isLong)) expect(isTold, met).toBe(true);
  const pauseMs = (outcome?.retryAt?.getTime() ?? 0) - clock.nowMs();
  clock.advance(Math.max(60_000, pauseMs));
  return refusals;
}

/** A run waits by a clock that moves only when somebody waits: one that takes so long of ours hangs, and says where. */
const longestRunMs = 600_000;

async function inTime<T>({ front }: Trial, { collector }: Subject, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const calls = front.seen.slice(-3).map(({ method, url, status, fault = 'no fault' }) => {
        return `${method} ${url.pathname} ${status} (${fault})`;
      });
      reject(new Error(`a run of ${collector.source} hangs; its last calls: ${calls.join(', ')}`));
    }, longestRunMs);
  });
  try {
    return await Promise.race([work, hung]);
  } finally {
    clearTimeout(timer);
  }
}

function refuseAtRandom({ refusals }: Subject, dice: Dice, met: Refusal[]): Fault {
  const refuse = dice.pick(Object.values(refusals));
  const isLong = dice.upTo(1) === 1;
  const afterMs = isLong ? 120_000 + dice.upTo(900_000) : 1_000 + dice.upTo(20_000);
  return {
    ...{ name: 'limit', kind: 'answer' },
    answer(nowMs) {
      met.push({ atMs: nowMs, untilMs: nowMs + afterMs, isLong });
      return refuse(nowMs + afterMs, nowMs);
    },
  };
}

/** One row per post: its key holds the time at which it was written, so two times would be two rows. */
function expectOnce({ posts }: Trial, undated: ReadonlySet<string>): void {
  const times = new Map<string, Set<string>>();
  for (const { id, createdAt } of posts) {
    if (undated.has(id)) continue;
    const known = times.get(id);
    if (known) known.add(createdAt);
    else times.set(id, new Set([createdAt]));
  }
  expect([...times].filter(([, known]) => known.size > 1)).toEqual([]);
}

/** Some forms of reset are whole minutes, rounded up. */
const roundingMs = 60_000;

/** No run stands in the ledger as rate limited but while the platform had told it to stay away. */
function expectLedger({ coverage, front }: Trial, refusals: readonly Refusal[]): void {
  const busy = front.seen.filter(({ status }) => status === 503);
  const told = [...refusals, ...busy.map(({ at }) => ({ atMs: at, untilMs: at }))];
  const unfounded = coverage.filter(({ ended, startedAt, finishedAt }) => {
    const [from, to] = [Date.parse(startedAt), Date.parse(finishedAt)];
    const isFounded = told.some(({ atMs, untilMs }) => atMs <= to && untilMs + roundingMs >= from);
    return ended === 'rate limited' && !isFounded;
  });
  expect(unfounded).toEqual([]);
}

function count(report: SoakReport, trial: Trial): void {
  const { seen } = trial.front;
  report.posts += trial.ids().size;
  report.calls += seen.length;
  report.faults += seen.filter(({ fault }) => fault !== undefined).length;
  report.refused += seen.filter(({ fault }) => fault === 'limit').length;
  report.limited += trial.coverage.filter(({ ended }) => ended === 'rate limited').length;
}
