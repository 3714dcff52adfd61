// The public interface of Bluesky's own servers, without an account.
// https://docs.bsky.app/docs/api/app-bsky-feed-get-author-feed · .../app-bsky-feed-get-posts · .../rate-limits
import { z } from 'zod';
import { TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import { askJson, type CallContext } from '../json-api.ts';
import type { ListPage } from '../walk.ts';
import { type Item, partsOf } from './record.ts';

export const appView = 'public.api.bsky.app';
const window = 'app view';
const mostUris = 25;

const count = z.number().optional();
const label = z.object({ val: z.string() });
const postView = z.object({
  uri: z.string(),
  author: z.object({ did: z.string(), labels: z.array(label).optional() }),
  record: z.unknown(),
  indexedAt: z.string(),
  likeCount: count,
  replyCount: count,
  repostCount: count,
});
type PostView = z.output<typeof postView>;
const feedSchema = z.object({ feed: z.array(z.unknown()), cursor: z.string().optional() });
const feedEntry = z.object({
  post: postView,
  reply: z.object({ parent: z.unknown() }).optional(),
  reason: z.object({ $type: z.string(), indexedAt: z.string().optional() }).optional(),
});

export interface FeedEntry {
  item: Item;
  uri: string;
  /** ISO time by which the feed is ordered */
  at: string;
  /** a repost, or a writer who wants to be seen by signed-in people only */
  skip?: string;
}

/**
 * How far the clock of the servers is ahead of ours, in ms; 0 where it cannot be learned. The stream is entered by time,
 * and a moment that has not come yet would skip everything that waits there.
 */
export async function readSkew(context: CallContext, actor: string): Promise<number> {
  const query = new URLSearchParams({ actor, limit: '1' });
  try {
    const { headers } = await askJson(
      context,
      `https://${appView}/xrpc/app.bsky.feed.getAuthorFeed?${query}`,
      {
        window,
      },
    );
    const date = Date.parse(headers.date ?? '');
    return Number.isNaN(date) ? 0 : date - context.clock.now().getTime();
  } catch (error) {
    if (error instanceof RefusedError) return 0;
    throw error;
  }
}

/** A page of what an account has written, the newest first. */
export async function readAuthorFeed(
  context: CallContext,
  actor: string,
  token: string | undefined,
): Promise<ListPage<FeedEntry>> {
  const query = new URLSearchParams({ actor, limit: '100', filter: 'posts_with_replies' });
  if (token !== undefined) query.set('cursor', token);
  const url = `https://${appView}/xrpc/app.bsky.feed.getAuthorFeed?${query}`;
  const { value } = await askJson(context, url, { window });
  const { feed, cursor } = feedSchema.safeParse(value).data ?? {};
  if (!feed) throw new TransientError(`${appView} sent no feed`);
  const entries = feed.map((entry) => feedEntry.safeParse(entry).data).filter((entry) => entry !== undefined);
  return { entries: entries.flatMap(entryOf), next: cursor };
}

function entryOf({ post, reply, reason }: z.output<typeof feedEntry>): FeedEntry[] {
  const parts = partsOf(post.uri);
  if (!parts) return [];
  const parent = postView.safeParse(reply?.parent).data;
  const skip = reason?.$type.endsWith('#reasonRepost')
    ? 'repost'
    : hides(post)
      ? 'signed-in only'
      : undefined;
  const parentText = parent && textOf(parent);
  return [
    {
      ...{ uri: post.uri, at: reason?.indexedAt ?? post.indexedAt },
      ...(skip && { skip }),
      item: {
        ...{ ...parts, record: post.record, seenAt: post.indexedAt, engagement: engagementOf(post) },
        ...(parentText !== undefined && { parentText }),
      },
    },
  ];
}

const engagementOf = ({ likeCount, replyCount, repostCount }: PostView) => ({
  ...(likeCount !== undefined && { likes: likeCount }),
  ...(replyCount !== undefined && { replies: replyCount }),
  ...(repostCount !== undefined && { shares: repostCount }),
});

/** https://docs.bsky.app/docs/advanced-guides/moderation: accounts that ask not to be shown to the public. */
const hides = ({ author }: PostView) => author.labels?.some(({ val }) => val === '!no-unauthenticated');

function textOf(post: PostView): string | undefined {
  const text = (post.record as { text?: unknown } | null)?.text;
  return typeof text === 'string' && !hides(post) ? text : undefined;
}

/** Words by address; addresses that are gone, or cannot be asked for, have none. */
export async function readTexts(
  context: CallContext,
  uris: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const known = [...new Set(uris)].filter((uri) => partsOf(uri) !== undefined);
  for (let at = 0; at < known.length; at += mostUris) {
    const query = new URLSearchParams(
      known.slice(at, at + mostUris).map((uri): [string, string] => ['uris', uri]),
    );
    try {
      const { value } = await askJson(context, `https://${appView}/xrpc/app.bsky.feed.getPosts?${query}`, {
        window,
      });
      for (const post of z.object({ posts: z.array(postView) }).safeParse(value).data?.posts ?? []) {
        const text = textOf(post);
        if (text !== undefined) texts.set(post.uri, text);
      }
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
    }
  }
  return texts;
}
