// How unlikely something must be to be told. Looks are many (every few minutes, seven windows, each rule of a city), so the limits are set by how
// often the whole city is disturbed for nothing; bench/alerts.mjs measures it.
import type { AlertRule } from '../config.ts';
import type { FeelingLimits } from './detect-sentiment.ts';
import type { TermLimits } from './detect-terms.ts';
import type { Limits } from './detect-volume.ts';

export type Sensitivity = AlertRule['sensitivity'];

/** `all`: of the rule that watches everything; `parts`: shared by all that watch a topic, place or project. */
const chances: Readonly<Record<Sensitivity, { all: number; parts: number; ratio: number }>> = {
  low: { all: 1e-4, parts: 2.4e-4, ratio: 2 },
  medium: { all: 1e-3, parts: 2.4e-3, ratio: 1.5 },
  high: { all: 3e-3, parts: 1.2e-2, ratio: 1.3 },
};

export interface Among {
  isAll: boolean;
  /** how many watches of the kind watch a part of the city */
  parts: number;
  /** the profile's minimum */
  voices: number;
}

const chanceOf = (sensitivity: Sensitivity, { isAll, parts }: Among) => {
  const { all, parts: shared } = chances[sensitivity];
  return isAll ? all : Math.min(all, shared / Math.max(1, parts));
};

export function limitsOf(sensitivity: Sensitivity, among: Among): Limits {
  return { p: chanceOf(sensitivity, among), ratio: chances[sensitivity].ratio, voices: among.voices };
}

const falls: Readonly<Record<Sensitivity, number>> = { low: 0.4, medium: 0.3, high: 0.2 };

/** Sentiment is looked at over three hours, and looks overlap: it takes fewer chances than volume. */
export function feelingLimitsOf(sensitivity: Sensitivity, among: Among, leastPosts: number): FeelingLimits {
  return {
    p: chanceOf(sensitivity, among),
    fall: falls[sensitivity],
    posts: leastPosts,
    voices: among.voices,
  };
}

const termRatios: Readonly<Record<Sensitivity, number>> = { low: 20, medium: 10, high: 5 };

export function termLimitsOf(sensitivity: Sensitivity, voices: number): TermLimits {
  return { p: chances[sensitivity].all, ratio: termRatios[sensitivity], voices };
}

/** Hours without a complete collection, and how likely it must be that a source that is well has nothing. */
export const silences: Readonly<Record<Sensitivity, { hours: number; p: number }>> = {
  low: { hours: 12, p: 1e-6 },
  medium: { hours: 3, p: 1e-4 },
  high: { hours: 1, p: 1e-3 },
};

/** Share of a budget that is left when it is told. */
export const budgetLeft: Readonly<Record<Sensitivity, number>> = { low: 0.05, medium: 0.1, high: 0.25 };
