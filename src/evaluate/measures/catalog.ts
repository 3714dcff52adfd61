// Every task there is, and how it is measured; a new one is a file here and a line in this list.
import type { Task } from '../tasks.ts';
import { measureAspects } from './aspects.ts';
import { measureLanguage } from './language.ts';
import type { Measure, MeasureContext } from './measure.ts';
import { measurePlaces } from './places.ts';
import { measureRelevance } from './relevance.ts';
import { measureSentiment } from './sentiment.ts';
import { measureTopics } from './topics.ts';

export const measures: Record<Task, (context: MeasureContext) => Measure> = {
  sentiment: measureSentiment,
  language: measureLanguage,
  places: measurePlaces,
  topics: measureTopics,
  relevance: measureRelevance,
  aspects: measureAspects,
};
