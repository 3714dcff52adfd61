// How an instance is asked. https://docs.joinmastodon.org/methods/timelines/#tag · https://docs.joinmastodon.org/api/rate-limits/
import { z } from 'zod';
import { ConfigError, TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import { askJson, type CallContext, type JsonAnswer } from '../json-api.ts';
import type { Instance } from './options.ts';

/** 300 calls in 5 minutes of an address and of an account; the guarded client paces a host at that. */
export type Ask = (path: string) => Promise<JsonAnswer>;

export function createAsk(
  context: CallContext,
  { host, token }: Instance,
  credentials: Readonly<Record<string, string>>,
): Ask {
  const headers = token === undefined ? {} : { authorization: `Bearer ${credentials[token]}` };
  return (path) =>
    askJson(context, `https://${host}${path}`, { headers, window: host, resetForm: 'iso time' });
}

/** The most that a timeline gives at once. */
export const pageSize = 40;

export interface TagPage {
  statuses: unknown[];
  /** where to go on from; missing where the instance does not say */
  nextMinId?: string;
}

/** The statuses that follow `minId`. A hashtag that nobody has used yet has none. */
export async function readTag(ask: Ask, instance: Instance, tag: string, minId: string): Promise<TagPage> {
  const query = new URLSearchParams({ limit: String(pageSize), min_id: minId });
  let answer: JsonAnswer;
  try {
    answer = await ask(`/api/v1/timelines/tag/${encodeURIComponent(tag)}?${query}`);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    if (error.status === 404) return { statuses: [] };
    if (error.status === 401 && instance.token === undefined) throw askedForToken(instance.host);
    throw error;
  }
  const { value, headers } = answer;
  if (!Array.isArray(value)) throw new TransientError(`${instance.host} sent no list of statuses`);
  const nextMinId = minIdOf(headers.link);
  return { statuses: value, ...(nextMinId !== undefined && { nextMinId }) };
}

const askedForToken = (host: string) =>
  new ConfigError(`${host} shows hashtags to signed-in programs only: name a token for it in the options`);

/** `min_id` of rel="prev", which leads to what is newer. The address itself is not followed. */
function minIdOf(link: string | undefined): string | undefined {
  for (const part of (link ?? '').slice(0, 8_000).split(',')) {
    const [target = '', ...parameters] = part.split(';');
    if (!parameters.some((parameter) => /^\s*rel="?prev"?\s*$/.test(parameter))) continue;
    const url = target.trim().replace(/^<|>$/g, '');
    const minId = URL.canParse(url) ? new URL(url).searchParams.get('min_id') : null;
    if (minId !== null && /^\w{1,40}$/.test(minId)) return minId;
  }
  return undefined;
}

const access = z.object({ local: z.string().optional(), remote: z.string().optional() });
const instanceSchema = z.object({
  configuration: z.object({ timelines_access: z.object({ hashtag_feeds: access }) }),
});

/**
 * Why a timeline is empty, where the instance says so: from 4.5 on some answer an empty list to everybody who is not
 * signed in. https://docs.joinmastodon.org/entities/Instance/#timelines_access-hashtag_feeds
 */
export async function whyEmpty(ask: Ask, { host, token }: Instance): Promise<ConfigError | undefined> {
  let value: unknown;
  try {
    ({ value } = await ask('/api/v2/instance'));
  } catch (error) {
    if (error instanceof RefusedError) return undefined;
    throw error;
  }
  const feeds = instanceSchema.safeParse(value).data?.configuration.timelines_access.hashtag_feeds;
  const levels = [feeds?.local ?? 'public', feeds?.remote ?? 'public'];
  if (levels.every((level) => level === 'disabled'))
    return new ConfigError(`${host} shows no hashtags at all`);
  if (token === undefined && levels.every((level) => level !== 'public')) return askedForToken(host);
  return undefined;
}
