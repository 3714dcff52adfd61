// What a judgement of sentiment says, whoever judged: by a model, by a list of words, or a person. Pure.
import type { Sentiment, SentimentLabel } from './post.ts';

/**
 * A label and the probabilities of negative and positive → sentiment. Probabilities are good to a hundredth: four decimals are kept,
 * since sixteen would be a tenth of what is stored of a post. The score is the probability of positive less that of negative.
 */
export function judged(
  label: SentimentLabel,
  negative: number,
  positive: number,
): Omit<Sentiment, 'evidence'> {
  const [a, c] = [Math.round(negative * 1e4), Math.round(positive * 1e4)];
  const b = label === 'unknown' ? 0 : Math.max(0, 1e4 - a - c);
  return { label, score: (c - a) / 1e4, p: [a / 1e4, b / 1e4, c / 1e4] };
}
