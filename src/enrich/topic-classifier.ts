// The classifier at work on a city's topics: how sure each tag is, and which topics a text is about that no word names.
import type { Topic } from '../config/city.ts';
import type { Evidence } from '../post.ts';
import { evidenceOf, type Reading } from './reading.ts';
import { confidenceOf, familiesOf, marginOf, typicalityOf } from './topic-confidence.ts';
import { createTopicContext, type MentionedText, type TopicModel } from './topic-model.ts';
import type { Mention } from './topic-sentiment.ts';
import { isSameTopic } from './topic-sketch.ts';

/** A topic that no word names, with the words that speak most for it. */
export interface Proposal {
  topic: number;
  evidence: Evidence[];
}

export interface TopicClassifier {
  /** For each of `topics` 0…1, two digits; undefined where the model does not know it. `scores`: the evidence of all of them. */
  confidences(
    reading: Reading,
    mentions: readonly Mention[],
    scores: ReadonlyMap<number, number>,
  ): Map<number, number>;
  /** For a text in which no word names a topic, the surest first; mostly none. */
  propose(reading: Reading): Proposal[];
}

/** Undefined where the model knows none of the topics: a topic is known by its id and most of its words. */
export function createTopicClassifier(
  model: TopicModel,
  topics: readonly Topic[],
): TopicClassifier | undefined {
  const { heads, confidence } = model;
  const headOf = topics.map((topic) =>
    heads.findIndex(({ id, sketch }) => id === topic.id && isSameTopic(topic, sketch)),
  );
  if (headOf.every((head) => head < 0)) return undefined;
  const context = createTopicContext(model);
  const families = familiesOf(topics);
  const topicOf = heads.map((_, head) => headOf.indexOf(head));

  const proposable = heads.flatMap(({ proposedFrom }, head) =>
    proposedFrom !== null && topicOf[head]! >= 0 ? [head] : [],
  );

  function judge({ fields }: Reading, mentions: readonly Mention[], wanted: readonly number[]): Float64Array {
    const texts = fields.map(({ tokens }): MentionedText => ({ tokens, mentions: [] }));
    for (const { field, value, first, last } of mentions) {
      if (headOf[value]! >= 0) texts[field]!.mentions.push({ head: headOf[value]!, first, last });
    }
    return context.judge(texts, wanted);
  }

  return {
    confidences(reading, mentions, scores) {
      const known = [...scores.keys()].filter((topic) => headOf[topic]! >= 0);
      if (known.length === 0) return new Map();
      const wanted = known.map((topic) => headOf[topic]!);
      const logOdds = judge(reading, mentions, wanted);
      return new Map(
        known.map((topic, at) => {
          const typicality = typicalityOf(logOdds[at]!, heads[wanted[at]!]!);
          return [topic, confidenceOf(confidence, marginOf(scores, topic, families), typicality)];
        }),
      );
    },
    propose(reading) {
      if (proposable.length === 0) return [];
      const logOdds = judge(reading, [], proposable);
      return proposable
        .map((head, at) => ({ head, lead: logOdds[at]! - heads[head]!.proposedFrom! }))
        .filter(({ lead }) => lead >= 0)
        .sort((a, b) => b.lead - a.lead || a.head - b.head)
        .map(({ head }) => ({ topic: topicOf[head]!, evidence: evidenceFor(reading, head) }))
        .filter(({ evidence }) => evidence.length > 0);
    },
  };

  function evidenceFor({ fields }: Reading, head: number): Evidence[] {
    return fields.flatMap((field) =>
      context.strongest(head, field.tokens).map((token) => evidenceOf(field, token, token)),
    );
  }
}
