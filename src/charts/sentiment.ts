// Net sentiment over time, as a line within its 95% interval. Buckets with too few posts are left out, not drawn as zero.
import type { EChartsOption } from 'echarts';
import { count, describeBucket, overTime, signed } from './axes.ts';
import { bucketLabel, bucketsOf } from './bucket.ts';
import type { ChartSetting, SeriesAnswer, SeriesRow } from './series-answer.ts';

/** The axis is symmetric and no longer than needed; its ends are fifths, so that the labels are round. */
export function sentimentExtent(rows: readonly SeriesRow[]): number {
  const most = Math.max(0, ...rows.map(({ low = 0, high = 0 }) => Math.max(Math.abs(low), Math.abs(high))));
  return Math.min(1, Math.max(0.2, Math.ceil(most * 5) / 5));
}

/** From an answer of `series` with metric `sentiment` and without `by`. */
export function sentimentChart(answer: SeriesAnswer, setting: ChartSetting): EChartsOption {
  const { look, locale } = setting;
  const { rows, query } = answer;
  const buckets = bucketsOf(answer, setting.nowMs);
  const extent = sentimentExtent(rows);
  const describe = (index: number) => {
    const row = rows[index]!;
    const { title, notes } = describeBucket(
      buckets[index]!,
      bucketLabel(row.time, query.interval, locale, 'full'),
    );
    if (row.value === null) return { title, notes, lines: [`too few posts to say (${row.n})`] };
    const range =
      row.low === undefined || row.high === undefined
        ? []
        : [`95% interval ${signed(row.low, locale)} to ${signed(row.high, locale)}`];
    const lines = [
      `net sentiment ${signed(row.value, locale)}`,
      ...range,
      `from ${count(row.n, locale)} posts`,
    ];
    return { title, notes, lines };
  };
  const isTold = (index: number) => rows[index] !== undefined && rows[index]!.value !== null;
  const band = { type: 'line' as const, stack: 'interval', stackStrategy: 'all' as const };
  const unseen = { symbol: 'none', silent: true, lineStyle: { opacity: 0 }, z: 1 };
  return {
    ...overTime(answer, setting, describe),
    yAxis: {
      type: 'value',
      min: -extent,
      max: extent,
      interval: extent / 2,
      splitLine: { lineStyle: { color: look.line } },
      axisLabel: { color: look.muted, fontSize: 12, formatter: (value: number) => signed(value, locale) },
    },
    series: [
      { ...band, ...unseen, name: 'low', data: rows.map(({ low }) => low ?? null) },
      {
        ...band,
        ...unseen,
        name: 'interval',
        areaStyle: { color: look.sentiment, opacity: 0.16 },
        data: rows.map(({ low, high }) => (low === undefined || high === undefined ? null : high - low)),
      },
      {
        name: 'net sentiment',
        type: 'line' as const,
        z: 3,
        lineStyle: { color: look.sentiment, width: 2 },
        itemStyle: { color: look.sentiment },
        showSymbol: true,
        data: rows.map(({ value }, index) => ({
          value,
          // A point without neighbours has no line: it needs a mark to be seen.
          symbol: 'circle',
          symbolSize: rows.length <= 35 || !(isTold(index - 1) || isTold(index + 1)) ? 6 : 0,
          itemStyle: { color: colourOf(value, look) },
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: look.muted, type: 'solid', width: 1 },
          data: [{ yAxis: 0 }],
        },
      },
    ],
  };
}

const colourOf = (value: number | null, look: ChartSetting['look']): string =>
  value === null || value === 0 ? look.sentiment : value > 0 ? look.positive : look.negative;
