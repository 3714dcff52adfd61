import { expect, it } from 'vitest';
import { createLooking } from './looking.ts';

const minute = 60_000;
const start = Date.parse('2026-11-20T12:00:00Z');

it('knows since when a city is looked at, whichever process looks, and begins anew after a stop or a wrong clock', async () => {
  const kept = new Map<string, unknown>();
  const run = {
    get: async (city: string, name: string) => kept.get(`${city} ${name}`),
    put: async (city: string, name: string, value: unknown) => void kept.set(`${city} ${name}`, value),
  };
  const [one, other] = [createLooking(run), createLooking(run)];
  const at = async (look: typeof one, minutes: number) =>
    ((await look('port', start + minutes * minute)) - start) / minute;
  expect(await at(one, 0)).toBe(0);
  expect(await at(other, 5)).toBe(0);
  expect(await at(one, 64)).toBe(0);
  expect(await at(other, 124)).toBe(124);
  expect(await at(one, 129)).toBe(124);
  // set back: by little the stretch cannot have begun later than now, by much it is as a stop
  expect(await at(one, 120)).toBe(120);
  expect(await at(one, -1_000)).toBe(-1_000);
  expect(await one('bay', start)).toBe(start);
});
