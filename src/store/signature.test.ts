import { expect, test } from 'vitest';
import { areNear, clusterName } from './signature.ts';

const long = [0x01020304, 0x05060708, 0x090a0b0c, 0x0d0e0f10, 0xf1f2f3f4];
const short = [7, 9, 4];
const before = [7, 9, 1, 2, 3, 4, 5, 6];

test('signatures are near where 13 of 20 minima are equal, wherever these stand', () => {
  expect(areNear(long, long)).toBe(true);
  expect(areNear(long, [0xff020304, 0xff060708, 0xff0a0b0c, 0xff0e0f10, 0x00f2f3f4])).toBe(true);
  expect(areNear(long, [0xffff0304, 0xffff0708, 0x090a0b0c, 0x0d0e0fff, 0x0000f3f4])).toBe(true);
  expect(areNear(long, [0xffff0304, 0xffff0708, 0x090a0bff, 0x0d0e0fff, 0x0000f3f4])).toBe(false);
});

test('signatures of another kind are never near, and those of before as they were', () => {
  expect(areNear(short, long)).toBe(false);
  expect(areNear(before, long)).toBe(false);
  expect(areNear(before, [0x0fff ^ 7, 9, ...before.slice(2)])).toBe(true);
  expect(areNear(before, [0x1fff ^ 7, 9, ...before.slice(2)])).toBe(false);
  expect(areNear(short, short)).toBe(true);
});

test('a cluster is called after every number of its signature', () => {
  const names = [long, ...long.map((_, at) => long.with(at, 5)), before, short.with(1, 8)].map(clusterName);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{16}$/);
  expect(clusterName(before)).toBe('0000000900000007');
  expect(clusterName([])).toBe('');
});
