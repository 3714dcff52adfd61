// What a post is about: words and phrases of the taxonomy, in the post's own language; how sure that is, and what no word names, by a
// classifier.
import type { City, Lang } from '../config/city.ts';
import { readAspectModels } from '../models/aspects.ts';
import { readTopicModel } from '../models/topics.ts';
import type { Evidence, TopicTag } from '../post.ts';
import { createAspectReader } from './aspect-model.ts';
import { evidenceOf, type Reading } from './reading.ts';
import { type SentimentReading, sentimentOf } from './sentiment.ts';
import { createTopicClassifier } from './topic-classifier.ts';
import type { TopicModel } from './topic-model.ts';
import { createTopicSentiments, type Mention } from './topic-sentiment.ts';
import { createTopicWords, type TopicWords } from './topic-words.ts';
import type { WordLine } from './word-line.ts';

/** What a mention's worth is multiplied by, in the order of topics. */
const weight = { title: 2, text: 1, service: 3, context: 0.5 };
/** Of the topic that the city itself has given a service code: more than any words of a form. */
const mappedWorth = 12;
const mostEvidence = 20;

interface Named extends Mention {
  worth: number;
}

/** Topics, the one with most evidence first. */
export type TopicTagger = (reading: Reading, lang: Lang, sentiment: SentimentReading) => TopicTag[];

/** The language that the classifier reads. */
const classified = 'en';

/** `model`: null for the taxonomy alone. */
export function createTopicTagger(
  city: Pick<City, 'topics' | 'languages' | 'serviceTopics'>,
  aspects = readAspectModels(),
  model: TopicModel | null = readTopicModel(),
): TopicTagger {
  const { topics } = city;
  const classifier = model === null ? undefined : createTopicClassifier(model, topics);
  const topicSentiments = createTopicSentiments(
    aspects.map(createAspectReader),
    (topic) => topics[topic]!.id,
  );
  const languages = new Set(
    topics.flatMap(({ keywords, phrases }) => [...Object.keys(keywords), ...Object.keys(phrases)]),
  );
  const compiled = new Map<Lang, TopicWords>();
  // The city's own languages at once, any other when a post first brings it.
  const wordsOf = (lang: Lang): TopicWords[] => {
    if (!languages.has(lang)) return [];
    const words = compiled.get(lang) ?? createTopicWords(topics, lang);
    compiled.set(lang, words);
    return [words];
  };
  const usual = city.languages.flatMap(wordsOf);
  const numbers = new Map(topics.map(({ id }, index) => [id, index]));
  /** What the city says of the code of a request. */
  const topicOfService = ({ post: { service, channel } }: Reading): number | undefined => {
    const { serviceTopics } = city;
    if (serviceTopics === undefined || service?.code === undefined) return undefined;
    const id = serviceTopics[`${channel}/${service.code}`] ?? serviceTopics[service.code];
    return id === undefined ? undefined : numbers.get(id);
  };
  const broader = topics.map(({ within }) => topics.findIndex(({ id }) => id === within));

  /** Posts that are read as English. */
  const classifierOf = (lang: Lang) =>
    (languages.has(lang) ? lang === classified : city.languages.includes(classified))
      ? classifier
      : undefined;
  const propose = (reading: Reading, lang: Lang, sentiment: SentimentReading): TopicTag[] => {
    const proposals = classifierOf(lang)?.propose(reading) ?? [];
    return proposals.map(({ topic, evidence }) => ({
      id: topics[topic]!.id,
      sentiment: sentimentOf(sentiment),
      evidence,
    }));
  };

  return (reading, lang, sentiment) => {
    // A language that is not known, or that the taxonomy lacks, is read as the city's own.
    const chosen = languages.has(lang) ? wordsOf(lang) : usual;
    const mentions = mentionsIn(reading, chosen);
    const scores = scoreOf(reading, mentions);
    const mapped = topicOfService(reading);
    if (mapped !== undefined) scores.set(mapped, (scores.get(mapped) ?? 0) + mappedWorth);
    addContext(scores, reading, chosen);
    const order = orderOf(scores, broader);
    if (order.length === 0) return propose(reading, lang, sentiment);
    const sentiments = topicSentiments(order, mentions, sentiment);
    const confidences = classifierOf(lang)?.confidences(reading, mentions, scores);
    return order.map((topic) => {
      const tag: TopicTag = {
        id: topics[topic]!.id,
        sentiment: sentiments.get(topic)!,
        evidence: evidenceFor(reading, mentions, topic, topic === mapped),
      };
      const confidence = confidences?.get(topic);
      if (confidence !== undefined) tag.confidence = confidence;
      return tag;
    });
  };
}

/** A code's evidence is the name of its service, which is the title of the request. */
function evidenceFor(
  { post, fields }: Reading,
  mentions: readonly Named[],
  topic: number,
  isMapped: boolean,
): Evidence[] {
  const found = mentions
    .filter(({ value }) => value === topic)
    .slice(0, mostEvidence)
    .map(({ field, first, last }) => evidenceOf(fields[field]!, first, last));
  if (found.length > 0 || !isMapped || !post.title) return found;
  return [{ field: 'title', start: 0, end: post.title.length }];
}

function mentionsIn({ fields }: Reading, words: readonly TopicWords[]): Named[] {
  const mentions: Named[] = [];
  fields.forEach(({ words: line }, field) => {
    for (const find of words) {
      for (const { value, first, last, worth } of find(line))
        mentions.push({ value, first, last, worth, field });
    }
  });
  return mentions;
}

function scoreOf({ fields }: Reading, mentions: readonly Named[]): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { value, field, worth } of mentions) {
    scores.set(value, (scores.get(value) ?? 0) + worth * weight[fields[field]!.name]);
  }
  return scores;
}

/** The category of a request is a topic; what a reply answers to is one only where the reply itself names none. */
function addContext(scores: Map<number, number>, reading: Reading, words: readonly TopicWords[]): void {
  const add = (line: WordLine, share: number) => {
    for (const find of words) {
      for (const { value, worth } of find(line)) scores.set(value, (scores.get(value) ?? 0) + worth * share);
    }
  };
  if (reading.service) add(reading.service, weight.service);
  for (const line of reading.context) if (scores.size === 0) add(line, weight.context);
}

/** Most evidence first; a narrower topic that has more than half of the evidence comes directly behind its broader one. */
function orderOf(scores: ReadonlyMap<number, number>, broader: readonly number[]): number[] {
  const places = [...scores].map(([topic, own]) => {
    const all = scores.get(broader[topic]!) ?? 0;
    const follows = all > 0 && 2 * own > all;
    return { topic, score: follows ? all : own, place: follows ? broader[topic]! + 0.5 : topic };
  });
  return places.sort((a, b) => b.score - a.score || a.place - b.place).map(({ topic }) => topic);
}
