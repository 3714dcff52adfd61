import { expect, test } from 'vitest';
import { labelRoom } from './label-room.ts';

test('a label stands inside its shape, also where the middle is outside', () => {
  expect(labelRoom('M0 0L30 0L30 30L0 30Z')).toMatchObject({ x: 15, width: 30 });
  // a U: the middle of its box lies in the gap
  const room = labelRoom('M0 0L10 0L10 80L50 80L50 0L60 0L60 100L0 100Z')!;
  expect(room.y).toBeGreaterThan(80);
  expect(room.x).toBe(30);
});

test('a shape without an inside has no room', () => {
  expect(labelRoom('M0 0L10 0Z')).toBeUndefined();
});
