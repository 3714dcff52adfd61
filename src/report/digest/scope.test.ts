import { describe, expect, it } from 'vitest';
import { reportCity } from '../../../test/support/report-week.ts';
import { digestParams, digestScope } from './scope.ts';

const city = reportCity;
const at = (iso: string) => Date.parse(iso);

describe('what a morning is about', () => {
  it('is the day before and the whole hours since midnight, on the clock of the city', () => {
    const scope = digestScope({ city }, at('2026-11-16T13:25:00Z'));
    expect(scope).toMatchObject({
      date: '2026-11-16',
      day: { from: '2026-11-15', to: '2026-11-16' },
      night: { from: '2026-11-16', to: '2026-11-16T07:00:00-06:00' },
      isToday: true,
    });
  });

  it('has no night in the first hour, and of a morning that is past its night up to its usual time', () => {
    expect(digestScope({ city }, at('2026-11-16T06:59:00Z')).night).toBeUndefined();
    const past = digestScope({ city }, at('2026-11-20T20:00:00Z'), '2026-11-16');
    expect(past).toMatchObject({ night: { to: '2026-11-16T07:00:00-06:00' }, isToday: false });
    const early = { ...city, reports: { digest: { at: { minutes: 330 } } } };
    expect(digestScope({ city: early }, at('2026-11-20T20:00:00Z'), '2026-11-16').night?.to).toBe(
      '2026-11-16T05:00:00-06:00',
    );
  });

  it.each([
    ['23 hours', '2026-03-09T12:00:00Z', 23],
    ['25 hours', '2026-11-02T13:00:00Z', 25],
  ])('knows a day of %s', (_name, now, hours) => {
    const { day } = digestScope({ city }, at(now));
    expect((day.toMs - day.fromMs) / 3_600_000).toBe(hours);
  });

  it('asks for the topics and places of its reader', () => {
    const audience = { id: 'a', name: 'A', topics: ['roads', 'parks'], places: ['north'] };
    expect(digestParams(digestScope({ city, audience }, at('2026-11-16T13:00:00Z')))).toEqual({
      ...{ from: '2026-11-15', to: '2026-11-16', topic: 'roads,parks', place: 'north' },
    });
  });
});
