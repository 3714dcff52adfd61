import { describe, expect, it } from 'vitest';
import { advance, byWatch } from './advance.ts';
import type { Alert } from './alert.ts';
import type { Finding } from './finding.ts';
import { isQuietAt } from './quiet-hours.ts';
import { rulesOf, watchesOf } from './watch.ts';

const city = { id: 'port', timezone: 'America/Chicago' };
const [rule] = rulesOf({});
const watch = { rule: rule!, key: 'everything/' };
const start = Date.parse('2026-03-07T12:00:00Z');
const minute = 60_000;

const finding = (atMs: number, value: number, more: Partial<Finding> = {}): Finding => ({
  ...{
    watch,
    about: { label: 'Port' },
    onsetMs: atMs - 15 * minute,
    value,
    usual: 5,
    minutes: 15,
    title: `${value} posts`,
  },
  ...more,
});
const step = (last: Alert | undefined, found: Finding | undefined, atMs: number, of = watch) =>
  advance(city, of, last, found, atMs);
const sent = (alert: Alert): Alert => ({ ...alert, sending: 'sent' });

describe('an alert', () => {
  it('begins, is one while it goes on, keeps its peak, and ends after a lull', () => {
    const first = step(undefined, finding(start, 20), start);
    expect(first).toMatchObject({ isToSend: true, alert: { state: 'open', sending: 'waiting' } });
    const higher = step(sent(first.alert!), finding(start + 5 * minute, 40), start + 5 * minute);
    expect(higher).toMatchObject({
      isToSend: false,
      alert: { id: first.alert!.id, value: 40, peak: { value: 40 } },
    });
    const lower = step(higher.alert, finding(start + 10 * minute, 30), start + 10 * minute).alert!;
    expect(lower).toMatchObject({ value: 30, peak: { value: 40 }, title: '20 posts' });
    expect(step(lower, undefined, start + 30 * minute)).toEqual({ isToSend: false });
    expect(step(lower, undefined, start + 90 * minute)).toMatchObject({
      isToSend: false,
      ended: { state: 'over', sending: 'sent' },
    });
  });

  it('does not come again before it has cooled down', () => {
    const over: Alert = { ...sent(step(undefined, finding(start, 20), start).alert!), state: 'over' };
    expect(step(over, finding(start + 100 * minute, 20), start + 100 * minute)).toEqual({ isToSend: false });
    const later = step(over, finding(start + 200 * minute, 20), start + 200 * minute);
    expect(later).toMatchObject({ isToSend: true });
    expect(later.alert!.id).not.toBe(over.id);
  });

  it('has the same id whoever finds it, at whatever second, and no other alert has it', () => {
    const eager = { ...watch, rule: { ...rule!, coolDownHours: 0 } };
    const at = (ms: number, last?: Alert) => step(last, finding(ms, 20, { watch: eager }), ms, eager).alert!;
    const first = at(start);
    expect(at(start + 7_000).id).toBe(first.id);
    const over = step(sent(first), undefined, start + 61 * minute, eager).ended!;
    const next = at(start + 62 * minute, over);
    expect(next.id).toBe(at(start + 62 * minute + 7_000, over).id);
    expect(next.id).not.toBe(first.id);
    expect(next).toMatchObject({ state: 'open', sending: 'waiting' });
  });

  it('of before a time in which nobody looked is over: what comes after it is told', () => {
    const seen: Alert = { ...sent(step(undefined, finding(start, 20), start).alert!), state: 'acknowledged' };
    const later = start + 48 * 60 * minute;
    const { ended, alert, isToSend } = step(seen, finding(later, 30), later);
    expect(ended).toMatchObject({ id: seen.id, state: 'over', sending: 'sent' });
    expect(alert).toMatchObject({ state: 'open', value: 30, foundAt: alert!.seenAt });
    expect(alert!.id).not.toBe(seen.id);
    expect(isToSend).toBe(true);
    // as after a lull that somebody watched
    const soon = start + 90 * minute;
    expect(step(seen, finding(soon, 30), soon)).toMatchObject({ isToSend: false, ended: { state: 'over' } });
    expect(step(seen, finding(soon, 30), soon).alert).toBeUndefined();
  });

  it('on a source that is silent all the while is the same, however long nobody looked', () => {
    const silent = { ...watch, rule: { ...rule!, kind: 'silent' as const } };
    const found = (since: number, ms: number) => finding(ms, 9, { watch: silent, onsetMs: since });
    const first = step(undefined, found(start - 300 * minute, start), start, silent).alert!;
    const later = start + 48 * 60 * minute;
    const same = step(sent(first), found(start - 300 * minute, later), later, silent);
    expect(same).toMatchObject({ isToSend: false, alert: { id: first.id } });
    const again = step(sent(first), found(later - 300 * minute, later), later, silent);
    expect(again).toMatchObject({ isToSend: true, ended: { id: first.id } });
  });

  it('that nobody was told of, because the program stopped, need not cool down', () => {
    const waiting = step(undefined, finding(start, 20), start).alert!;
    const later = start + 120 * minute;
    const { ended, alert, isToSend } = step(waiting, finding(later, 30), later);
    expect(ended).toMatchObject({ id: waiting.id, state: 'over', sending: 'dropped' });
    expect(alert!.id).not.toBe(waiting.id);
    expect(isToSend).toBe(true);
    expect(step(ended, finding(later, 30), later)).toMatchObject({ isToSend: true });
    for (const told of [sent(waiting), { ...waiting, state: 'acknowledged' as const }])
      expect(step(told, finding(later, 30), later)).toMatchObject({
        isToSend: false,
        ended: { id: waiting.id },
      });
  });

  it('begins no earlier than its finding lets it, and goes on whenever', () => {
    const silent = { ...watch, rule: { ...rule!, kind: 'silent' as const } };
    const soon = (ms: number) =>
      finding(ms, 30, { watch: silent, onsetMs: start - 30 * 60 * minute, notBeforeMs: start + 60 * minute });
    expect(step(undefined, soon(start), start, silent)).toEqual({ isToSend: false });
    const begun = step(undefined, soon(start + 60 * minute), start + 60 * minute, silent);
    expect(begun).toMatchObject({ isToSend: true });
    const before = { ...sent(begun.alert!), seenAt: new Date(start - 29 * 60 * minute).toISOString() };
    expect(step(before, soon(start), start, silent)).toMatchObject({
      isToSend: false,
      alert: { id: begun.alert!.id, state: 'open' },
    });
  });

  it('waits for the end of quiet hours, and is dropped when it is over by then', () => {
    const quiet = { ...watch, rule: { ...rule!, quietHours: { from: '22:00', to: '07:00' } } };
    const held = step(undefined, finding(start, 20), start, quiet);
    expect(held).toMatchObject({ isToSend: false, alert: { sending: 'held' } });
    const still = step(held.alert, finding(start + 55 * minute, 20), start + 55 * minute, quiet);
    expect(still).toMatchObject({ isToSend: false, alert: { sending: 'held' } });
    const morning = start + 65 * minute;
    expect(step(still.alert, finding(morning, 20), morning, quiet)).toMatchObject({ isToSend: true });
    expect(step(held.alert, undefined, start + 125 * minute, quiet).ended).toMatchObject({
      state: 'over',
      sending: 'dropped',
    });
  });

  it('is set aside while it is a flood, and told when people join in', () => {
    const flood = step(undefined, finding(start, 90, { flood: 'copies' }), start);
    expect(flood).toMatchObject({ isToSend: false, alert: { sending: 'set aside', flood: 'copies' } });
    const joined = step(flood.alert, finding(start + 5 * minute, 60), start + 5 * minute);
    expect(joined).toMatchObject({ isToSend: true, alert: { id: flood.alert!.id, sending: 'waiting' } });
    expect(joined.alert).not.toHaveProperty('flood');
  });

  it('that somebody has seen is not sent any more', () => {
    const seen: Alert = { ...step(undefined, finding(start, 20), start).alert!, state: 'acknowledged' };
    expect(step(seen, finding(start + 5 * minute, 20), start + 5 * minute)).toMatchObject({
      isToSend: false,
    });
  });
});

