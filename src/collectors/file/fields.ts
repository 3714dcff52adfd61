// Which key of a record, or column of a table, holds which field of a post.
import { ConfigError } from '../../errors.ts';

/** Fields with the names that archives give them, the best first; compared in lower case without `_`, `-`, `.` and spaces. */
const names = {
  id: [
    'id',
    'idstr',
    'postid',
    'tweetid',
    'statusid',
    'commentid',
    'messageid',
    'caseid',
    'servicerequestid',
    'guid',
    'uuid',
  ],
  source: ['source', 'platform', 'network', 'provider'],
  channel: ['channel', 'subreddit', 'instance', 'feed', 'jurisdiction', 'forum', 'page', 'group'],
  kind: ['kind', 'type', 'posttype'],
  url: ['url', 'link', 'permalink', 'uri', 'posturl', 'href'],
  createdAt: [
    'createdat',
    'created',
    'createdutc',
    'date',
    'datetime',
    'time',
    'timestamp',
    'publishedat',
    'published',
    'pubdate',
    'postedat',
    'posted',
    'requesteddatetime',
    'datecreated',
    'createdate',
  ],
  text: [
    'text',
    'fulltext',
    'content',
    'message',
    'body',
    'selftext',
    'description',
    'comment',
    'tweet',
    'posttext',
    'caption',
  ],
  title: ['title', 'headline', 'subject'],
  author: [
    'author',
    'authorid',
    'user',
    'userid',
    'username',
    'screenname',
    'account',
    'handle',
    'userscreenname',
    'from',
  ],
  official: ['official'],
  language: ['language', 'lang'],
  lat: ['lat', 'latitude', 'geolat'],
  lon: ['lon', 'lng', 'long', 'longitude', 'geolon'],
  likes: [
    'likes',
    'likecount',
    'favoritecount',
    'favouritecount',
    'favorites',
    'favourites',
    'upvotes',
    'score',
    'reactions',
  ],
  replies: ['replies', 'replycount', 'comments', 'commentcount', 'numcomments'],
  shares: ['shares', 'sharecount', 'retweets', 'retweetcount', 'reposts', 'repostcount', 'reblogs'],
  views: ['views', 'viewcount', 'impressions'],
  parentId: ['parentid', 'inreplytoid', 'inreplytostatusid', 'inreplyto', 'replyto'],
  parentText: ['parenttext'],
  threadId: ['threadid', 'conversationid', 'linkid', 'articleid'],
  threadTitle: ['threadtitle', 'linktitle', 'articletitle'],
  serviceCode: ['servicecode'],
  serviceName: ['servicename', 'category', 'casetype', 'requesttype'],
  serviceStatus: ['servicestatus', 'status', 'casestatus'],
  serviceClosedAt: ['closedat', 'closeddatetime', 'closeddate', 'servicecloseddate', 'dateclosed'],
  // Objects, as Post lines have them.
  parent: ['parent'],
  thread: ['thread'],
  geo: ['geo'],
  engagement: ['engagement'],
  service: ['service'],
} as const;

export type Field = keyof typeof names;
export const fieldNames = Object.keys(names) as Field[];

const plain = (key: string) => key.toLowerCase().replace(/[_\-.\s]/g, '');

const byName = new Map<string, { field: Field; rank: number }>();
for (const field of fieldNames) {
  names[field].forEach((name, rank) => {
    byName.set(name, { field, rank });
  });
}

/** Looks up the field of a key: what `columns` says first, then the common names. */
export interface FieldMap {
  fieldOf(key: string): { field: Field; rank: number } | undefined;
}

/** `columns`: field of the post → header or key. ConfigError for a field that a post does not have. */
export function createFieldMap(columns: Readonly<Record<string, string>>): FieldMap {
  const unknown = Object.keys(columns).filter((field) => !fieldNames.includes(field as Field));
  if (unknown.length > 0) {
    throw new ConfigError('columns names fields that a post does not have', {
      problems: unknown.map((field) => `columns.${field}: expected one of ${fieldNames.join(', ')}`),
    });
  }
  const given = new Map(Object.entries(columns).map(([field, key]) => [key.trim(), field as Field]));
  const assigned = new Set(given.values());
  const known = new Map<string, { field: Field; rank: number } | undefined>();
  function lookUp(key: string) {
    const field = given.get(key.trim());
    if (field) return { field, rank: -1 };
    const found = key.length <= 60 ? byName.get(plain(key)) : undefined;
    return found && !assigned.has(found.field) ? found : undefined;
  }
  function fieldOf(key: string) {
    if (known.has(key)) return known.get(key);
    const found = lookUp(key);
    if (known.size < 1_000) known.set(key, found);
    return found;
  }
  return { fieldOf };
}

/** Which field each column of a header holds. ConfigError when a named column is missing, or text or date have none. */
export function mapHeader(
  header: readonly string[],
  map: FieldMap,
  columns: Readonly<Record<string, string>>,
): (Field | undefined)[] {
  const best = new Map<Field, { index: number; rank: number }>();
  header.forEach((key, index) => {
    const found = map.fieldOf(key);
    const known = found && best.get(found.field);
    if (found && (!known || found.rank < known.rank)) best.set(found.field, { index, rank: found.rank });
  });
  const present = new Set(header.map((key) => key.trim()));
  const problems = Object.entries(columns)
    .filter(([, key]) => !present.has(key.trim()))
    .map(([field, key]) => `columns.${field}: there is no column ${JSON.stringify(key)}`);
  if (!best.has('text') && !best.has('title'))
    problems.push('no column holds the text: name it with columns.text');
  if (!best.has('createdAt')) problems.push('no column holds the time: name it with columns.createdAt');
  if (problems.length > 0) {
    const listed = header
      .slice(0, 50)
      .map((key) => JSON.stringify(key.slice(0, 60)))
      .join(', ');
    throw new ConfigError(`the columns of this file are ${listed}`, { problems });
  }
  const fields: (Field | undefined)[] = header.map(() => undefined);
  for (const [field, { index }] of best) fields[index] = field;
  return fields;
}
