// What is remembered between runs: per feed and per site of comments, what was seen and how it read.
import { z } from 'zod';
import { digest } from './identity.ts';

/** key → first characters of the content's hash, a dot, seconds since 1970 in base 36 */
const knownSchema = z.record(z.string(), z.string());
export type Known = Record<string, string>;

const troubleSchema = z.object({
  failures: z.number(),
  /** epoch ms; nothing is asked before */
  retryAt: z.number(),
  reason: z.string(),
  kind: z.enum(['rate limited', 'blocked', 'failed']),
  /** looks that brought something else than an answer, and the first of them (epoch ms) */
  spoilt: z.object({ looks: z.number(), since: z.number() }).optional(),
});
export type Trouble = z.output<typeof troubleSchema>;

const validators = {
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  /** hash of the last body */
  body: z.string().optional(),
};

/** An entry that was in the last list: its deletion can be noticed. */
const listedSchema = z.object({
  id: z.string(),
  /** the article; of a comment, the article it stands under */
  url: z.string(),
  at: z.number(),
  title: z.string().optional(),
  /** a feed of the comments under it */
  comments: z.string().optional(),
});
export type Listed = z.output<typeof listedSchema>;

const feedSchema = z.object({
  ...validators,
  known: knownSchema,
  listed: z.array(listedSchema),
  /** epoch ms of the last look, and of the last one that was not conditional */
  checkedAt: z.number().optional(),
  fullAt: z.number().optional(),
  /** epoch ms: older parts of the feed are still to be read down to here */
  until: z.number().optional(),
  /** the site whose comments belong to this feed, and its WordPress interface */
  site: z.string().optional(),
  api: z.string().optional(),
  isWordPress: z.boolean().optional(),
  trouble: troubleSchema.optional(),
});
export type FeedState = z.output<typeof feedSchema>;

const siteSchema = z.object({
  ...validators,
  known: knownSchema,
  listed: z.array(listedSchema),
  checkedAt: z.number().optional(),
  fullAt: z.number().optional(),
  /** feeds of articles that a look asked for and has not read yet */
  owed: z.array(z.string()).optional(),
  /** that look found nothing known in the list of the newest comments: more were written than it holds */
  isBehind: z.boolean().optional(),
  /** epoch ms up to which comments were listed without a gap */
  newest: z.number().optional(),
  /** a list that was interrupted: where it began and where it goes on (epoch ms) */
  resume: z.object({ from: z.number(), at: z.number() }).optional(),
  /** the interface is refused: comment feeds are read until this (epoch ms) */
  noRestUntil: z.number().optional(),
  /** epoch ms since when most comments seem to be gone */
  doubt: z.number().optional(),
  trouble: troubleSchema.optional(),
});
export type SiteState = z.output<typeof siteSchema>;

const cursorSchema = z.object({
  version: z.literal(1),
  feeds: z.record(z.string(), feedSchema),
  sites: z.record(z.string(), siteSchema),
});
export type Cursor = z.output<typeof cursorSchema>;

/** A copy to work on. A cursor that cannot be read is none: what is listed now is read again. */
export function readCursor(cursor: unknown): Cursor {
  const parsed = cursorSchema.safeParse(cursor);
  const found = parsed.success ? parsed.data : { version: 1 as const, feeds: {}, sites: {} };
  // Keys are addresses of a profile: without a prototype, none of them can reach one.
  return {
    version: 1,
    feeds: Object.assign(Object.create(null), found.feeds),
    sites: Object.assign(Object.create(null), found.sites),
  };
}

export function stateOf<State>(states: Record<string, State>, key: string, fresh: State): State {
  states[key] ??= fresh;
  return states[key];
}

export const freshState = (): { known: Known; listed: Listed[] } => ({
  known: Object.create(null) as Known,
  listed: [],
});

/** Short name of an id in `known`. */
export const keyOf = (id: string): string => digest(id, 12);

/** What of a post makes a new version when it changes. */
export const contentHash = (...parts: readonly unknown[]): string => digest(JSON.stringify(parts), 8);

export interface Memory {
  hash: string;
  /** epoch ms, whole seconds */
  at: number;
}

export function recall(known: Known, key: string): Memory | undefined {
  const [hash, seconds] = Object.hasOwn(known, key) ? known[key]!.split('.') : [];
  return hash === undefined ? undefined : { hash, at: Number.parseInt(seconds ?? '0', 36) * 1_000 };
}

/** Also makes it the youngest, so that `forget` keeps it. */
export function remember(known: Known, key: string, { hash, at }: Memory): void {
  delete known[key];
  known[key] = `${hash}.${Math.floor(at / 1_000).toString(36)}`;
}

/** Keeps the youngest `most` entries. */
export function forget(known: Known, most: number): void {
  const keys = Object.keys(known);
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) delete known[key];
}
