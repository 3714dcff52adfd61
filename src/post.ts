// The nouns of the whole program: what a collector brings (Post) and what a row says (EnrichedPost).
import { z } from 'zod';

/** Longest text that is stored, in UTF-16 units; longer texts are cut there. */
export const maxTextLength = 100_000;

const isoTime = z.iso.datetime({ offset: true }).transform((value) => new Date(value).toISOString());
const count = z.number().int().min(0).max(4_294_967_295);
const httpUrl = z
  .string()
  .max(2_000)
  .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'expected an http or https address');

export const kinds = ['post', 'comment', 'article', 'request'] as const;
export const sourceName = z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/, 'expected a short lower-case name');

/** One public post, comment, article or service request, as the queue carries it. Times are ISO 8601 in UTC. */
export const postSchema = z
  .object({
    source: sourceName,
    /** native id, unique in its source */
    id: z.string().min(1).max(300),
    /** subreddit, instance, feed, jurisdiction; empty when the source has none */
    channel: z.string().max(200).default(''),
    kind: z.enum(kinds).default('post'),
    url: httpUrl.optional(),
    createdAt: isoTime,
    collectedAt: isoTime,
    title: z.string().max(2_000).optional(),
    text: z.string().max(maxTextLength),
    parent: z.object({ id: z.string().max(300), text: z.string().max(maxTextLength).optional() }).optional(),
    thread: z.object({ id: z.string().max(300), title: z.string().max(2_000).optional() }).optional(),
    /** keyed hash of the account, 32 hex digits; never a handle */
    author: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .optional(),
    /** written by the city itself or one of its agencies */
    official: z.boolean().optional(),
    /** what the platform says: a BCP 47 tag */
    language: z.string().max(35).optional(),
    geo: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).optional(),
    engagement: z
      .object({
        likes: count.optional(),
        replies: count.optional(),
        shares: count.optional(),
        views: count.optional(),
      })
      .optional(),
    service: z
      .object({
        code: z.string().max(200).optional(),
        name: z.string().max(300).optional(),
        status: z.string().max(50).optional(),
        closedAt: isoTime.optional(),
      })
      .optional(),
  })
  .refine((post) => post.text.trim() !== '' || (post.title ?? '').trim() !== '', {
    path: ['text'],
    message: 'expected text or a title',
  });

export type Post = z.output<typeof postSchema>;

/** A true span of the stored text (or title), in UTF-16 units, end exclusive. */
export interface Evidence {
  field: 'text' | 'title';
  start: number;
  end: number;
}

export type SentimentLabel = 'negative' | 'neutral' | 'positive' | 'unknown';

export interface Sentiment {
  label: SentimentLabel;
  /** −1…1: the probability of positive less that of negative */
  score: number;
  /** probabilities of negative, neutral, positive; they sum to 1, or are all 0 when unknown */
  p: [number, number, number];
  evidence: Evidence[];
}

export interface TopicTag {
  id: string;
  sentiment: Sentiment;
  /** none where only what the post answers to, or the category of a request, names it */
  evidence: Evidence[];
  /** 0…1, how sure the tag is; absent where the classifier does not know the topic or the language */
  confidence?: number;
}

export interface PlaceTag {
  id: string;
  /** neighbourhood, street, landmark, station … */
  kind: string;
  name: string;
  lat?: number;
  lon?: number;
  /** 0…1 */
  confidence: number;
  evidence: Evidence[];
}

export const intents = ['complaint', 'request', 'question', 'praise', 'information'] as const;
/** What a post wants: to complain, to have something done, to know, to praise, or to let know. */
export type Intent = (typeof intents)[number];

export const directions = ['supports', 'opposes', 'none', 'unknown'] as const;

/** Would the author support or oppose the city's action that the post, its thread or what it answers to speaks of? */
export interface Stance {
  /** none: no action, or no side taken; unknown: it answers to something that could not be read */
  direction: (typeof directions)[number];
  evidence: Evidence[];
}

export interface Relevance {
  decision: 'keep' | 'drop' | 'unsure';
  /** 0…1 */
  score: number;
  reason: string;
}

/** A post with its tags. What a later enricher brings is added here when it is real. */
export type EnrichedPost = Post & {
  city: string;
  relevance: Relevance;
  /** ISO 639-1, or `und` when not known */
  lang: string;
  sentiment: Sentiment;
  intent: Intent;
  stance: Stance;
  topics: TopicTag[];
  places: PlaceTag[];
  /** id of the primary neighbourhood, or empty */
  neighbourhood: string;
  flags: string[];
  /** of its words, for finding near-duplicates: see enrich/near-duplicate.ts */
  signature: number[];
  enricherVersion: string;
};
