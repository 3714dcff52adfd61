// Net sentiment as a number with its 95% interval, and the same drawn on a line from −1 to 1.
import { type Locale, signed } from '../charts/format.ts';

export interface Sentiment {
  sentiment: number | null;
  n: number;
  low?: number;
  high?: number;
}

const tone = ({ low, high }: Sentiment) =>
  low !== undefined && low > 0 ? 'positive' : high !== undefined && high < 0 ? 'negative' : 'mixed';

/** A dot on its interval; the tick is zero. Blue only when all of the interval is above it, orange when below. */
export function Whisker({ figure }: { figure: Sentiment }) {
  const at = (value: number) => 52 + value * 48;
  const { sentiment, low, high } = figure;
  if (sentiment === null) return null;
  return (
    <svg class={`whisker ${tone(figure)}`} viewBox="0 0 104 14" aria-hidden="true">
      <line class="whisker-axis" x1="4" x2="100" y1="7" y2="7" />
      <line class="whisker-axis" x1="52" x2="52" y1="2" y2="12" />
      {low !== undefined && high !== undefined && (
        <line class="whisker-range" x1={at(low)} x2={at(high)} y1="7" y2="7" />
      )}
      <circle class="whisker-dot" cx={at(sentiment)} cy="7" r="3.5" />
    </svg>
  );
}

export function SentimentFigure({ figure, locale }: { figure: Sentiment; locale: Locale }) {
  const { sentiment, low, high, n } = figure;
  if (sentiment === null)
    return (
      <span class="too-few" title={`${n} posts are too few to say`}>
        too few
      </span>
    );
  return (
    <span class="sentiment-figure">
      <span class={`sentiment-value ${tone(figure)}`}>{signed(sentiment, locale)}</span>
      {low !== undefined && high !== undefined && (
        <span class="range">
          <span class="unseen">, 95% interval </span>
          {signed(low, locale)} to {signed(high, locale)}
        </span>
      )}
    </span>
  );
}
