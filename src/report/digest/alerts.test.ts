import { describe, expect, it } from 'vitest';
import { reportCity } from '../../../test/support/report-week.ts';
import type { Alert } from '../../alert/alert.ts';
import { alertLine, isToldBy, tellingAlerts } from './alerts.ts';
import { digestScope } from './scope.ts';

const nowMs = Date.parse('2026-11-16T13:25:00Z');
const scope = digestScope({ city: reportCity }, nowMs);

function alertOf(id: string, value: number, change: Partial<Alert> = {}): Alert {
  return {
    ...{ id, rule: 'topics', kind: 'volume', sensitivity: 'medium', audience: 'city', label: id, value },
    ...{
      state: 'open',
      sending: 'sent',
      title: `${id}: ${value} posts in the last hour, 4 times the usual 6`,
    },
    ...{ onset: '2026-11-15T13:50:00-06:00', foundAt: '2026-11-15T14:05:00-06:00' },
    seenAt: '2026-11-15T14:05:00-06:00',
    peak: { value, usual: 6, time: '2026-11-15T14:05:00-06:00' },
    ...change,
  };
}

const idsOf = (alerts: readonly Alert[], about = scope, told: string[] = []) =>
  tellingAlerts(about, alerts, new Set(told)).map(({ id }) => id);

describe('which alerts a morning is told of', () => {
  it('the three largest, posts before feelings before sources, in whatever order they come', () => {
    const alerts = [
      alertOf('late', 9, { kind: 'silent', source: 'news' }),
      alertOf('sad', -0.9, { kind: 'sentiment', peak: { value: -0.9, usual: 0.1, time: '' } }),
      alertOf('small', 12),
      alertOf('large', 40),
    ];
    expect(idsOf(alerts)).toEqual(['large', 'small', 'sad']);
    expect(idsOf(alerts.toReversed())).toEqual(['large', 'small', 'sad']);
  });

  it('none that nobody was told of, of a topic with a line, or with the word of a name', () => {
    const alerts = [
      alertOf('copies', 90, { sending: 'set aside', flood: 'copies' }),
      alertOf('gone', 80, { sending: 'dropped', state: 'over' }),
      alertOf('roads', 70, { topic: 'roads' }),
      alertOf('word', 60, { kind: 'term', title: '“Maria”: said by 9 people, with “geyser”' }),
      alertOf('held', 50, { sending: 'held', topic: 'parks' }),
    ];
    expect(idsOf(alerts, scope, ['roads'])).toEqual(['held']);
    expect(idsOf(alerts)).toEqual(['roads', 'held']);
  });

  it('those of an audience, of its topics, and of its places', () => {
    const audience = { id: 'north', name: 'N', topics: ['roads'], places: ['north'] };
    const alerts = [
      alertOf('own', 90, { audience: 'north' }),
      alertOf('everything', 80),
      alertOf('topic', 70, { topic: 'roads' }),
      alertOf('place', 60, { place: 'north' }),
      alertOf('elsewhere', 50, { place: 'south' }),
    ];
    expect(idsOf(alerts, digestScope({ city: reportCity, audience }, nowMs))).toEqual([
      ...['own', 'topic', 'place'],
    ]);
    const streets = { ...audience, places: [] };
    expect(idsOf(alerts, digestScope({ city: reportCity, audience: streets }, nowMs))).toEqual([
      ...['own', 'topic'],
    ]);
  });
});

describe('the line of an alert', () => {
  it('says when, whether it is over, and whether somebody has seen it', () => {
    expect(alertLine(scope, alertOf('Roads', 24))).toBe(
      'Alert of yesterday 14:05, still open, not acknowledged: Roads: 24 posts in the last hour, 4 times the usual 6.',
    );
    const over = { state: 'over', overAt: '2026-11-15T18:10:00-06:00' } as const;
    expect(alertLine(scope, alertOf('Roads', 24, over))).toContain('yesterday 14:05, over at 18:10, not ack');
    const seen = { foundAt: '2026-11-16T03:00:00-06:00', acknowledgedAt: '2026-11-16T03:05:00-06:00' };
    expect(alertLine(scope, alertOf('Roads', 24, seen))).toContain('today 03:00, still open, acknowledged:');
    const later = { overAt: '2026-11-16T01:00:00-06:00', title: 'news: not collected. Nobody answers.' };
    expect(alertLine(scope, alertOf('news', 9, later))).toMatch(/over by now.* Nobody answers\.$/);
  });

  it('takes the place of the line of its neighbourhood or source', () => {
    const alerts = [alertOf('a', 9, { place: 'north' }), alertOf('b', 9, { kind: 'silent', source: 'news' })];
    const line = (template: string, given: Record<string, string>) => ({
      ...{ template, given, text: '', facts: [] },
    });
    expect(isToldBy(alerts, line('placeDay', { place: 'north' }))).toBe(true);
    expect(isToldBy(alerts, line('placeDay', { place: 'south' }))).toBe(false);
    expect(isToldBy(alerts, line('silent', { source: 'news' }))).toBe(true);
    expect(isToldBy(alerts, line('topicDay', { topic: 'north' }))).toBe(false);
    expect(isToldBy(alerts, line('emerging', {}))).toBe(false);
  });
});
