import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createConfusion } from './confusion.ts';

function reportOf(rows: Iterable<readonly [string, string]>) {
  const confusion = createConfusion();
  for (const [label, predicted] of rows) confusion.add(label, predicted);
  return confusion.report();
}

const times = (n: number, label: string, predicted: string) =>
  Array.from({ length: n }, () => [label, predicted] as const);

test('a small matrix, by hand', () => {
  const report = reportOf([
    ...times(30, 'cat', 'cat'),
    ...times(10, 'Cat', 'dog'),
    ...times(20, 'DOG', 'dog'),
    ...times(5, 'dog', 'CAT'),
    ...times(15, 'dog', 'none'),
  ]);
  expect(report).toMatchObject({
    n: 80,
    accuracy: 50 / 80,
    macroRecall: (30 / 40 + 20 / 40) / 2,
    confusion: { cat: { cat: 30, dog: 10 }, dog: { cat: 5, dog: 20, none: 15 } },
    perClass: {
      cat: { n: 40, precision: 30 / 35, recall: 0.75, f1: 60 / 75, quantificationError: -5 / 80 },
      dog: { n: 40, precision: 20 / 30, recall: 0.5, f1: 40 / 70, quantificationError: -10 / 80 },
    },
    quantificationError: 10 / 80,
  });
  expect(report.macroF1).toBeCloseTo((60 / 75 + 40 / 70) / 2);
  expect(Object.keys(report.perClass!)).toEqual(['cat', 'dog']);
});

test('classes with fewer than twenty rows enter no average, and without any there is none', () => {
  const small = reportOf([...times(20, 'a', 'a'), ...times(19, 'b', 'a')]);
  expect(small.macroRecall).toBe(1);
  expect(small.macroF1).toBeCloseTo(40 / 59);
  const none = reportOf(times(19, 'a', 'a'));
  expect(none).toMatchObject({ accuracy: 1, macroRecall: null, macroF1: null });
  expect(none.intervals).not.toHaveProperty('macroRecall');
});

test('names of nothing harmful: a label may be called __proto__', () => {
  const report = reportOf([...times(3, '__proto__', '__proto__'), ...times(2, 'constructor', '__proto__')]);
  expect(report.accuracy).toBe(3 / 5);
  expect(Object.keys(report.perClass!).sort()).toEqual(['__proto__', 'constructor']);
  expect(({} as { n?: number }).n).toBeUndefined();
});

test('whatever the rows: shares lie in 0…1, errors of shares sum to nothing lost, intervals hold their points', () => {
  const label = fc.constantFrom('a', 'b', 'c');
  fc.assert(
    fc.property(fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 80 }), (rows) => {
      const report = reportOf(rows);
      const [low, high] = report.intervals!.accuracy!;
      expect(low).toBeLessThanOrEqual(report.accuracy!);
      expect(high).toBeGreaterThanOrEqual(report.accuracy!);
      const cells = Object.values(report.confusion!).flatMap((row) => Object.values(row));
      expect(cells.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
      for (const { precision, recall, f1 } of Object.values(report.perClass!)) {
        for (const figure of [precision, recall, f1]) {
          expect(figure).toBeGreaterThanOrEqual(0);
          expect(figure).toBeLessThanOrEqual(1);
        }
        expect(f1).toBeLessThanOrEqual((precision + recall) / 2 + 1e-12);
      }
    }),
    { numRuns: 30 },
  );
});
