// Answers to the queries of the store, computed the slow and obvious way from a list of posts: no SQL, and times from
// Intl alone, so that nothing is shared with what it checks.
import type { EnrichedPost, SentimentLabel } from '../../src/post.ts';
import type { SearchQuestion } from './search-question.ts';

export interface SlowQuery {
  timezone: string;
  fromMs: number;
  toMs: number;
  topic?: string[];
  place?: string[];
  source?: string[];
  kind?: string[];
  lang?: string[];
  sentiment?: string[];
  intent?: string[];
  include?: string[];
  search?: SearchQuestion;
  by?: 'topic' | 'place' | 'source' | 'sentiment' | 'intent';
  interval?: 'hour' | 'day' | 'week' | 'month';
}

export interface SlowCounts {
  volume: number;
  voices: number;
  reach: number;
  negative: number;
  neutral: number;
  positive: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallOf(timezone: string, ms: number): { date: string; hour: string; offset: number } {
  const format =
    formats.get(timezone) ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: timezone,
      dateStyle: 'short',
      timeStyle: 'medium',
      hourCycle: 'h23',
    });
  formats.set(timezone, format);
  const [date = '', time = ''] = format.format(ms).split(' ');
  const offset = Math.round((Date.parse(`${date}T${time}Z`) - ms) / 60_000);
  return { date, hour: time.slice(0, 2), offset };
}

/** Name of the bucket of an instant; the two passes of a repeated hour are told apart by the offset. */
export function slowBucket(
  timezone: string,
  ms: number,
  interval: NonNullable<SlowQuery['interval']>,
): string {
  const { date, hour, offset } = wallOf(timezone, ms);
  if (interval === 'month') return date.slice(0, 7);
  if (interval === 'day') return date;
  if (interval === 'week') {
    const noon = new Date(`${date}T12:00:00Z`);
    noon.setUTCDate(noon.getUTCDate() - ((noon.getUTCDay() + 6) % 7));
    return noon.toISOString().slice(0, 10);
  }
  return `${date} ${hour} ${offset}`;
}

function words(post: EnrichedPost): string[] {
  return `${post.title ?? ''} ${post.text}`
    .toLowerCase()
    .split(/[\s.,!?]+/)
    .filter((word) => word !== '');
}

function has(list: string[] | undefined, value: string): boolean {
  return list === undefined || list.includes(value);
}

/** Labels under which a post counts: its own, or those of its wanted topics. */
function labelsOf(post: EnrichedPost, query: SlowQuery): { group: string; label: SentimentLabel }[] {
  const wanted = post.topics.filter(({ id }) => has(query.topic, id));
  if (query.by === 'topic') return wanted.map(({ id, sentiment }) => ({ group: id, label: sentiment.label }));
  if (query.topic !== undefined && wanted.length === 0) return [];
  const only = query.topic?.length === 1 ? wanted[0]!.sentiment.label : post.sentiment.label;
  const groups = { place: post.neighbourhood, source: post.source, sentiment: only, intent: post.intent };
  return [{ group: query.by ? groups[query.by] : '', label: only }];
}

function passes(post: EnrichedPost, query: SlowQuery): boolean {
  const at = Date.parse(post.createdAt);
  const said = words(post);
  return (
    at >= query.fromMs &&
    at < query.toMs &&
    has(query.place, post.neighbourhood) &&
    has(query.source, post.source) &&
    has(query.kind, post.kind) &&
    has(query.lang, post.lang) &&
    has(query.intent, post.intent) &&
    (query.search?.passes(said, post) ?? true)
  );
}

/** Whether sentiment counts it. */
function isCounted(post: EnrichedPost, include: string[]): boolean {
  const reasons = post.flags.map((flag) => (flag === 'syndicated' ? 'copied' : flag));
  if (post.official) reasons.push('official');
  return post.relevance.decision === 'keep' && reasons.every((reason) => include.includes(reason));
}

/** Counts by `bucket|group`. `posts` holds the newest version of each. */
export function slowMeasure(posts: readonly EnrichedPost[], query: SlowQuery): Map<string, SlowCounts> {
  const voices = new Map<string, Set<string>>();
  const result = new Map<string, SlowCounts>();
  for (const post of posts) {
    if (!passes(post, query)) continue;
    for (const { group, label } of labelsOf(post, query)) {
      if (!has(query.sentiment, label)) continue;
      if (group === '' && (query.by === 'topic' || query.by === 'place')) continue;
      const bucket = query.interval
        ? slowBucket(query.timezone, Date.parse(post.createdAt), query.interval)
        : '';
      const key = `${bucket}|${group}`;
      const counts = result.get(key) ?? {
        volume: 0,
        voices: 0,
        reach: 0,
        negative: 0,
        neutral: 0,
        positive: 0,
      };
      const speakers = voices.get(key) ?? new Set();
      counts.volume += 1;
      counts.reach += post.engagement?.views ?? 0;
      speakers.add(post.author ?? `${post.source} ${post.id}`);
      counts.voices = speakers.size;
      const isSure = isCounted(post, query.include ?? []);
      if (isSure && label !== 'unknown') counts[label] += 1;
      voices.set(key, speakers);
      result.set(key, counts);
    }
  }
  return result;
}

/** Posts that pass, newest first. */
export function slowPosts(posts: readonly EnrichedPost[], query: SlowQuery): EnrichedPost[] {
  const order = (post: EnrichedPost) => [Date.parse(post.createdAt), post.source, post.id] as const;
  return posts
    .filter(
      (post) => passes(post, query) && labelsOf(post, query).some(({ label }) => has(query.sentiment, label)),
    )
    .sort((a, b) => {
      const [left, right] = [order(a), order(b)];
      const at = left.findIndex((value, index) => value !== right[index]);
      return at === -1 ? 0 : left[at]! < right[at]! ? 1 : -1;
    });
}
