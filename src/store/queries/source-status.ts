// How a source does, in a word, with what is wrong and what to do about it. Pure.
import type { SourceRun } from '../source-run.ts';

export const sourceStatuses = [
  'ok',
  'new',
  'late',
  'rate limited',
  'budget',
  'failing',
  'blocked',
  'archive',
  'removed',
] as const;
export type SourceStatus = (typeof sourceStatuses)[number];

export interface SourceFacts {
  source: string;
  isInProfile: boolean;
  /** it was collected at least once, not only imported */
  isCollected: boolean;
  lastRun?: SourceRun;
  nowMs: number;
}

export interface SourceJudgement {
  status: SourceStatus;
  /** empty when nothing is */
  problem: string;
  advice: string;
}

/** A run that should have begun this long ago: nobody looks, or all hands are busy. */
const lateMs = 10 * 60_000;

export function judgeSource(facts: SourceFacts): SourceJudgement {
  const { source, isInProfile, isCollected, lastRun, nowMs } = facts;
  if (!isInProfile) return judgeUnlisted(isCollected);
  if (!lastRun) {
    return {
      status: 'new',
      problem: 'It has not been collected yet.',
      advice: `It begins with "earshot up"; try it now: earshot collect ${source} --dry-run --limit 5`,
    };
  }
  const reason = sentence(lastRun.reason ?? 'No reason is known.');
  if (lastRun.ended === 'blocked')
    return { status: 'blocked', problem: reason, advice: `Mend it, then: earshot collect ${source} --once` };
  if (lastRun.ended === 'failed' || lastRun.ended === 'truncated') {
    const advice = `It is tried again by its schedule; look closer: earshot collect ${source} --dry-run --limit 5`;
    return { status: 'failing', problem: reason, advice };
  }
  if (lastRun.ended === 'budget' && lastRun.retryAt !== undefined && Date.parse(lastRun.retryAt) > nowMs) {
    return {
      status: 'budget',
      problem: reason,
      advice: `It goes on at ${lastRun.retryAt}; more is given under sources.${source}.budget.`,
    };
  }
  if (lastRun.retryAt !== undefined && Date.parse(lastRun.retryAt) > nowMs) {
    const problem = `The platform asks not to be called before ${lastRun.retryAt}.`;
    return {
      status: 'rate limited',
      problem,
      advice: 'Nothing: it goes on by itself. Often? Ask less often.',
    };
  }
  if (lastRun.nextAt !== undefined && Date.parse(lastRun.nextAt) + lateMs < nowMs) {
    const problem = `Its run of ${lastRun.nextAt} has not taken place.`;
    return { status: 'late', problem, advice: 'Is "earshot up", or a collect worker, running?' };
  }
  return { status: 'ok', problem: '', advice: '' };
}

function judgeUnlisted(isCollected: boolean): SourceJudgement {
  if (!isCollected) return { status: 'archive', problem: '', advice: '' };
  return {
    status: 'removed',
    problem: 'It was collected, and the profile does not name it any more.',
    advice: 'Nothing, if that was meant; else put it back under sources.',
  };
}

const sentence = (text: string) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