describe('findings by watch', () => {
  const of = (key: string, alsoKeys: string[] = []) =>
    finding(start, 9, { watch: { ...watch, key }, alsoKeys });
  const keys = (findings: Finding[], known: Record<string, Alert[]>, atMs = start) =>
    [...byWatch(findings, new Map(Object.entries(known)), atMs)].map(([key, found]) => [
      key,
      found.watch.key,
    ]);
  const alert = step(undefined, finding(start, 9), start).alert!;

  it('keep the words of an alert that is on, and those of others are their own', () => {
    const found = [of('words/main', ['words/water']), of('words/ferry')];
    expect(keys(found, {})).toEqual([
      ['words/main', 'words/main'],
      ['words/ferry', 'words/ferry'],
    ]);
    expect(keys(found, { 'words/water': [alert], 'words/bridge': [alert] })).toEqual([
      ['words/water', 'words/water'],
      ['words/ferry', 'words/ferry'],
    ]);
  });

  it('begin anew when it has cooled down', () => {
    const later = start + 200 * minute;
    expect(keys([of('words/main', ['words/water'])], { 'words/water': [alert] }, later)).toEqual([
      ['words/main', 'words/main'],
    ]);
  });
});

it('quiet hours are of the clock of the city, also in the nights in which it changes', () => {
  const hours = { from: '22:00', to: '07:00' };
  const isQuiet = (iso: string) => isQuietAt(city.timezone, Date.parse(iso), hours);
  // 2026-03-08 skips 02:00, 2026-11-01 has 01:00 twice
  expect(
    ['2026-03-08T03:59:00Z', '2026-03-08T04:00:00Z', '2026-03-08T11:59:00Z', '2026-03-08T12:00:00Z'].map(
      isQuiet,
    ),
  ).toEqual([false, true, true, false]);
  expect(['2026-11-01T06:30:00Z', '2026-11-01T07:30:00Z', '2026-11-01T13:00:00Z'].map(isQuiet)).toEqual([
    true,
    true,
    false,
  ]);
  expect(isQuietAt('UTC', Date.parse('2026-01-01T12:00:00Z'), { from: '12:00', to: '13:00' })).toBe(true);
  expect(isQuietAt('UTC', 0, undefined)).toBe(false);
});

it('a city that says nothing has rules, one that says none has none', () => {
  const parts = {
    topics: [{ id: 'roads' }, { id: 'parks' }],
    neighbourhoods: [{ id: 'north' }],
  } as never as Parameters<typeof watchesOf>[0];
  const keys = watchesOf(parts).map(({ key }) => key);
  expect(keys).toEqual(['everything/', 'topics/roads', 'topics/parks', 'feeling/', 'terms/']);
  expect(watchesOf({ ...parts, alerts: [] })).toEqual([]);
  expect(
    watchesOf({ ...parts, alerts: [{ ...rule!, id: 'places', place: 'each' }] }).map(({ key }) => key),
  ).toEqual(['places/north']);
});
