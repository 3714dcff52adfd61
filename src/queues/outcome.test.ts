import { expect, it } from 'vitest';
import { jobId, type Outcome } from './definition.ts';
import { sumOutcomes } from './outcome.ts';

const done = (stored: number): Outcome => ({ state: 'completed', result: { stored, dead: 0 } });

it('adds up the parts of a divided job, and waits for all of them', () => {
  expect(sumOutcomes([done(2), done(3)])).toEqual(done(5));
  expect(sumOutcomes([done(2), { state: 'delayed' }])).toEqual({ state: 'delayed' });
  expect(sumOutcomes([done(2), { state: 'failed', result: { stored: 0, dead: 1, note: 'x' } }])).toEqual({
    state: 'failed',
    result: { stored: 2, dead: 1 },
  });
});

it('makes ids that BullMQ takes and that parts cannot imitate', () => {
  expect(jobId(['a', 'b'])).toMatch(/^[0-9a-f]{64}$/);
  expect(jobId(['a,b'])).not.toBe(jobId(['a', 'b']));
});
