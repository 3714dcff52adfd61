// The charts of a report, drawn as the page draws them.
import { drawChart } from '../../charts/draw.ts';
import { lightLook } from '../../charts/look.ts';
import { sentimentChart } from '../../charts/sentiment.ts';
import type { ChartSetting, SeriesAnswer } from '../../charts/series-answer.ts';
import { volumeChart } from '../../charts/volume.ts';
import type { WeeklyReport } from '../weekly-report.ts';
import { Html, html } from './html.ts';

const size = { width: 700, height: 190 };

export function chartsSection({ daily, weekly, week }: WeeklyReport): Html {
  const [days, weeks] = [daily.answer, weekly.answer] as unknown as [SeriesAnswer, SeriesAnswer];
  // every bucket is over: what the charts of a page call the present is the end of the week
  const nowMs = Date.parse(days.query.to);
  const setting: ChartSetting = { look: lightLook, locale: 'en-US', nowMs };
  const sinceMs = Date.parse(days.rows.find(({ time }) => time.startsWith(week.from))?.time ?? days.query.to);
  const posts = drawChart(volumeChart(days, { ...setting, sinceMs }), {
    ...size,
    name: 'posts',
    label: `Posts a day over ${days.rows.length} days, ending with week ${week.name}: ${days.rows.map(({ value }) => value ?? 0).join(', ')}`,
  });
  const feeling = drawChart(sentimentChart(weeks, setting), {
    ...size,
    name: 'feeling',
    label: `Net sentiment a week over ${weeks.rows.length} weeks, with its 95% interval: ${weeks.rows.map(({ value }) => (value === null ? 'too few' : value.toFixed(2))).join(', ')}`,
  });
  const isGappy = days.coverage.length > 0;
  return html`<section class="whole"><h2>Over time</h2><figure>${new Html(posts)}<figcaption>Posts a day: this week dark, the three weeks before it pale.${isGappy ? ' Yellow: not completely collected.' : ''}</figcaption></figure><figure>${new Html(feeling)}<figcaption>Net sentiment a week, the last ${weeks.rows.length} weeks, within its 95% interval.</figcaption></figure></section>`;
}
