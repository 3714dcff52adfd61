// Puts what a person said over the tags of a row, and keeps what the program said beside it. Pure.
import type { Correction } from '../correction.ts';
import { judged } from '../judged.ts';
import type { Sentiment, SentimentLabel, TopicTag } from '../post.ts';
import { postColumns } from './row.ts';
import { type MachineTags, packTags, type RowTags, unpackTags } from './tags.ts';

const places = new Map<string, number>(postColumns.map((column, at) => [column, at]));
const at = (column: (typeof postColumns)[number]): number => places.get(column)!;

/** A label that a person gave is certain, and no word of the post is its evidence. */
function certain(label: SentimentLabel): Sentiment {
  return { ...judged(label, Number(label === 'negative'), Number(label === 'positive')), evidence: [] };
}

function machineTags(values: readonly unknown[], tags: RowTags): MachineTags {
  if (tags.corrected) return tags.corrected.from;
  const value = <T>(column: (typeof postColumns)[number]) => values[at(column)] as T;
  return {
    relevance: value('relevance'),
    sentiment: {
      ...judged(value('sentiment'), value('p_negative'), value('p_positive')),
      evidence: tags.evidence,
    },
    intent: value('intent'),
    topics: tags.topics,
    place: value('neighbourhood'),
  };
}

/** A topic that had the post's own label follows it, so that the post is nowhere found under the label that was wrong. */
function correctTopics(machine: MachineTags, { sentiment, topics: changes = [] }: Correction): TopicTag[] {
  const said = new Map(changes.map((change) => [change.id, change]));
  const kept = machine.topics.filter(({ id }) => !said.get(id)?.remove);
  const relabelled = kept.map((topic): TopicTag => {
    const follows = sentiment !== undefined && topic.sentiment.label === machine.sentiment.label;
    const label = said.get(topic.id)?.sentiment ?? (follows ? sentiment : undefined);
    return label === undefined || label === topic.sentiment.label
      ? topic
      : { ...topic, sentiment: certain(label) };
  });
  const has = new Set(machine.topics.map(({ id }) => id));
  const added = changes.filter(({ id, remove }) => !remove && !has.has(id));
  const own = sentiment ?? machine.sentiment.label;
  return [
    ...relabelled,
    ...added.map(({ id, sentiment: given = own }) => ({ id, sentiment: certain(given), evidence: [] })),
  ];
}

function correctTags(machine: MachineTags, correction: Correction): MachineTags {
  const { sentiment = machine.sentiment.label, relevance, intent, place } = correction;
  return {
    relevance: relevance ?? machine.relevance,
    sentiment: sentiment === machine.sentiment.label ? machine.sentiment : certain(sentiment),
    intent: intent ?? machine.intent,
    topics: correctTopics(machine, correction),
    place: place ?? machine.place,
  };
}

function putTags(values: unknown[], tags: MachineTags): void {
  const { sentiment, topics } = tags;
  const columns = {
    relevance: tags.relevance,
    sentiment: sentiment.label,
    p_negative: sentiment.p[0],
    p_positive: sentiment.p[2],
    topics: topics.map(({ id }) => id),
    topic_sentiments: topics.map((topic) => topic.sentiment.label),
    intent: tags.intent,
    neighbourhood: tags.place,
  } as const;
  for (const [column, value] of Object.entries(columns)) values[places.get(column)!] = value;
}

/**
 * The line of a row (as `StoredRow` has it) with a correction over the program's tags; without one, with the program's tags alone.
 * What an earlier correction changed is put back first: the same correction twice is one.
 */
export function correctLine(line: string, correction: Correction | undefined): string {
  const values = JSON.parse(line) as unknown[];
  const { corrected, ...own } = unpackTags(values[at('tags')] as string);
  const machine = machineTags(values, corrected ? { ...own, corrected } : own);
  const shown = correction ? correctTags(machine, correction) : machine;
  putTags(values, shown);
  const tags = { ...own, evidence: shown.sentiment.evidence, topics: shown.topics };
  values[at('tags')] = packTags(correction ? { ...tags, corrected: { from: machine } } : tags);
  return JSON.stringify(values);
}
