// Posts over time, as bars. What was not completely collected is marked, so that a quiet chart is no quiet city.
import type { EChartsOption } from 'echarts';
import { count, describeBucket, overTime, shortCount } from './axes.ts';
import { type Bucket, bucketLabel, bucketsOf } from './bucket.ts';
import type { ChartSetting, SeriesAnswer } from './series-answer.ts';

/** From an answer of `series` with metric `volume` (or `voices`) and without `by`. */
export function volumeChart(answer: SeriesAnswer, setting: ChartSetting): EChartsOption {
  const { look, locale } = setting;
  const { rows, query } = answer;
  const buckets = bucketsOf(answer, setting.nowMs);
  const describe = (index: number) => {
    const { title, notes } = describeBucket(
      buckets[index]!,
      bucketLabel(rows[index]!.time, query.interval, locale, 'full'),
    );
    const posts = rows[index]!.value ?? 0;
    return { title, notes, lines: [`${count(posts, locale)} ${posts === 1 ? 'post' : 'posts'}`] };
  };
  const hasGaps = buckets.some(({ incomplete }) => incomplete.length > 0);
  const options = overTime(answer, setting, describe);
  return {
    ...options,
    // bars of one axis share its width: those of gaps have an axis of their own, so that posts keep theirs
    xAxis: [
      options.xAxis as object,
      {
        type: 'category',
        show: false,
        data: rows.map(({ time }) => time),
        axisPointer: { show: false, triggerTooltip: false },
      },
    ],
    yAxis: [
      {
        type: 'value',
        minInterval: 1,
        splitNumber: 3,
        splitLine: { lineStyle: { color: look.line } },
        axisLabel: {
          color: look.muted,
          fontSize: 12,
          formatter: (value: number) => shortCount(value, locale),
        },
      },
      { type: 'value', show: false, min: 0, max: 1 },
    ],
    series: [
      ...(hasGaps
        ? [
            {
              name: 'not completely collected',
              type: 'bar' as const,
              xAxisIndex: 1,
              yAxisIndex: 1,
              barWidth: '100%',
              silent: true,
              z: 1,
              itemStyle: { color: look.gap, opacity: 0.25 },
              data: buckets.map(({ incomplete }) => (incomplete.length > 0 ? 1 : null)),
            },
          ]
        : []),
      {
        name: 'posts',
        type: 'bar' as const,
        barCategoryGap: '25%',
        barMaxWidth: 48,
        z: 2,
        itemStyle: { color: look.volume, borderRadius: [2, 2, 0, 0] },
        data: rows.map(({ value }, index) => ({
          value: value ?? 0,
          itemStyle: { opacity: opacityOf(buckets[index]!, setting) },
        })),
      },
    ],
  };
}

const opacityOf = ({ isPartial, startMs }: Bucket, { sinceMs = startMs }: ChartSetting) =>
  isPartial ? 0.5 : startMs < sinceMs ? 0.4 : 1;
