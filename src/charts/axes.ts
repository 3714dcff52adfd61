// What the charts over time share: the axis of buckets, the grid, and a tooltip that is drawn and never markup.
import type { EChartsOption } from 'echarts';
import { type Bucket, bucketLabel } from './bucket.ts';
import type { ChartSetting, SeriesAnswer } from './series-answer.ts';

export const count = (value: number, locale: string): string => new Intl.NumberFormat(locale).format(value);

/** Short enough for an axis: `950`, `12K`. */
export const shortCount = (value: number, locale: string): string =>
  new Intl.NumberFormat(locale, value < 10_000 ? {} : { notation: 'compact' }).format(value);

/** With a sign, to two decimals: `−0.28`, `+0.10`, `0.00`. */
export function signed(value: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: 'exceptZero',
  });
  return format.format(value).replace('-', '−');
}

/** The lines of a tooltip that every chart has: what the bucket is, and what is wrong with it. */
export function describeBucket(bucket: Bucket, label: string): { title: string; notes: string[] } {
  const notes = bucket.isPartial ? ['only part of it lies in the period so far'] : [];
  const shown = bucket.incomplete.slice(0, 3).join(', ');
  const more = bucket.incomplete.length - 3;
  if (shown !== '') notes.push(`not completely collected: ${shown}${more > 0 ? ` and ${more} more` : ''}`);
  return { title: label, notes };
}

const plain = (text: string) => text.replace(/[{}|]/g, ' ');

/**
 * Options of a chart over time. `describe` gives the lines of the tooltip for a row; they are drawn as text, so nothing in
 * them can become markup, and the braces of the drawing's own language are taken out.
 */
export function overTime(
  answer: SeriesAnswer,
  { look, locale }: ChartSetting,
  describe: (index: number) => { title: string; lines: string[]; notes: string[] },
): EChartsOption {
  const { interval } = answer.query;
  const tooltip = (params: unknown) => {
    const first = Array.isArray(params) ? params[0] : params;
    const index = (first as { dataIndex: number }).dataIndex;
    const { title, lines, notes } = describe(index);
    return [title, ...lines, ...notes].map(plain).join('\n');
  };
  return {
    animation: false,
    textStyle: { fontFamily: look.font, color: look.text },
    // fixed, so that charts above each other have their buckets above each other
    grid: { left: 46, right: 16, top: 14, bottom: 24 },
    xAxis: {
      type: 'category',
      data: answer.rows.map(({ time }) => time),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: look.line } },
      axisLabel: {
        color: look.muted,
        fontSize: 12,
        hideOverlap: true,
        formatter: (time: string) => bucketLabel(time, interval, locale, 'axis'),
      },
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      transitionDuration: 0,
      formatter: tooltip,
      backgroundColor: look.surface,
      borderColor: look.line,
      borderWidth: 1,
      padding: [8, 10],
      textStyle: { color: look.text, fontSize: 13, fontFamily: look.font },
      axisPointer: { type: 'line', lineStyle: { color: look.muted, type: 'dashed' } },
    },
  };
}
