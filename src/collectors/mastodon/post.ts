// A status → a post. Pure.
import type { Dead, RawPost, Skip } from '../collector.ts';
import { htmlToText } from '../news/html-text.ts';
import type { Context } from './context.ts';
import { accountOf, idOf, leaveAlone, type Status, statusSchema } from './status.ts';
import type { Item } from './timelines.ts';

/** Longest markup that is read: Mastodon allows 500 characters, other programs some thousand. */
const mostContent = 100_000;

export function postOf(item: unknown): RawPost | Skip | Dead {
  const { host, status: given, rootId, ...context } = (item ?? {}) as Partial<Item>;
  const status = statusSchema.safeParse(given).data;
  if (!status || typeof host !== 'string') return { dead: 'not in the form that Mastodon gives statuses' };
  const skip = leaveAlone(status);
  if (skip !== undefined) return { skip };
  const text = textOf(status);
  if (text === '') return { skip: 'without words' };
  const id = idOf(host, status);
  const isReply = typeof status.in_reply_to_id === 'string';
  return {
    ...{ source: 'mastodon', id, text, channel: host, createdAt: status.created_at },
    kind: isReply ? 'comment' : 'post',
    url: `https://${id.replace('/', '/statuses/')}`,
    account: accountOf(host, status),
    ...(status.language && { language: status.language }),
    ...(isReply && { parent: parentOf(host, status, context) }),
    ...(rootId && { thread: { id: rootId } }),
    engagement: {
      likes: status.favourites_count ?? undefined,
      replies: status.replies_count ?? undefined,
      shares: status.reblogs_count ?? undefined,
    },
  };
}

function parentOf(host: string, { in_reply_to_id: id }: Status, { parentId, parent }: Partial<Context>) {
  return { id: parentId ?? `${host}/${id}`, ...(parent && { text: textOf(parent) }) };
}

/** Words of a content warning stand before the rest, as they are shown. */
function textOf({ spoiler_text, content }: Status): string {
  const parts = [spoiler_text?.trim() ?? '', htmlToText((content ?? '').slice(0, mostContent))];
  return parts.filter((part) => part !== '').join('\n\n');
}
