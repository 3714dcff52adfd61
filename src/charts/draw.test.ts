import { expect, test } from 'vitest';
import { drawChart } from './draw.ts';
import { lightLook } from './look.ts';
import { volumeChart } from './volume.ts';

const rows = [1, 2].map((value) => ({ time: `2026-11-0${value}T00:00:00-05:00`, value, n: value }));
const query = { from: rows[0]!.time, to: '2026-11-03T00:00:00-05:00', interval: 'day' as const };
const option = volumeChart(
  { query, rows, coverage: [] },
  { look: lightLook, locale: 'en-US', nowMs: Date.parse(query.to) },
);
const size = { width: 300, height: 100, name: 'posts' };

test('the same chart is the same text, with what it says for those who do not see it', () => {
  const [one, two] = [
    drawChart(option, { ...size, label: 'A "b" <c>' }),
    drawChart(option, { ...size, label: 'A "b" <c>' }),
  ];
  expect(two).toBe(one);
  expect(one).toContain('<svg role="img" aria-label="A &quot;b&quot; &lt;c>"');
  expect(one).toContain('Nov 2');
  expect(one).not.toMatch(/<style|zr\d|class=/);
});
