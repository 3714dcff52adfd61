// Entries of a feed with their names and dates. Pure but for what is remembered of dates.
import { contentHash, type FeedState, keyOf, type Listed, recall } from './cursor.ts';
import type { ReadFeedDate } from './dates.ts';
import type { FeedEntry } from './feed-document.ts';
import { cleanLink, idOf } from './identity.ts';
import { type FeedOptions, publicationOf } from './options.ts';

export interface Draft {
  entry: FeedEntry;
  id: string;
  /** the id's short name in what is known */
  key: string;
  url?: string;
  /** epoch ms */
  at: number;
  /** the feed says when it was published */
  isDated: boolean;
}

export interface Known {
  known: FeedState['known'];
  readDate: ReadFeedDate;
  /** epoch ms */
  now: number;
}

/**
 * One draft per id, the first of several. A guid that stands for different links names nothing: those entries are
 * named by their links. Without a date of publication an entry keeps the time at which it was first seen.
 */
export function draftsOf(
  entries: readonly FeedEntry[],
  feed: FeedOptions,
  { known, readDate, now }: Known,
): Draft[] {
  const publication = { channel: feed.channel, host: publicationOf(feed.url) };
  const links = linksByGuid(entries);
  const drafts = new Map<string, Draft>();
  for (const entry of entries) {
    const url = cleanLink(entry.url);
    const isShared = entry.guid !== undefined && (links.get(entry.guid)?.size ?? 0) > 1;
    const { title, published: date } = entry;
    const guid = isShared ? undefined : entry.guid;
    const id = idOf(publication, { guid, url, title, date, text: entry.body.value });
    if (drafts.has(id)) continue;
    const key = keyOf(id);
    const published = readDate(entry.published);
    const firstSeen = () => Math.min(readDate(entry.updated) ?? now, now);
    const at = published ?? recall(known, key)?.at ?? firstSeen();
    drafts.set(id, { entry, id, key, ...(url && { url }), at, isDated: published !== undefined });
  }
  return [...drafts.values()];
}

function linksByGuid(entries: readonly FeedEntry[]): Map<string, Set<string>> {
  const links = new Map<string, Set<string>>();
  for (const { guid, url } of entries) {
    if (guid === undefined || url === undefined) continue;
    const known = links.get(guid);
    if (known) known.add(url);
    else links.set(guid, new Set([url]));
  }
  return links;
}

/** What makes a new version of a draft with this text. A date of first sight is no content. */
export function draftHash({ entry, url, at, isDated }: Draft, text: string | undefined): string {
  return contentHash(entry.title, text, url, isDated ? at : undefined);
}

/** What is remembered of a list to notice what is missing from the next: the newest `most` entries with a page. */
export function listedOf(drafts: readonly Draft[], most: number): Listed[] {
  return drafts
    .filter((draft) => draft.url !== undefined)
    .sort((a, b) => b.at - a.at)
    .slice(0, most)
    .map(({ id, url, at, entry: { title, commentFeed, replies } }) => ({
      ...{ id, url: url!, at },
      ...(title && { title: title.slice(0, 300) }),
      ...(commentFeed && replies !== 0 && { comments: commentFeed }),
    }));
}

/**
 * Of what was listed before, what this list should hold and does not: newer than its oldest entry. Empty for lists
 * that are not in order of time, where a missing entry says nothing.
 */
export function missingOf(listed: readonly Listed[], drafts: readonly Draft[]): Listed[] {
  const dated = drafts.filter(({ isDated }) => isDated);
  if (dated.length < 2 || dated.length < drafts.length) return [];
  const inOrder = dated.filter(({ at }, index) => index === 0 || at <= dated[index - 1]!.at).length;
  if (inOrder < dated.length * 0.9) return [];
  const ids = new Set(drafts.map(({ id }) => id));
  const oldest = Math.min(...dated.map(({ at }) => at));
  return listed.filter(({ id, at }) => at > oldest && !ids.has(id));
}
