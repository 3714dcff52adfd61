// The taxonomy without its classifier: the same pipeline, whose tags are as sure as their lead in evidence.
import type { City } from '../../config/city.ts';
import { createPipeline, createSteps } from '../../enrich/pipeline.ts';
import type { TopicModel } from '../../enrich/topic-model.ts';
import { createTopicTagger } from '../../enrich/topics.ts';
import { readAspectModels } from '../../models/aspects.ts';
import { readTopicModel } from '../../models/topics.ts';
import { ownAnswers } from '../own-answers.ts';
import type { LabelMap } from '../tasks.ts';
import type { Peer } from './peer.ts';

/** Nothing is proposed, and the rest of a text says nothing. */
const silenced = ({ heads, ...model }: TopicModel): TopicModel => ({
  ...model,
  heads: heads.map((head) => ({ ...head, proposedFrom: null })),
  confidence: { bias: 0, margin: 1, context: 0 },
});

export function taxonomyAlone(city: City, map: LabelMap): Peer {
  return {
    name: 'the taxonomy alone',
    async load() {
      const tagTopics = createTopicTagger(city, readAspectModels(), silenced(readTopicModel()));
      const { topic, topicConfidence } = ownAnswers(
        city,
        map,
        createPipeline(city, { ...createSteps(city), tagTopics }),
      );
      return { topic, topicConfidence };
    },
  };
}
