// A post of X with what was sent along → a post of ours. Pure.
// https://docs.x.com/x-api/fundamentals/data-dictionary
import { z } from 'zod';
import type { Dead, RawPost, Skip } from '../collector.ts';

const count = z.number().optional();

export const tweetSchema = z.object({
  id: z.string().regex(/^\d{1,20}$/),
  text: z.string(),
  created_at: z.string(),
  author_id: z.string().optional(),
  lang: z.string().optional(),
  conversation_id: z.string().optional(),
  edit_history_tweet_ids: z.array(z.string()).optional(),
  note_tweet: z.object({ text: z.string() }).optional(),
  referenced_tweets: z.array(z.object({ type: z.string(), id: z.string() })).optional(),
  public_metrics: z
    .object({
      like_count: count,
      reply_count: count,
      retweet_count: count,
      quote_count: count,
      impression_count: count,
    })
    .optional(),
  geo: z
    .object({
      place_id: z.string().optional(),
      coordinates: z.object({ coordinates: z.tuple([z.number(), z.number()]) }).optional(),
    })
    .optional(),
});
export type Tweet = z.output<typeof tweetSchema>;

export interface Place {
  place_type?: string | undefined;
  geo?: { bbox?: number[] | undefined } | undefined;
}

export interface Item {
  tweet: unknown;
  username?: string;
  parentText?: string;
  place?: Place;
}

/** An edited post gets a new id: it stays one post, under its first. */
export const idOf = ({ id, edit_history_tweet_ids: ids }: Pick<Tweet, 'id' | 'edit_history_tweet_ids'>) =>
  ids?.[0] ?? id;

export const textOf = ({ text, note_tweet: note }: Pick<Tweet, 'text' | 'note_tweet'>) => note?.text ?? text;

/** What it answers, else what it quotes. */
export const parentOf = ({ referenced_tweets: references = [] }: Pick<Tweet, 'referenced_tweets'>) =>
  references.find(({ type }) => type === 'replied_to') ?? references.find(({ type }) => type === 'quoted');

export function postOf(item: unknown): RawPost | Skip | Dead {
  const { tweet: given, username, parentText, place } = (item ?? {}) as Partial<Item>;
  const tweet = tweetSchema.safeParse(given).data;
  if (!tweet) return { dead: 'not in the form that X gives posts' };
  if (tweet.referenced_tweets?.some(({ type }) => type === 'retweeted')) return { skip: 'repost' };
  const id = idOf(tweet);
  const text = textOf(tweet);
  if (text.trim() === '') return { skip: 'without words' };
  const parent = parentOf(tweet);
  const metrics = tweet.public_metrics;
  const geo = pointOf(tweet, place);
  return {
    ...{
      source: 'x',
      id,
      text,
      channel: '',
      createdAt: tweet.created_at,
      url: `https://x.com/i/status/${id}`,
    },
    kind: parent?.type === 'replied_to' ? 'comment' : 'post',
    account: username ?? tweet.author_id,
    ...(tweet.lang && tweet.lang !== 'und' && { language: tweet.lang }),
    ...(parent && { parent: { id: parent.id, ...(parentText !== undefined && { text: parentText }) } }),
    ...(tweet.conversation_id &&
      tweet.conversation_id !== tweet.id && { thread: { id: tweet.conversation_id } }),
    ...(geo && { geo }),
    ...(metrics && {
      engagement: {
        likes: metrics.like_count,
        replies: metrics.reply_count,
        shares: (metrics.retweet_count ?? 0) + (metrics.quote_count ?? 0),
        views: metrics.impression_count,
      },
    }),
  };
}

/** Coordinates of the post, else the middle of a place that is small enough to be one. */
function pointOf({ geo }: Tweet, place: Place | undefined): { lat: number; lon: number } | undefined {
  const exact = geo?.coordinates?.coordinates;
  if (exact) return { lon: exact[0], lat: exact[1] };
  const [west, south, east, north] = place?.geo?.bbox ?? [];
  if (place?.place_type !== 'poi' && place?.place_type !== 'neighborhood') return undefined;
  if (west === undefined || south === undefined || east === undefined || north === undefined)
    return undefined;
  return { lon: (west + east) / 2, lat: (south + north) / 2 };
}
