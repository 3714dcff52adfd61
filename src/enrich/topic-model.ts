// A trained model of the company that a topic's words keep: how much the rest of a text sounds like each topic.
// docs/model-card-topics.md says what it was trained on.
import { stepsOf } from './sentiment-model.ts';
import type { Tokens } from './token-buffer.ts';
import { TopicFeatures } from './topic-features.ts';

/** What the model knows of one topic. */
export interface TopicHead {
  id: string;
  /** a sample of the topic's words when it was trained (`sketchOf`) */
  sketch: number[];
  /** log-odds of a text of no words */
  bias: number;
  /** the probability that the taxonomy would name it is that of `slope` × log-odds + `shift` */
  slope: number;
  shift: number;
  /** log-odds of the posts that name it, judged without its words: their mean and standard deviation */
  typical: { mean: number; deviation: number };
  /** log-odds from which the topic is proposed where no word names it; null: never */
  proposedFrom: number | null;
}

/** How sure a tag is, in log-odds: `bias` + `margin` × its lead in evidence + `context` × how typical the rest of the text is. */
export interface TopicConfidence {
  bias: number;
  margin: number;
  context: number;
}

export interface TopicModel {
  bits: number;
  /** what one step is worth, in log-odds */
  scale: number;
  /** at most 32 */
  heads: TopicHead[];
  confidence: TopicConfidence;
  /** a row for each of the `2 ** bits` places, a byte for each head: the signed root of a number of steps */
  weights: Int8Array;
}

/** One stretch of a text's own words that name a topic. */
export interface HeadMention {
  head: number;
  first: number;
  last: number;
}

/** A text, with the words that name topics: no topic is judged by its own words. */
export interface MentionedText {
  tokens: Tokens;
  mentions: HeadMention[];
}

export interface TopicContext {
  /** Log-odds of each of `wanted` (heads), of several texts (title and text) as of one. The next call overwrites what is returned. */
  judge(texts: readonly MentionedText[], wanted: readonly number[]): Float64Array;
  /** The tokens of a text that speak most for a head, in order; none where nothing does. */
  strongest(head: number, tokens: Tokens): number[];
}

const mostShown = 3;

export function createTopicContext({ bits, scale, heads, weights }: TopicModel): TopicContext {
  const features = new TopicFeatures(bits);
  const width = heads.length;
  const sums = new Float64Array(width);
  let masks = new Int32Array(1024);

  function maskMentions({ tokens, mentions }: MentionedText): void {
    if (tokens.count > masks.length) masks = new Int32Array(2 * tokens.count);
    masks.fill(0, 0, tokens.count);
    for (const { head, first, last } of mentions) {
      for (let token = first; token <= last; token++) masks[token]! |= 1 << head;
    }
  }

  function judge(texts: readonly MentionedText[], wanted: readonly number[]): Float64Array {
    sums.fill(0);
    let all = 0;
    for (const text of texts) {
      features.read(text.tokens);
      maskMentions(text);
      const { count, places, first, last } = features;
      for (let i = 0; i < count; i++) {
        const row = places[i]! * width;
        const mask = masks[first[i]!]! | masks[last[i]!]!;
        for (let at = 0; at < wanted.length; at++) {
          const head = wanted[at]!;
          if (((mask >>> head) & 1) === 0) sums[at]! += stepsOf(weights[row + head]!);
        }
      }
      all += count;
    }
    const factor = scale / Math.sqrt(Math.max(1, all));
    wanted.forEach((head, at) => {
      sums[at] = heads[head]!.bias + sums[at]! * factor;
    });
    return sums;
  }

  function strongest(head: number, tokens: Tokens): number[] {
    features.read(tokens);
    const { count, places, first, last } = features;
    const worth = new Map<number, number>();
    const add = (token: number, value: number) => worth.set(token, (worth.get(token) ?? 0) + value);
    for (let i = 0; i < count; i++) {
      const value = stepsOf(weights[places[i]! * width + head]!);
      // Words beside each other share what they say together.
      const isPair = first[i] !== last[i];
      add(first[i]!, isPair ? value / 2 : value);
      if (isPair) add(last[i]!, value / 2);
    }
    return [...worth]
      .filter(([, value]) => value > 0)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, mostShown)
      .map(([token]) => token)
      .sort((a, b) => a - b);
  }

  return { judge, strongest };
}

export const probabilityOf = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
