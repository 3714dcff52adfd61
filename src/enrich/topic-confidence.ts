// What speaks for a tag: its topic's lead in evidence over the others, and how typical the rest of the text is of the topic.
import type { Topic } from '../config/city.ts';
import { probabilityOf, type TopicConfidence, type TopicHead } from './topic-model.ts';

/** Beyond these nothing gets surer. */
const most = { margin: 8, typicality: 4 };

const cut = (value: number, limit: number) => Math.max(-limit, Math.min(limit, value));

/** A number per topic: those of one family (a broader topic and its parts) do not compete. */
export function familiesOf(topics: readonly Pick<Topic, 'id' | 'within'>[]): number[] {
  return topics.map(({ within }, index) => {
    const broader = within === undefined ? -1 : topics.findIndex(({ id }) => id === within);
    return broader < 0 ? index : broader;
  });
}

/** Evidence of a topic minus that of the best topic of another family. */
export function marginOf(
  scores: ReadonlyMap<number, number>,
  topic: number,
  families: readonly number[],
): number {
  let other = 0;
  for (const [each, score] of scores) {
    if (families[each] !== families[topic] && score > other) other = score;
  }
  return cut((scores.get(topic) ?? 0) - other, most.margin);
}

/** Log-odds of a topic among those of the posts that name it, in standard deviations. */
export const typicalityOf = (logOdds: number, { typical }: Pick<TopicHead, 'typical'>): number =>
  cut((logOdds - typical.mean) / typical.deviation, most.typicality);

/** 0…1, two digits. */
export function confidenceOf(
  { bias, margin, context }: TopicConfidence,
  lead: number,
  typicality: number,
): number {
  return Math.round(probabilityOf(bias + margin * lead + context * typicality) * 1000) / 1000;
}
