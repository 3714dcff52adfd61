// An alert: what it tells of, from when to when, why, and what became of it.
import { createHash } from 'node:crypto';
import { z } from 'zod';

export const whySchema = z.object({
  /** words that are said more than before, at most five */
  terms: z.array(z.object({ term: z.string(), posts: z.number() })),
  /** neighbourhoods, at most five */
  places: z.array(z.object({ place: z.string(), name: z.string(), posts: z.number() })),
  sources: z.array(z.object({ source: z.string(), posts: z.number() })),
  /** of all posts of the window, 0…1 */
  copied: z.number(),
  automated: z.number(),
  official: z.number(),
  /** a few typical posts, as far as the terms of their sources let them be told; never their text */
  posts: z.array(
    z.object({ source: z.string(), id: z.string(), time: z.string(), url: z.string().optional() }),
  ),
});
export type Why = z.output<typeof whySchema>;

export const alertSchema = z.object({
  /** of city, watch and the alert before: two looks at once make the same, and it comes once */
  id: z.string(),
  rule: z.string(),
  kind: z.enum(['volume', 'sentiment', 'term', 'silent', 'budget']),
  sensitivity: z.enum(['low', 'medium', 'high']),
  audience: z.string(),
  /** what the rule watches; missing: everything */
  topic: z.string().optional(),
  place: z.string().optional(),
  project: z.string().optional(),
  source: z.string().optional(),
  /** of the subject, for people */
  label: z.string(),
  state: z.enum(['open', 'acknowledged', 'over']),
  /** `held`: quiet hours; `no recipient`: the profile names nobody who wants it; `set aside`: a flood of copies or machines, never sent; `dropped`: over before it could be sent */
  sending: z.enum(['waiting', 'held', 'sent', 'no recipient', 'set aside', 'dropped']),
  /** why it was set aside */
  flood: z.enum(['copies', 'automated']).optional(),
  /** one sentence */
  title: z.string(),
  /** since when, as far as it is known */
  onset: z.string(),
  foundAt: z.string(),
  seenAt: z.string(),
  overAt: z.string().optional(),
  sentAt: z.string().optional(),
  acknowledgedAt: z.string().optional(),
  /** of volume: posts, of sentiment: net sentiment, of terms: posts that say the first, of silence: hours, of a budget: share that is left */
  value: z.number(),
  usual: z.number().optional(),
  /** minutes that `value` was counted over */
  minutes: z.number().optional(),
  /** how often chance alone does as much in one look */
  p: z.number().optional(),
  /** the largest (of sentiment: lowest) value so far, and when */
  peak: z.object({ value: z.number(), usual: z.number().optional(), time: z.string() }),
  why: whySchema.optional(),
});
export type Alert = z.output<typeof alertSchema>;

/** As it is told once some of the posts behind it were deleted; its numbers stay those of when it was found. */
export function withoutPosts(alert: Alert, isGone: (post: { source: string; id: string }) => boolean): Alert {
  const { why } = alert;
  if (why === undefined || !why.posts.some(isGone)) return alert;
  return { ...alert, why: { ...why, posts: why.posts.filter((post) => !isGone(post)) } };
}

/** `before`: id of the alert of the watch that came before, empty for the first. Times are no part of it: no two looks have the same. */
export const alertId = (city: string, watch: string, before: string): string =>
  createHash('sha256')
    .update(JSON.stringify([city, watch, before]))
    .digest('hex')
    .slice(0, 32);

/** What is not over, and was not set aside; the newest first. */
export const openAlerts = (alerts: readonly Alert[]): Alert[] =>
  alerts
    .filter(({ state, flood }) => state !== 'over' && flood === undefined)
    .sort((a, b) => Date.parse(b.foundAt) - Date.parse(a.foundAt) || (a.id < b.id ? -1 : 1));
