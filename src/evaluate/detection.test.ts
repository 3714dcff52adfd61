import { expect, test } from 'vitest';
import { createDetection } from './detection.ts';

test('precision, recall and F1, by hand', () => {
  const detection = createDetection();
  detection.add(3, 2, 2);
  detection.add(0, 0, 4);
  detection.add(1, 1, 1);
  const report = detection.report();
  expect(report).toMatchObject({ precision: 3 / 4, recall: 3 / 7, f1: 6 / 11 });
  const [low, high] = report.intervals.f1;
  expect(low).toBeLessThan(6 / 11);
  expect(high).toBeGreaterThan(6 / 11);
});

test('nothing found and nothing there is zero, not a division by it', () => {
  const detection = createDetection();
  detection.add(0, 0, 0);
  expect(detection.report()).toMatchObject({ precision: 0, recall: 0, f1: 0 });
});
