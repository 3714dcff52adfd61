// RawPost → Post: cleaned, masked, its author hashed, validated. Pure but for the year's key it asks for.
import { allowedAccounts, cleanText, hashAuthor, maskText, normalizeAccount } from '../mask.ts';
import { type Post, postSchema } from '../post.ts';
import type { CollectorCity, RawPost } from './collector.ts';
import { personFreeUrl } from './post-url.ts';

export interface Preparer {
  /** A post for the queue with what was mended, or the reason why there is none with what can be kept of it. */
  prepare(raw: RawPost, collectedAt: Date): Prepared | Refused;
  /** What may stand in a dead letter: text masked, no author, no foreign fields. */
  keep(raw: Partial<RawPost>): KeptPost;
}

export interface Prepared {
  post: Post;
  mended: string[];
}

export interface Refused {
  reason: string;
  kept: KeptPost;
}

export type KeptPost = Partial<
  Pick<Post, 'source' | 'id' | 'channel' | 'kind' | 'url' | 'createdAt' | 'title' | 'text'>
>;

/** Context of a reply, not the post itself: enough of it to understand the reply. */
const maxParentLength = 10_000;
const maxTitleLength = 2_000;
const dayMs = 86_400_000;
const earliest = Date.UTC(1990, 0, 1);

type Draft = Record<string, unknown>;
const isRecord = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `authorKey` gives the key of a post's year. */
export function createPreparer(city: CollectorCity, authorKey: (createdAt: Date) => Buffer): Preparer {
  const allowed = allowedAccounts(city.officialAccounts);
  const official = new Set(
    city.officialAccounts.map(({ source, account }) => `${source}\0${normalizeAccount(account)}`),
  );

  function clean(value: unknown, max: number, mended?: string[], field?: string): unknown {
    if (typeof value !== 'string') return value;
    const cleaned = cleanText(value, max);
    for (const what of cleaned.mended) mended?.push(`${field}: ${what}`);
    const masked = maskText(cleaned.text, allowed).text;
    // A mask may be longer than what it replaced.
    return masked.length > max ? cleanText(masked, max).text : masked;
  }

  function draftOf(raw: RawPost, collectedAt: Date, mended: string[]): Draft {
    const draft: Draft = {
      source: raw.source,
      id: typeof raw.id === 'string' ? cleanText(raw.id).text : raw.id,
      createdAt: raw.createdAt,
      collectedAt: collectedAt.toISOString(),
      text: clean(raw.text, 100_000, mended, 'text'),
    };
    if (raw.channel !== undefined) draft.channel = clean(raw.channel, 200);
    if (raw.kind !== undefined) draft.kind = raw.kind;
    if (raw.title !== undefined) draft.title = clean(raw.title, maxTitleLength, mended, 'title');
    if (raw.url !== undefined) draft.url = personFreeUrl(raw.url);
    if (raw.language !== undefined) draft.language = clean(raw.language, 1_000);
    if (raw.geo !== undefined) draft.geo = raw.geo;
    if (raw.engagement !== undefined) draft.engagement = raw.engagement;
    if (raw.official === true) draft.official = true;
    if (isRecord(raw.parent))
      draft.parent = { id: raw.parent.id, text: clean(raw.parent.text, maxParentLength) };
    if (isRecord(raw.thread))
      draft.thread = { id: raw.thread.id, title: clean(raw.thread.title, maxTitleLength) };
    if (isRecord(raw.service)) {
      draft.service = {
        ...raw.service,
        name: clean(raw.service.name, 300),
        status: clean(raw.service.status, 1_000),
      };
    }
    return draft;
  }

  function keep(raw: Partial<RawPost>): KeptPost {
    const kept: Draft = {};
    for (const field of ['source', 'id', 'channel', 'kind', 'title', 'text'] as const) {
      const value = clean(raw[field], field === 'text' ? 100_000 : maxTitleLength);
      if (typeof value === 'string') kept[field] = value;
    }
    const url = personFreeUrl(raw.url);
    if (typeof url === 'string' && URL.canParse(url)) kept.url = url;
    // Anything may stand in a column of dates, a name too.
    if (typeof raw.createdAt === 'string' && /^[\d\sTZ:.,+/-]{1,40}$/.test(raw.createdAt))
      kept.createdAt = raw.createdAt;
    return kept as KeptPost;
  }

  function prepare(raw: RawPost, collectedAt: Date): Prepared | Refused {
    const mended = [...(raw.mended ?? [])];
    const checked = validate(draftOf(raw, collectedAt, mended), mended);
    if (typeof checked === 'string') return { reason: checked, kept: keep(raw) };
    const createdAt = new Date(checked.createdAt);
    if (createdAt.getTime() < earliest || createdAt.getTime() > collectedAt.getTime() + dayMs) {
      return { reason: 'createdAt: expected a time from 1990 to tomorrow', kept: keep(raw) };
    }
    const account = typeof raw.account === 'string' ? normalizeAccount(raw.account) : '';
    if (account !== '') {
      checked.author = hashAuthor(authorKey(createdAt), checked.source, account);
      if (official.has(`${checked.source}\0${account}`)) checked.official = true;
    }
    return { post: checked, mended };
  }

  return { prepare, keep };
}

const optional = new Set([
  'channel',
  'kind',
  'url',
  'title',
  'parent',
  'thread',
  'language',
  'geo',
  'engagement',
  'service',
]);

/** The post, or why it is none. Optional fields that are wrong are left out, and said so in `mended`. */
function validate(draft: Draft, mended: string[]): Post | string {
  const first = postSchema.safeParse(draft);
  if (first.success) return first.data;
  for (const { path } of first.error.issues) {
    const [field, part] = path;
    if (typeof field !== 'string' || !optional.has(field) || draft[field] === undefined) continue;
    const group = draft[field];
    const isPart =
      (field === 'engagement' || field === 'service') && typeof part === 'string' && isRecord(group);
    if (isPart) draft[field] = { ...group, [part]: undefined };
    else delete draft[field];
    mended.push(`${isPart ? `${field}.${part}` : field}: left out, its value is not valid`);
  }
  const second = postSchema.safeParse(draft);
  if (second.success) return second.data;
  const issue = second.error.issues[0]!;
  return `${issue.path.join('.') || 'post'}: ${issue.message}`;
}
