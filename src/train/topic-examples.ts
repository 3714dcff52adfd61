// Posts as the topic classifier learns from them: their features, and for each the topics whose own words it is.
import type { Topic } from '../config/city.ts';
import { tokenize } from '../enrich/tokens.ts';
import { TopicFeatures } from '../enrich/topic-features.ts';
import { createTopicWords, type TopicMatch } from '../enrich/topic-words.ts';
import { wordLine } from '../enrich/word-line.ts';

export interface TopicExample {
  /** where each feature stands in the table */
  places: Int32Array;
  /** by feature: bits of the topics that are named by the words it is of */
  masks: Int32Array;
  /** bits of the topics that the taxonomy names */
  named: number;
  mentions: readonly TopicMatch[];
  /** of each mention: its words */
  words: readonly string[];
}

export interface ReadPost {
  text: string;
  example: TopicExample;
}

/** Bits of a number are topics: more do not fit. */
export const mostTopics = 32;

export function createExampleReader(topics: readonly Topic[], bits: number): (text: string) => TopicExample {
  const find = createTopicWords(topics, 'en');
  const features = new TopicFeatures(bits);
  return (text) => {
    const tokens = tokenize(text);
    const mentions = find(wordLine(tokens));
    const masks = new Int32Array(tokens.count);
    let named = 0;
    for (const { value, first, last } of mentions) {
      named |= 1 << value;
      for (let token = first; token <= last; token++) masks[token]! |= 1 << value;
    }
    features.read(tokens);
    const { count, places, first, last } = features;
    return {
      places: places.slice(0, count),
      masks: Int32Array.from({ length: count }, (_, i) => masks[first[i]!]! | masks[last[i]!]!),
      named,
      mentions,
      words: mentions.map((mention) => tokens.words.slice(mention.first, mention.last + 1).join(' ')),
    };
  };
}
