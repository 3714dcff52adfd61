// Entries of a comment feed, understood: which comment, under which article, in answer to which. Pure.
import { keyOf, type Listed } from './cursor.ts';
import type { FeedEntry, Markup } from './feed-document.ts';
import { articleAddress, cleanLink, commentId, commentNumber, idOf } from './identity.ts';
import { publicationOf } from './options.ts';

export interface CommentDraft {
  entry: FeedEntry;
  id: string;
  key: string;
  /** epoch ms; undefined when the feed says none that can be read */
  at: number | undefined;
  url?: string;
  /** the article, as an id and as an address */
  thread?: { id: string; url: string };
  parentId?: string;
  /** without the line that names whom it answers */
  body: Markup;
}

export interface CommentSite {
  /** address, ends in "/" */
  url: string;
  channel: string;
}

/** "In reply to <a href="…#comment-7">Name</a>." — WordPress begins answers in feeds so, in the site's language. */
const replyLine =
  /^\s*(?:<p>)?[^<]{0,80}<a href="([^"<>]{1,1000}#comment-\d+)"[^<>]{0,200}>[^<]{0,300}<\/a>[^<\n]{0,40}(?:<\/p>|\n)\s*/;

/** `article` is the address of the article whose own feed this is, where it is one. */
export function commentDraft(
  entry: FeedEntry,
  site: CommentSite,
  readDate: (value: string | undefined) => number | undefined,
  article?: string,
): CommentDraft {
  const publication = { channel: site.channel, host: publicationOf(site.url) };
  const url = cleanLink(entry.url);
  const number = commentNumber(entry.guid) ?? commentNumber(url);
  const id = number
    ? commentId(site.url, number)
    : idOf(publication, { guid: entry.guid, url, date: entry.published, text: entry.body.value });
  const answered = entry.body.isHtml ? replyLine.exec(entry.body.value) : null;
  const references = [...entry.inReplyTo, ...(answered ? [answered[1]!] : [])];
  const page = url && commentNumber(url) ? articleAddress(url) : article;
  const guid = commentNumber(entry.guid) ? articleAddress(entry.guid!) : page;
  const thread = page ? { id: idOf(publication, { guid, url: page, text: '' }), url: page } : undefined;
  // The first answers of an article name the article.
  const nameOf = (reference: string) => {
    const answeredNumber = commentNumber(reference);
    if (answeredNumber) return commentId(site.url, answeredNumber);
    return number ? id : idOf(publication, { guid: reference, text: '' });
  };
  const parentId = references
    .map(nameOf)
    .find((one) => one !== id && one !== thread?.id && one !== thread?.url);
  const at = readDate(entry.published) ?? readDate(entry.updated);
  return {
    ...{ entry, id, key: number ?? keyOf(id), at },
    ...(url && { url }),
    ...(thread && { thread }),
    ...(parentId && { parentId }),
    body: answered ? { ...entry.body, value: entry.body.value.slice(answered[0].length) } : entry.body,
  };
}

/** The newest `most` comments with their articles, for the next run to notice what is missing. */
export function listedComments(drafts: readonly CommentDraft[], most: number): Listed[] {
  return drafts
    .flatMap(({ id, at, thread }) => (thread && at !== undefined ? [{ id, url: thread.url, at }] : []))
    .sort((a, b) => b.at - a.at)
    .slice(0, most);
}

/** Whether a list covers the time of a comment and does not hold it. An empty list covers everything. */
export function lacks(drafts: readonly CommentDraft[], { id, at }: Listed, isWhole: boolean): boolean {
  if (drafts.some((draft) => draft.id === id)) return false;
  const times = drafts.flatMap((draft) => (draft.at === undefined ? [] : [draft.at]));
  return isWhole || (times.length > 0 && Math.min(...times) < at);
}
