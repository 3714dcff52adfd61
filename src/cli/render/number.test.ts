import { describe, expect, it } from 'vitest';
import { formatChange, formatInterval, formatNumber, formatShare, formatSigned } from './number.ts';
import { sparkline } from './sparkline.ts';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [12_345, '12,345'],
    [-3, '−3'],
    [0.126, '0.13'],
    [Number.NaN, '–'],
  ])('%d reads %s', (value, expected) => expect(formatNumber(value)).toBe(expected));

  it.each([
    [0, '0.00'],
    [0.001, '0.00'],
    [-0.001, '0.00'],
    [0.25, '+0.25'],
    [-1, '−1.00'],
  ])('net sentiment %d reads %s', (value, expected) => expect(formatSigned(value)).toBe(expected));

  it('shares, intervals and changes say what they are', () => {
    expect([formatShare(0.5), formatShare(0.034), formatShare(0)]).toEqual(['50%', '3.4%', '0%']);
    expect(formatInterval(-0.1, 0.2, formatSigned)).toBe('(−0.10 … +0.20)');
    expect([formatChange(12, 10), formatChange(5, 10), formatChange(3, 0), formatChange(4, 4)]).toEqual([
      '+20%',
      '−50%',
      'new',
      '=',
    ]);
  });
});

describe('a sparkline', () => {
  it('draws counts from zero and gaps as gaps', () => {
    expect(sparkline([0, 7, 14, null, 28])).toBe('▁▃▅·█');
    expect(sparkline([100, 101])).toBe('██');
    expect(sparkline([])).toBe('');
    expect(sparkline([0, 0])).toBe('▁▁');
  });

  it('draws what is negative below what is not', () => {
    expect(sparkline([-1, 0, 1])).toBe('▁▅█');
  });

  it('fits its width', () => {
    const values = Array.from({ length: 365 }, (_, day) => day);
    expect(sparkline(values, 60)).toHaveLength(60);
    expect(sparkline(values, 60)).toMatch(/^▁.*█$/);
  });
});
