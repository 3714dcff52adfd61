// What the enricher says of a post beyond its columns, as the text of `posts.tags`: arrays instead of objects, since the names were half of what
// was stored of them. Rows of versions before hold the objects as they were, and are read alike. Pure.
import { judged } from '../judged.ts';
import type { Evidence, Intent, PlaceTag, Relevance, Sentiment, SentimentLabel, TopicTag } from '../post.ts';

/** What the program said of the tags that can be corrected. */
export interface MachineTags {
  relevance: Relevance['decision'];
  sentiment: Sentiment;
  intent: Intent | '';
  topics: TopicTag[];
  place: string;
}

export interface RowTags {
  /** of the sentiment */
  evidence: Evidence[];
  stance: Evidence[];
  topics: TopicTag[];
  places: PlaceTag[];
  /** there when a person corrected the row */
  corrected?: { from: MachineTags };
}

/** Start and length of each span, behind the name of its field where that is not the one before; the first is of the text. */
type PackedSpans = (number | Evidence['field'])[];
/** Id, label, probabilities of negative and positive, evidence of the sentiment and of the topic, confidence. */
type PackedTopic = [string, SentimentLabel, number, number, PackedSpans, PackedSpans, number?];
type PackedTags = [PackedSpans, PackedSpans, PackedTopic[], PlaceTag[], MachineTags?];

function packSpans(spans: readonly Evidence[]): PackedSpans {
  const packed: PackedSpans = [];
  let last: Evidence['field'] = 'text';
  for (const { field, start, end } of spans) {
    if (field !== last) packed.push(field);
    packed.push(start, end - start);
    last = field;
  }
  return packed;
}

function unpackSpans(packed: PackedSpans): Evidence[] {
  const spans: Evidence[] = [];
  let field: Evidence['field'] = 'text';
  for (let i = 0; i < packed.length; i += 2) {
    const first = packed[i]!;
    if (typeof first === 'string') {
      field = first;
      i--;
      continue;
    }
    spans.push({ field, start: first, end: first + (packed[i + 1] as number) });
  }
  return spans;
}

function packTopic({ id, sentiment, evidence, confidence }: TopicTag): PackedTopic {
  const [negative, , positive] = sentiment.p;
  const spans = [packSpans(sentiment.evidence), packSpans(evidence)] as const;
  const packed: PackedTopic = [id, sentiment.label, negative, positive, ...spans];
  if (confidence !== undefined) packed.push(confidence);
  return packed;
}

function unpackTopic([id, label, negative, positive, spans, own, confidence]: PackedTopic): TopicTag {
  const sentiment = { ...judged(label, negative, positive), evidence: unpackSpans(spans) };
  const topic = { id, sentiment, evidence: unpackSpans(own) };
  return confidence === undefined ? topic : { ...topic, confidence };
}

export function packTags({ evidence, stance, topics, places, corrected }: RowTags): string {
  const packed: PackedTags = [packSpans(evidence), packSpans(stance), topics.map(packTopic), places];
  if (corrected) packed.push(corrected.from);
  return JSON.stringify(packed);
}

/** Throws SyntaxError where the text is no JSON. */
export function unpackTags(text: string): RowTags {
  const packed = JSON.parse(text) as PackedTags | (Omit<RowTags, 'stance'> & Partial<RowTags>);
  if (!Array.isArray(packed)) return { stance: [], ...packed };
  const [evidence, stance, topics, places, from] = packed;
  return {
    evidence: unpackSpans(evidence),
    stance: unpackSpans(stance),
    topics: topics.map(unpackTopic),
    places,
    ...(from && { corrected: { from } }),
  };
}
