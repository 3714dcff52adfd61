// The pipeline that tags posts, as it is asked when it is measured.
import type { City } from '../config/city.ts';
import { createPipeline } from '../enrich/pipeline.ts';
import { readPost } from '../enrich/reading.ts';
import { createSentimentReader } from '../enrich/sentiment.ts';
import { createTargetSentiment } from '../enrich/target-sentiment.ts';
import { allowedAccounts, maskText } from '../mask.ts';
import type { EnrichedPost, Post, Sentiment, TopicTag } from '../post.ts';
import type { Answers, Said } from './answers.ts';
import type { LabelMap } from './tasks.ts';

/** Without a map a label is a topic's id or its name. `pipeline`: another one to measure. */
export function ownAnswers(city: City, map?: LabelMap, pipeline = createPipeline(city)): Required<Answers> {
  const tag = createLastTagged(pipeline.enrich);
  const labels = labelsByTopic(city, map);
  // The first topic that has a label is the one that the models know it by.
  const ids = new Map([...labels].reverse().map(([id, label]) => [label, id]));
  const ofTarget = createTargetReader();
  const allowed = allowedAccounts(city.officialAccounts);
  return {
    sentiment: (post) => saidOf(tag(post).sentiment),
    language: (post) => tag(post).lang,
    places(post) {
      // Evidence is of the masked text, the file's spans are of its own.
      const { toInput } = maskText(post.text, allowed);
      return tag(post)
        .places.flatMap(({ evidence }) => evidence)
        .filter(({ field }) => field === 'text')
        .map(({ start, end }) => ({ start: toInput(start), end: toInput(end) }));
    },
    topic: (post) => bestOf(tag(post).topics, labels, city)?.label ?? 'none',
    topicConfidence: (post) => bestOf(tag(post).topics, labels, city)?.tag.confidence,
    relevance: (post) => tag(post).relevance.decision,
    aspects: (post) => tag(post).topics.flatMap(({ id }) => labels.get(id) ?? []),
    aspectSentiment(post, { target, aspect }) {
      const tagged = tag(post);
      const named = target === undefined ? undefined : ofTarget(tagged, target, ids.get(aspect) ?? '');
      if (named) return saidOf(named);
      const topic = tagged.topics.find(({ id }) => labels.get(id) === aspect);
      // An aspect that the taxonomy does not know in this text speaks as the whole does.
      return saidOf(topic?.sentiment ?? tagged.sentiment);
    },
  };
}

/** What a text thinks of a target by its name. */
function createTargetReader() {
  const read = createSentimentReader();
  const targetSentiment = createTargetSentiment();
  return ({ lang, ...post }: EnrichedPost, target: string, topic: string) =>
    targetSentiment(read(readPost(post), lang), target, topic);
}

/** The first topic that has a label, or the narrower one directly behind it, which says the same more exactly. */
function bestOf(
  tags: readonly TopicTag[],
  labels: ReadonlyMap<string, string>,
  { topics }: City,
): { tag: TopicTag; label: string } | undefined {
  const at = tags.findIndex(({ id }) => labels.has(id));
  const [best, next] = [tags[at], tags[at + 1]];
  if (!best) return undefined;
  const isNarrower = topics.some(({ id, within }) => id === next?.id && within === best.id);
  const tag = next && isNarrower && labels.has(next.id) ? next : best;
  return { tag, label: labels.get(tag.id)! };
}

/** One post is asked several things in a row, and tagged once. */
function createLastTagged(enrich: (post: Post) => EnrichedPost): (post: Post) => EnrichedPost {
  let last: { post: Post; tagged: EnrichedPost } | undefined;
  return (post) => {
    if (last?.post !== post) last = { post, tagged: enrich(post) };
    return last.tagged;
  };
}

export function saidOf({ label, p: [negative, neutral, positive] }: Sentiment): Said {
  return label === 'unknown' ? { label } : { label, probabilities: { negative, neutral, positive } };
}

/** Topic → label of the file in lower case, the first that lists it. */
function labelsByTopic({ topics }: City, map?: LabelMap): ReadonlyMap<string, string> {
  if (!map) return new Map(topics.map(({ id }) => [id, id]));
  const labels = new Map<string, string>();
  for (const [label, ids] of Object.entries(map)) {
    for (const id of ids) if (!labels.has(id)) labels.set(id, label.toLowerCase());
  }
  return labels;
}
