import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonFault } from './json-fault.ts';

test.each([
  ['{"a": 1,\n "b": [1, 2,]}', 2, 13, 'a value'],
  ['{"a" 1}', 1, 6, ':'],
  ['{"a": 1 "b": 2}', 1, 9, ', or }'],
  ['[1, 2', 1, 6, ', or ]'],
  ['{"a": nul}', 1, 7, 'a value'],
  ['{a: 1}', 1, 2, 'a "key" or }'],
  ['{} {}', 1, 4, 'the end'],
  ['', 1, 1, 'a value'],
  ['{"a": "line\nbreak"}', 1, 7, 'a value'],
  ['[1] ]', 1, 5, 'the end'],
])('%j is broken at line %i, column %i: %s', (text, line, col, expected) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(findJsonFault(text)).toEqual({ line, col, expected });
});

test('it agrees with JSON.parse on what is sound', () => {
  fc.assert(fc.property(fc.json(), (text) => findJsonFault(text) === undefined));
  const cut = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', ']', '}', '"', 'x', ':', '0'));
  fc.assert(
    fc.property(cut, ([text, at, put]) => {
      const i = at % (text.length + 1);
      const damaged = text.slice(0, i) + put + text.slice(i + 1);
      const isSound = (() => {
        try {
          JSON.parse(damaged);
          return true;
        } catch {
          return false;
        }
      })();
      expect(findJsonFault(damaged) === undefined).toBe(isSound);
    }),
    { numRuns: 1_000 },
  );
});

test('ten million characters take no longer than a few parses', () => {
  const text = `[${'[-71.12593,42.272],'.repeat(500_000)}x]`;
  const begin = process.cpuUsage();
  expect(findJsonFault(text)?.col).toBe(text.length - 1);
  expect(process.cpuUsage(begin).user / 1_000).toBeLessThan(5_000);
});
