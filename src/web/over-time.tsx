// Posts and net sentiment over time: two charts on one axis, and the same as a table.
import { useMemo } from 'preact/hooks';
import { bucketLabel, bucketsOf } from '../charts/bucket.ts';
import { type Locale, number } from '../charts/format.ts';
import { darkLook, lightLook } from '../charts/look.ts';
import { sentimentChart } from '../charts/sentiment.ts';
import type { ChartSetting, SeriesAnswer } from '../charts/series-answer.ts';
import { volumeChart } from '../charts/volume.ts';
import type { Asked } from './ask.ts';
import { Chart } from './chart.tsx';
import { Panel } from './panel.tsx';
import { SentimentFigure } from './sentiment-figure.tsx';
import { useMedia } from './use-media.ts';

interface Props {
  volume: Asked<SeriesAnswer>;
  sentiment: Asked<SeriesAnswer>;
  locale: Locale;
  nowMs: number;
}

/** Both answers as one: an error of either is told, and nothing is drawn before both are there. */
function together(volume: Asked<SeriesAnswer>, sentiment: Asked<SeriesAnswer>) {
  const isLoading = volume.isLoading || sentiment.isLoading;
  const failure = volume.failure ?? sentiment.failure;
  const answer =
    volume.answer && sentiment.answer ? { volume: volume.answer, sentiment: sentiment.answer } : undefined;
  return { isLoading, ...(failure && { failure }), ...(answer && { answer }) };
}

export function OverTime({ volume, sentiment, locale, nowMs }: Props) {
  return (
    <Panel id="over-time" title="Over time" asked={together(volume, sentiment)} className="over-time">
      {(answers) => <Charts {...answers} locale={locale} nowMs={nowMs} />}
    </Panel>
  );
}

interface ChartsProps {
  volume: SeriesAnswer;
  sentiment: SeriesAnswer;
  locale: Locale;
  nowMs: number;
}

function Charts({ volume, sentiment, locale, nowMs }: ChartsProps) {
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const setting = useMemo<ChartSetting>(
    () => ({ look: isDark ? darkLook : lightLook, locale: locale.tag, nowMs }),
    [isDark, locale.tag, nowMs],
  );
  const volumeOption = useMemo(() => volumeChart(volume, setting), [volume, setting]);
  const sentimentOption = useMemo(() => sentimentChart(sentiment, setting), [sentiment, setting]);
  const buckets = useMemo(() => bucketsOf(volume, nowMs), [volume, nowMs]);
  const posts = volume.rows.reduce((sum, { value }) => sum + (value ?? 0), 0);
  const { interval } = volume.query;
  return (
    <>
      <figure>
        <figcaption>
          Posts per {interval}
          {buckets.some(({ incomplete }) => incomplete.length > 0) && (
            <span class="key key-gap">not completely collected</span>
          )}
          {buckets.some(({ isPartial }) => isPartial) && (
            <span class="key key-partial">part of a {interval}</span>
          )}
        </figcaption>
        <Chart
          option={volumeOption}
          className="chart-volume"
          label={`Bar chart: ${number(posts, locale)} posts in ${volume.rows.length} steps of one ${interval}. The table below has the numbers.`}
        />
      </figure>
      <figure>
        <figcaption>
          Net sentiment per {interval}
          <span class="key key-interval">95% interval</span>
        </figcaption>
        <Chart
          option={sentimentOption}
          className="chart-sentiment"
          label={`Line chart: net sentiment per ${interval}, from −1 to +1. The table below has the numbers.`}
        />
      </figure>
      <Numbers volume={volume} sentiment={sentiment} locale={locale} nowMs={nowMs} />
    </>
  );
}

/** What the charts show, to be read or copied; newest first. */
function Numbers({ volume, sentiment, locale, nowMs }: ChartsProps) {
  const { interval } = volume.query;
  const buckets = bucketsOf(volume, nowMs);
  const feelings = new Map(sentiment.rows.map((row) => [row.time, row]));
  return (
    <details class="numbers">
      <summary>The charts as a table</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{interval === 'hour' ? 'Hour' : interval === 'day' ? 'Day' : 'From'}</th>
              <th scope="col" class="num">
                Posts
              </th>
              <th scope="col" class="num">
                Net sentiment
              </th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {volume.rows
              .map(({ time, value }, index) => {
                const { isPartial, incomplete } = buckets[index]!;
                const feeling = feelings.get(time);
                const notes = [
                  ...(isPartial ? ['part'] : []),
                  ...(incomplete.length > 0 ? [`not completely collected: ${incomplete.join(', ')}`] : []),
                ];
                return (
                  <tr key={time}>
                    <th scope="row">{bucketLabel(time, interval, locale.tag, 'full')}</th>
                    <td class="num">{number(value ?? 0, locale)}</td>
                    <td class="num">
                      {feeling && (
                        <SentimentFigure figure={{ ...feeling, sentiment: feeling.value }} locale={locale} />
                      )}
                    </td>
                    <td>{notes.join('; ')}</td>
                  </tr>
                );
              })
              .reverse()}
          </tbody>
        </table>
      </div>
    </details>
  );
}
