import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatProblem } from './problem.ts';
import { parseYaml } from './yaml-file.ts';

const told = (text: string) => parseYaml(text, 'x.yaml').problems.map(formatProblem);

test('a key written twice is told with its line, and the rest is still read', () => {
  const yaml = parseYaml('name: A\nid: a\nname: B\n', 'x.yaml');
  expect(yaml.readable).toBe(true);
  expect(yaml.problems.map(formatProblem)).toEqual(['x.yaml:3:1 "name" — expected each key once']);
});

test('broken YAML is told with line and column, and says nothing about values', () => {
  const yaml = parseYaml('id: a\naliases: [one, two\nname: B\n', 'x.yaml');
  expect(yaml.readable).toBe(false);
  expect(told('id: a\nname: "B\n')[0]).toMatch(/^x\.yaml:\d+:\d+ — expected valid YAML: /);
});

test('aliases that multiply beyond measure are refused quickly', () => {
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
  for (const [i, name] of [...'bcdefgh'].entries()) {
    const before = 'abcdefg'[i];
    bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]`);
  }
  const since = process.cpuUsage();
  expect(told(bomb.join('\n')).join()).toContain('expected at most 200000 values once aliases are resolved');
  expect(process.cpuUsage(since).user / 1_000).toBeLessThan(2_000);
});

test('an alias that contains itself is refused; a plain one is resolved', () => {
  expect(told('a: &a [1, *a]').join()).toContain('an alias that does not contain itself');
  expect(parseYaml('a: &a [1]\nb: *a', 'x').raw).toEqual({ a: [1], b: [1] });
});

test('lists nested too deep are a problem, not a crash', () => {
  const problems = told('['.repeat(30_000));
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThan(20);
});

test('__proto__ is a key like any other and changes nothing', () => {
  const { raw } = parseYaml('__proto__: { polluted: true }\nid: a', 'x.yaml');
  expect(Object.keys(raw as object)).toEqual(['__proto__', 'id']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('a key without a value is as if it were not written', () => {
  expect(parseYaml('aliases:\nid: a', 'x.yaml').raw).toEqual({ id: 'a' });
});

test('a problem points at the value, at the key, at one of several words, or at what is above a missing key', () => {
  const yaml = parseYaml('a:\n  b: [x, y]\n  words: one,\n    two, three\n', 'x');
  const place = (path: (string | number)[], at?: 'key') => {
    const { line, col } = yaml.problem(path, '', { at });
    return `${line}:${col}`;
  };
  expect(place(['a', 'b', 1])).toBe('2:10');
  expect(place(['a', 'b'], 'key')).toBe('2:3');
  expect(place(['a', 'words', 1])).toBe('4:5');
  expect(place(['a', 'words', 2])).toBe('4:10');
  expect(place(['a', 'missing', 'deep'])).toBe('2:3');
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a:[]{}&*!|>\n -"\'#%@,?'), maxLength: 60 }), (text) => {
      const yaml = parseYaml(text, 'x.yaml');
      yaml.problem(['a', 0, 'b'], 'x');
      expect(yaml.problems.every(({ line }) => line === undefined || line >= 1)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
