// A status as Mastodon gives it, and whether it may be kept. Pure.
// https://docs.joinmastodon.org/entities/Status/ · https://docs.joinmastodon.org/entities/Account/
import { z } from 'zod';

const count = z.number().nullish();

/** `indexable` is sent by Mastodon 4.3 and newer (app/serializers/rest/account_serializer.rb), `noindex` by 4.0 and newer. */
const account = z.object({
  acct: z.string().min(1),
  indexable: z.boolean().nullish(),
  noindex: z.boolean().nullish(),
});

export const statusSchema = z.object({
  id: z.string().min(1),
  uri: z.string(),
  created_at: z.string(),
  visibility: z.string(),
  language: z.string().nullish(),
  content: z.string().nullish(),
  spoiler_text: z.string().nullish(),
  in_reply_to_id: z.string().nullish(),
  reblog: z.unknown().optional(),
  replies_count: count,
  reblogs_count: count,
  favourites_count: count,
  account,
});

export type Status = z.output<typeof statusSchema>;

/** Why a status is left alone; undefined: it may be kept. */
export function leaveAlone({ visibility, reblog, account: author }: Status): string | undefined {
  if (reblog !== null && reblog !== undefined) return 'boost';
  // Unlisted ones can be seen by everybody, and were kept out of public lists by their writers.
  if (visibility !== 'public') return 'not public';
  if (author.noindex === true || author.indexable === false) return 'its writer asks not to be indexed';
  return undefined;
}

/** Old and new form: /users/NAME/statuses/1 and, from 4.4 on, /ap/users/2/statuses/1. */
const mastodonUri = /^https:\/\/([a-z0-9.-]{1,253})\/(?:ap\/)?users\/[^/]{1,100}\/statuses\/(\d{1,30})$/i;

/**
 * `HOST/NUMBER`: where a status of Mastodon was written, so that it is one post however many instances show it, and
 * without the name that its address holds. Of other programs, the instance that shows it.
 */
export function idOf(host: string, { id, uri }: Pick<Status, 'id' | 'uri'>): string {
  const [, origin, number] = mastodonUri.exec(uri) ?? [];
  return origin && number ? `${origin.toLowerCase()}/${number}` : `${host}/${id}`;
}

/** Both parts of an id of ours. */
export function placeOf(id: string): { host: string; number: string } | undefined {
  const [host, number, ...rest] = id.split('/');
  return host && number && rest.length === 0 ? { host, number } : undefined;
}

/** `name@host`, of local accounts too. */
export function accountOf(host: string, { account: { acct } }: Status): string {
  return acct.includes('@') ? acct : `${acct}@${host}`;
}

/** Ids are whole numbers written as text: the longer one is the greater one. */
export function newestOf(ids: readonly string[]): string | undefined {
  return ids.reduce<string | undefined>((newest, id) => {
    if (newest === undefined || id.length > newest.length) return id;
    return id.length === newest.length && id > newest ? id : newest;
  }, undefined);
}

/**
 * The id that a status of this moment would have: milliseconds in the upper bits, 16 bits of chance below
 * (lib/mastodon/snowflake.rb).
 */
export function idAt(at: Date): string {
  return (BigInt(Math.max(0, at.getTime())) << 16n).toString();
}
