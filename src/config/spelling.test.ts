import { expect, test } from 'vitest';
import { editDistance, nearestName } from './nearest.ts';
import { formatProblem, formatValue } from './problem.ts';
import { isSchedule } from './schedule.ts';
import { slugify, slugPattern } from './slug.ts';
import { describeTimezone, isTimezone, standardOffsetHours } from './timezone.ts';

test('the nearest name is near, whatever its case and dashes', () => {
  const known = ['timezone', 'neighbourhoods', 'notUs', 'places'];
  expect(nearestName('time_zone', known)).toBe('timezone');
  expect(nearestName('neighborhoods', known)).toBe('neighbourhoods');
  expect(nearestName('palces', known)).toBe('places');
  expect(nearestName('colour', known)).toBeUndefined();
  expect(editDistance('abcd', 'acbd')).toBe(1);
});

test.each([
  ['Peñalolén / Ñuñoa', 'penalolen-nunoa'],
  ["St. John's Wood", 'st-johns-wood'],
  ['Łódź – Śródmieście', 'lodz-srodmiescie'],
  ['Straße 12', 'strasse-12'],
  ['北区', '北区'],
  ['--- !!', ''],
  ['x'.repeat(200), 'x'.repeat(80)],
])('%s becomes the id %s', (name, id) => {
  expect(slugify(name)).toBe(id);
  if (id !== '') expect(id).toMatch(slugPattern);
});

test.each(['America/Chicago', 'Asia/Kolkata', 'US/Central', 'UTC', 'America/Argentina/Buenos_Aires'])(
  '%s is a zone',
  (zone) => {
    expect(isTimezone(zone)).toBe(true);
  },
);

test.each(['america/chicago', 'CST', '+05:30', 'America/Huston', 'Chicago', '', '../etc'])(
  '%j is no zone',
  (zone) => {
    expect(isTimezone(zone)).toBe(false);
  },
);

test('a wrong zone is answered with the right one', () => {
  expect(describeTimezone('Chicago')).toContain('did you mean "America/Chicago"?');
  expect(describeTimezone('New York')).toContain('did you mean "America/New_York"?');
  expect(describeTimezone('america/chicago')).toContain('did you mean "America/Chicago"?');
  expect(standardOffsetHours('America/Chicago', 2026)).toBe(-6);
  expect(standardOffsetHours('Australia/Sydney', 2026)).toBe(10);
  expect(standardOffsetHours('Asia/Kolkata', 2026)).toBe(5.5);
  expect(standardOffsetHours('UTC', 2026)).toBe(0);
});

test.each([
  '*/15 * * * *',
  '0 6,18 * * 1-5',
  '30 2 1-7/2 * 0',
  'every 15 minutes',
  'every hour',
  'every 2 days',
])('%s is a schedule', (text) => {
  expect(isSchedule(text)).toBe(true);
});

test.each([
  '60 * * * *',
  '* * * *',
  '* 24 * * *',
  '*/0 * * * *',
  '5-1 * * * *',
  'every 0 minutes',
  'hourly',
  '',
])('%j is no schedule', (text) => {
  expect(isSchedule(text)).toBe(false);
});

test('a problem is one line, and a secret is not in it', () => {
  const at = { file: 'a.yaml', line: 2, col: 3, expected: 'text' };
  expect(formatProblem({ ...at, path: ['places', 3, 'lat'], value: 99 })).toBe(
    'a.yaml:2:3 places[3].lat 99 — expected text',
  );
  expect(
    formatProblem({ ...at, path: ['sources', 'x', 'options', 'apiToken'], value: 'canary' }),
  ).not.toContain('canary');
  expect(formatProblem({ ...at, path: ['odd "key\n'], value: 1 })).toContain('"odd \\"key\\n"');
  expect(formatValue('x'.repeat(100)).length).toBeLessThan(62);
  expect(formatValue('two\nlines')).toBe('"two\\nlines"');
});
