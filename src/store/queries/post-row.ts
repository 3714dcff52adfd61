// A stored post as it is shown: no author, ever.
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import { unpackTags } from '../tags.ts';
import type { Kinship } from './post-copies.ts';
import { matchesOf } from './search/matches.ts';
import type { Search } from './search/search.ts';

/** 0…1; of a topic that the classifier knows */
const confidence = z.number().optional();
const evidence = z.array(z.object({ field: z.enum(['text', 'title']), start: z.number(), end: z.number() }));

export const postRow = z.object({
  source: z.string(),
  id: z.string(),
  channel: z.string(),
  kind: z.string(),
  /** the original; it may hold the account: link to it, never print it */
  url: z.string().optional(),
  time: z.string(),
  title: z.string().optional(),
  text: z.string(),
  /** what it answers, and the thread it is in */
  parentText: z.string().optional(),
  threadTitle: z.string().optional(),
  official: z.boolean(),
  lang: z.string(),
  sentiment: z.string(),
  score: z.number(),
  evidence,
  /** where it says what was searched for; there when `q` was given */
  matches: evidence.optional(),
  /** what it wants; missing where it was stored before intents were read */
  intent: z.string().optional(),
  /** towards the city's action; missing likewise */
  stance: z.object({ direction: z.string(), evidence }).optional(),
  topics: z.array(z.object({ id: z.string(), sentiment: z.string(), evidence, confidence })),
  places: z.array(
    z.object({ id: z.string(), kind: z.string(), name: z.string(), confidence: z.number(), evidence }),
  ),
  /** id of the neighbourhood */
  place: z.string().optional(),
  flags: z.array(z.string()),
  /** near-duplicates within seven days share it */
  cluster: z.string().optional(),
  /** other posts with the same words */
  copies: z.number(),
  relevance: z.string(),
  engagement: z.object({ likes: z.number(), replies: z.number(), shares: z.number(), views: z.number() }),
  service: z.object({ name: z.string(), status: z.string() }).optional(),
  /** there when a person corrected its tags: what the program had said */
  corrected: z
    .object({
      from: z.object({
        sentiment: z.string(),
        intent: z.string(),
        relevance: z.string(),
        topics: z.array(z.object({ id: z.string(), sentiment: z.string() })),
        place: z.string(),
      }),
    })
    .optional(),
});
export type PostRow = z.output<typeof postRow>;

const tags = z.object({
  evidence,
  stance: evidence.default([]),
  topics: z.array(
    z.object({ id: z.string(), sentiment: z.object({ label: z.string() }), evidence, confidence }),
  ),
  places: postRow.shape.places,
  corrected: z
    .object({
      from: z.object({
        sentiment: z.object({ label: z.string() }),
        intent: z.string(),
        relevance: z.string(),
        topics: z.array(z.object({ id: z.string(), sentiment: z.object({ label: z.string() }) })),
        place: z.string(),
      }),
    })
    .optional(),
});

/** Labels alone, as the row's own tags have them. */
function correctedOf(corrected: z.output<typeof tags>['corrected']): Pick<PostRow, 'corrected'> {
  if (!corrected) return {};
  const { sentiment, topics, ...from } = corrected.from;
  const labels = topics.map((topic) => ({ id: topic.id, sentiment: topic.sentiment.label }));
  return { corrected: { from: { ...from, sentiment: sentiment.label, topics: labels } } };
}

/** A row of posts-by-key.sql. */
export const storedPost = z.object({
  at: z.number(),
  source: z.string(),
  id: z.string(),
  channel: z.string(),
  kind: z.string(),
  url: z.string(),
  title: z.string(),
  text: z.string(),
  parent_text: z.string(),
  thread_title: z.string(),
  official: z.number(),
  lang: z.string(),
  sentiment: z.string(),
  sentiment_score: z.number(),
  intent: z.string(),
  stance: z.string(),
  neighbourhood: z.string(),
  flags: z.array(z.string()),
  signature: z.array(z.number()),
  relevance: z.string(),
  likes: z.number(),
  replies: z.number(),
  shares: z.number(),
  views: z.number(),
  service_name: z.string(),
  service_status: z.string(),
  tags: z.string().transform((text) => tags.parse(unpackTags(text))),
});
export type StoredPost = z.output<typeof storedPost>;

const given = <K extends string>(name: K, value: string) =>
  value === '' ? {} : ({ [name]: value } as Record<K, string>);

/** Converts a stored row for the reader; the time gets the city's offset. */
export function toPostRow(post: StoredPost, kinship: Kinship, timezone: string, search?: Search): PostRow {
  const { source, id, channel, kind, text, lang, sentiment, relevance } = post;
  const flags = [...new Set([...post.flags, ...kinship.flags])];
  const { likes, replies, shares, views } = post;
  return {
    ...{ source, id, channel, kind, ...given('url', post.url) },
    time: isoInCity(timezone, post.at),
    ...given('title', post.title),
    text,
    ...given('parentText', post.parent_text),
    ...given('threadTitle', post.thread_title),
    official: post.official === 1,
    ...{ lang, sentiment, score: post.sentiment_score, evidence: post.tags.evidence },
    ...(search && { matches: matchesOf(search, post) }),
    ...given('intent', post.intent),
    ...(post.stance !== '' && { stance: { direction: post.stance, evidence: post.tags.stance } }),
    topics: post.tags.topics.map((topic) => ({ ...topic, sentiment: topic.sentiment.label })),
    places: post.tags.places,
    ...given('place', post.neighbourhood),
    ...{ flags, ...given('cluster', kinship.cluster), copies: kinship.copies },
    ...{ relevance, engagement: { likes, replies, shares, views } },
    ...(post.service_name !== '' && { service: { name: post.service_name, status: post.service_status } }),
    ...correctedOf(post.tags.corrected),
  };
}
