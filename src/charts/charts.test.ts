import { init } from 'echarts';
import { describe, expect, it } from 'vitest';
import { bucketLabel, bucketsOf } from './bucket.ts';
import { darkLook, lightLook } from './look.ts';
import { sentimentChart, sentimentExtent } from './sentiment.ts';
import type { ChartSetting, SeriesAnswer, SeriesRow } from './series-answer.ts';
import { volumeChart } from './volume.ts';

const days = ['01', '02', '03', '04'].map((day) => `2026-11-${day}T00:00:00-05:00`);
const nowMs = Date.parse('2026-11-04T12:00:00-05:00');
const setting: ChartSetting = { look: lightLook, locale: 'en-US', nowMs };

function answerOf(rows: Omit<SeriesRow, 'time'>[], coverage: SeriesAnswer['coverage'] = []): SeriesAnswer {
  const query = {
    from: '2026-11-01T12:00:00-05:00',
    to: '2026-11-05T00:00:00-05:00',
    interval: 'day' as const,
  };
  return { query, rows: rows.map((row, index) => ({ ...row, time: days[index]! })), coverage };
}

const volume = answerOf([10, 0, 1234, 7].map((value) => ({ value, n: value })));
const feelings = answerOf([
  { value: -0.4, n: 40, low: -0.6, high: -0.2 },
  { value: null, n: 3 },
  { value: 0.5, n: 20, low: 0.2, high: 0.7 },
  { value: 0.1, n: 50, low: -0.1, high: 0.3 },
]);

/** Draws on the server, as reports do. */
function draw(option: ReturnType<typeof volumeChart>): string {
  const chart = init(null, undefined, { renderer: 'svg', ssr: true, width: 600, height: 200 });
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

const tooltipAt = (option: ReturnType<typeof volumeChart>, dataIndex: number): string =>
  (option.tooltip as { formatter(params: unknown): string }).formatter([{ dataIndex }]);

describe('buckets', () => {
  it('that are not whole in the period, or not over yet, are parts', () => {
    expect(bucketsOf(volume, nowMs).map(({ isPartial }) => isPartial)).toEqual([true, false, false, true]);
  });

  it('name the sources that did not completely collect them', () => {
    const gap = (from: string, to: string, channel = '') => ({
      source: 'news',
      channel,
      from: `2026-11-${from}-05:00`,
      to: `2026-11-${to}-05:00`,
      reason: 'failed',
    });
    const { rows } = volume;
    const coverage = [
      gap('02T00:00:00', '03T01:00:00', 'courier'),
      // the wait for the next run, and the minutes between two
      gap('04T11:10:00', '04T12:00:00'),
      gap('01T12:00:00', '01T12:10:00'),
    ];
    const found = bucketsOf({ ...volume, rows, coverage }, nowMs).map(({ incomplete }) => incomplete);
    expect(found).toEqual([[], ['news/courier'], [], []]);
  });

  it('end where the next begins, and the last by the calendar of the city', () => {
    const month = { ...volume, query: { ...volume.query, interval: 'month' as const } };
    const ends = bucketsOf(
      { ...month, rows: [{ time: '2026-02-01T00:00:00-06:00', value: 1, n: 1 }] },
      nowMs,
    );
    expect(new Date(ends[0]!.endMs).toISOString()).toBe('2026-03-01T06:00:00.000Z');
  });

  it('are called by the clock of the city, whatever the zone of the reader', () => {
    const label = (time: string, interval: SeriesAnswer['query']['interval'], style: 'axis' | 'full') =>
      bucketLabel(time, interval, 'en-US', style);
    expect(label('2026-11-21T17:00:00-05:00', 'hour', 'axis')).toBe('17:00');
    expect(label('2026-11-21T00:00:00+13:00', 'hour', 'axis')).toBe('Nov 21');
    expect(label('2026-11-16T00:00:00+13:00', 'week', 'full')).toBe('Week of Nov 16, 2026');
    expect(label('2026-11-01T00:00:00-05:00', 'month', 'full')).toBe('November 2026');
  });
});

describe('the chart of volume', () => {
  it('has a bar for every bucket, paler where only a part is counted', () => {
    const [bars] = volumeChart(volume, setting).series as [{ data: { value: number; itemStyle: object }[] }];
    expect(bars.data.map(({ value }) => value)).toEqual([10, 0, 1234, 7]);
    expect(bars.data.map(({ itemStyle }) => itemStyle)).toEqual(
      [0.5, 1, 1, 0.5].map((opacity) => ({ opacity })),
    );
  });

  it('marks gaps behind the bars and says so', () => {
    const gap = { source: 'news', channel: '{x|y}', from: days[1]!, to: days[2]!, reason: 'failed' };
    const option = volumeChart({ ...volume, coverage: [gap] }, setting);
    const [gaps] = option.series as [{ data: (number | null)[] }];
    expect(gaps.data).toEqual([null, 1, null, null]);
    expect(tooltipAt(option, 1)).toContain('not completely collected: news/ x y ');
    expect(tooltipAt(option, 2)).toContain('1,234 posts');
  });

  it('draws, also without a single row', () => {
    expect(draw(volumeChart(volume, { ...setting, look: darkLook }))).toContain('Nov 3');
    expect(draw(volumeChart(answerOf([]), setting))).toContain('<svg');
  });
});

describe('the chart of net sentiment', () => {
  const option = sentimentChart(feelings, setting);
  const [low, band, line] = option.series as { data: unknown[] }[];

  it('leaves out what is too few, in the line and in its interval', () => {
    expect(line!.data.map((point) => (point as { value: unknown }).value)).toEqual([-0.4, null, 0.5, 0.1]);
    expect(low!.data).toEqual([-0.6, null, 0.2, -0.1]);
    expect(band!.data.map((width) => width && Math.round((width as number) * 10) / 10)).toEqual([
      0.4,
      null,
      0.5,
      0.4,
    ]);
    expect(tooltipAt(option, 1)).toContain('too few posts to say (3)');
    expect(tooltipAt(option, 0)).toContain('net sentiment −0.40\n95% interval −0.60 to −0.20\nfrom 40 posts');
  });

  it('shows a point that has no neighbours', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      time: `2026-09-01T00:00:00-05:00`,
      ...(index === 30 ? { value: 0.1, n: 20 } : { value: null, n: 0 }),
    }));
    const [, , sparse] = sentimentChart({ ...feelings, rows: many }, setting).series as {
      data: { symbolSize: number }[];
    }[];
    expect(sparse!.data[30]!.symbolSize).toBeGreaterThan(0);
  });

  it('has an axis that is symmetric and holds every interval', () => {
    expect(sentimentExtent(feelings.rows)).toBeCloseTo(0.8);
    expect(sentimentExtent([])).toBe(0.2);
    expect(sentimentExtent([{ time: days[0]!, value: -1, n: 10, low: -1, high: -0.8 }])).toBe(1);
    expect(draw(option)).toContain('+0.80');
  });
});
