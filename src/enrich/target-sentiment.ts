// What a text thinks of something that is asked about by its name: a place, and one aspect of it.
import { readAspectModels } from '../models/aspects.ts';
import type { Sentiment } from '../post.ts';
import { createAspectReader } from './aspect-model.ts';
import type { SentimentReading } from './sentiment.ts';
import { spotsOfName } from './target-names.ts';

/** `topic`: the id of the topic that the aspect is, or empty. Undefined where the name is not found or nothing reads the language. */
export type TargetSentiment = (
  reading: SentimentReading,
  name: string,
  topic: string,
) => Sentiment | undefined;

export function createTargetSentiment(models = readAspectModels()): TargetSentiment {
  const readers = models.map(createAspectReader);
  return ({ fields, model }, name, topic) => {
    const reader = readers.find(({ languages }) => languages.some((lang) => model?.languages.includes(lang)));
    if (!reader || !model) return undefined;
    const parts = fields
      .map((field) => ({
        field,
        target: { spots: spotsOfName(field.field.tokens, name), topic, isName: true },
      }))
      .filter(({ target }) => target.spots.some(({ isOwn }) => isOwn));
    return parts.length === 0 ? undefined : reader.read(parts, model);
  };
}
