import { describe, expect, it } from 'vitest';
import { RateLimitedError } from '../errors.ts';
import { createGate } from './gate.ts';

function gateAt(start: string, more: object = {}) {
  let nowMs = Date.parse(start);
  const pass = (ms: number) => {
    nowMs += ms;
  };
  const clock = { now: () => new Date(nowMs), wait: async (ms: number) => pass(ms) };
  const gate = createGate({}, { clock, signal: new AbortController().signal, ...more });
  return { gate, pass, nowMs: () => nowMs };
}

describe('the gate before a platform', () => {
  it('does not make the call after the last that is left, until the reset', async () => {
    const { gate, pass, nowMs } = gateAt('2026-11-20T12:00:00Z');
    gate.noteRate({ remaining: 2, resetAtMs: nowMs() + 90_000 }, 'search');
    await gate.turn('search');
    await gate.turn('search');
    await expect(gate.turn('search')).rejects.toMatchObject({
      name: 'RateLimitedError',
      retryAfterMs: 90_000,
    });
    await gate.turn('users');
    pass(90_000);
    await gate.turn('search');
    expect(gate.cost().requests).toBe(4);
  });

  it('knows what another process was told, and tells what it was told itself, once', async () => {
    const resetAtMs = Date.parse('2026-11-20T12:10:00Z');
    const { gate } = gateAt('2026-11-20T12:00:00Z', { rates: [{ name: '', remaining: 0, resetAtMs }] });
    await expect(gate.turn('search')).rejects.toThrow(RateLimitedError);
    expect(gate.changedRates()).toEqual([]);
    gate.refuse(30_000);
    expect(gate.changedRates()).toMatchObject([{ remaining: 0 }]);
    expect(gate.changedRates()).toEqual([]);
  });

  it('takes the items that the platform bills over those of the pages', () => {
    const { gate } = gateAt('2026-11-20T12:00:00Z');
    gate.count({ items: 7, posts: 6 });
    gate.spend({ items: 9, usd: 0.05, units: 3 });
    gate.count({ items: 9, posts: 8 });
    expect(gate.cost()).toEqual({ requests: 0, items: 16, posts: 14, units: 3, usd: 0.05 });
  });
});
