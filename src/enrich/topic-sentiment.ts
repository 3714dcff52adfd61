// What a post thinks of each topic it names: by a model of the topic's own part of the text where there is one, else by the
// sentiment model over that part, else by a list of words.
import type { Sentiment } from '../post.ts';
import { type AspectReader, ownStretches, type Part } from './aspect-model.ts';
import type { Match } from './phrases.ts';
import {
  isBelieved,
  type SentimentReading,
  scoreStretches,
  sentimentOf,
  unknownSentiment,
} from './sentiment.ts';
import type { SentimentModel } from './sentiment-model.ts';
import { standingsOf } from './standing.ts';
import { topicValences } from './topic-valence.ts';

/** A topic's number in `value`, and which field names it. */
export interface Mention extends Match {
  field: number;
}

/** Mentions at the same words: "street light" may be two topics, and what is said of it goes to both. */
export interface TopicSpot {
  first: number;
  last: number;
  topics: Set<number>;
}

export type TopicSentiments = (
  topics: readonly number[],
  mentions: readonly Mention[],
  reading: SentimentReading,
) => Map<number, Sentiment>;

/** `idOf`: a topic's number → its id, by which the models know it. */
export function createTopicSentiments(
  readers: readonly AspectReader[],
  idOf: (topic: number) => string,
): TopicSentiments {
  return (topics, mentions, reading) => {
    const { model } = reading;
    const whole = () => sentimentOf(reading);
    const spots = reading.fields.map((_, field) => spotsOf(mentions.filter((each) => each.field === field)));
    if (!model) return topicValences(topics, spots, reading);
    // What a post says that names one thing and turns nowhere is said of it.
    if (isOfOne(spots) && !isDivided(reading)) {
      const said = whole();
      return withReports(new Map(topics.map((topic) => [topic, said])), spots, reading);
    }
    const reader = readers.find(({ languages }) => languages.some((lang) => model.languages.includes(lang)));
    const judged = new Map(
      topics.map((topic): [number, Sentiment] => {
        const parts = partsOf(topic, idOf(topic), spots, reading);
        // Named by the category of a request, or by what a reply answers to.
        if (parts.length === 0) return [topic, whole()];
        const sentiment = reader ? reader.read(parts, model) : scoreParts(model, parts);
        return [topic, isBelieved(reading, sentiment) ? sentiment : unknownSentiment()];
      }),
    );
    return withReports(judged, spots, reading);
  };
}

/**
 * What is reported without feeling is neutral to a model that learnt from tweets: "two broken street lights". Where a word of
 * the list stands in the topic's own clause, it speaks.
 */
function withReports(
  judged: Map<number, Sentiment>,
  spots: readonly (readonly TopicSpot[])[],
  reading: SentimentReading,
): Map<number, Sentiment> {
  const neutral = [...judged].filter(([, { label }]) => label === 'neutral').map(([topic]) => topic);
  if (neutral.length === 0) return judged;
  for (const [topic, listed] of topicValences(neutral, spots, reading, true)) {
    if (listed.evidence.length > 0) judged.set(topic, listed);
  }
  return judged;
}

/** Is one topic named wherever any is? A narrower topic is named where its broader one is. */
function isOfOne(spots: readonly (readonly TopicSpot[])[]): boolean {
  const all = spots.flat();
  const [first] = all;
  if (!first) return true;
  for (const topic of first.topics) if (all.every(({ topics }) => topics.has(topic))) return true;
  return false;
}

/** Does a contrast turn what is said? */
const isDivided = ({ fields }: SentimentReading) =>
  fields.some(({ clauses }) => clauses.closesContrast.size > 0);

function scoreParts(model: SentimentModel, parts: readonly Part[]): Sentiment {
  const stretches = parts.flatMap(({ field, target }) =>
    ownStretches(field, standingsOf(field, target.spots)),
  );
  return scoreStretches(model, stretches);
}

/** The fields that name the topic; the spots of other topics are others'. */
function partsOf(
  topic: number,
  id: string,
  spots: readonly (readonly TopicSpot[])[],
  { fields }: SentimentReading,
): Part[] {
  const parts: Part[] = [];
  fields.forEach((field, index) => {
    const own = spots[index]!.map(({ first, last, topics }) => ({ first, last, isOwn: topics.has(topic) }));
    if (!own.some(({ isOwn }) => isOwn)) return;
    parts.push({ field, target: { spots: own, topic: id, isName: false } });
  });
  return parts;
}

function spotsOf(mentions: readonly Mention[]): TopicSpot[] {
  const spots: TopicSpot[] = [];
  for (const { value, first, last } of [...mentions].sort((a, b) => a.first - b.first || a.last - b.last)) {
    const previous = spots.at(-1);
    if (previous && first <= previous.last) {
      previous.last = Math.max(previous.last, last);
      previous.topics.add(value);
    } else spots.push({ first, last, topics: new Set([value]) });
  }
  return spots;
}
