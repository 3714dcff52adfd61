// Invented posts with the intent or stance that a reader gave them. The held-out part was written before anything was tuned.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inventedPost } from '../../test/support/reading.ts';
import { neutralCity } from '../evaluate/neutral-city.ts';
import { createPipeline } from './pipeline.ts';

interface Case {
  part: 'dev' | 'held-out';
  text: string;
  intent?: string;
  direction?: string;
  parent?: string;
  thread?: string;
}

const readCases = (name: string): Case[] =>
  readFileSync(new URL(`../../test/fixtures/enrich/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);

const pipeline = createPipeline(neutralCity([]));

function tag({ text, parent, thread }: Case) {
  return pipeline.enrich({
    ...inventedPost(text),
    ...(parent !== undefined && { parent: { id: '0', text: parent } }),
    ...(thread !== undefined && { thread: { id: 't', title: thread } }),
  });
}

/** Share of a part that is tagged as the reader did. */
function accuracy(cases: readonly Case[], part: Case['part'], isRight: (of: Case) => boolean): number {
  const own = cases.filter((each) => each.part === part);
  return own.filter(isRight).length / own.length;
}

const intents = readCases('intent-cases');
const stances = readCases('stance-cases');
const hasIntent = (of: Case) => tag(of).intent === of.intent;
const hasStance = (of: Case) => tag(of).stance.direction === of.direction;

// A little under what was measured, so that a change of the sentiment model does not stop at a single case.
test.each([
  ['intent', intents, hasIntent, 0.88, 0.78],
  ['stance', stances, hasStance, 0.92, 0.74],
] as const)('%s is what a reader gives', (_, cases, isRight, dev, heldOut) => {
  expect(accuracy(cases, 'dev', isRight)).toBeGreaterThanOrEqual(dev);
  expect(accuracy(cases, 'held-out', isRight)).toBeGreaterThanOrEqual(heldOut);
});
