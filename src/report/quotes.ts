// A few posts in people's own words, and links to others. Only what a source's terms let leave, and nothing that may name a person.
import { addDays } from '../store/city-time.ts';
import type { PostRow } from '../store/queries/post-row.ts';
import { allowedUse, leavingId, mayLinkLeave } from '../terms.ts';
import { hasAddress } from './address.ts';
import type { Ask } from './asking.ts';
import { fallers, risers } from './movers.ts';
import { createPeople, ordinaryWordsOf, type People } from './named-people.ts';
import { loadProperNouns } from './proper-nouns.ts';
import { paramsOf, type Scope } from './scope.ts';
import { byTypicality, saysTheSame } from './typical.ts';

export interface PostKey {
  source: string;
  id: string;
}

const keyOf = ({ source, id }: PostKey) => `${source}\n${id}`;

/** What may be told of a post whose text may not leave. */
export interface Pointer extends PostKey {
  time: string;
  /** only where it does not tell who wrote it */
  url?: string;
  topic: string;
  label: string;
}

export interface Quote extends Pointer {
  text: string;
  kind: string;
  sentiment: string;
  place?: string;
  /** those that `--swap` would take instead, in their order */
  others: PostKey[];
}

export interface Quotes {
  quotes: Quote[];
  /** typical posts of sources whose text stays here */
  pointers: Pointer[];
  /** sources, among those of the posts that were looked at, whose text stays here */
  silent: string[];
  /** quotes and links that were taken out, because their posts were deleted since it was made */
  withdrawn?: number;
}

const mostSubjects = 5;
const pageSize = 200;
const dayPosts = 90;
const mostPointers = 5;
const mostOthers = 5;
/** Shorter says nothing, longer is not read. In UTF-16 units. */
const shortest = 40;
const longest = 320;

/** What the quotes are about: what rose, then what fell, then what most was said of. */
async function subjectsOf(scope: Scope, ask: Ask): Promise<{ topic: string; label: string }[]> {
  const { rows } = await ask('topics', { ...paramsOf(scope), limit: 500 });
  const told = rows.filter(({ voices }) => voices >= scope.city.minimumN.voices);
  const moved = [...(await risers(scope, ask)), ...(await fallers(scope, ask))];
  const all = [...moved.slice(0, mostSubjects - 1), ...told].filter(({ volume }) => volume > 0);
  const unique = new Map(all.map(({ topic, label }) => [topic, { topic, label }]));
  return [...unique.values()].slice(0, mostSubjects);
}

/** Posts of a topic, enough to know what is typical: all where one page holds them, else the newest of each day, so that no day speaks for the week. */
async function poolOf(scope: Scope, ask: Ask, topic: string): Promise<PostRow[]> {
  const params = paramsOf(scope);
  const all = await ask('posts', { ...params, topic, limit: pageSize });
  if (all.next === undefined) return all.rows;
  const days = Array.from({ length: 7 }, (_, day) => addDays(params.from, day));
  const pages = await Promise.all(
    days.map((from) => ask('posts', { ...params, from, to: addDays(from, 1), topic, limit: dayPosts })),
  );
  return pages.flatMap(({ rows }) => rows);
}

const masks = ['@user', '[email]', '[phone]'];

/** A resident's own words, said once, by no machine and no office. */
const isOwnVoice = ({ kind, official, flags, relevance, copies }: PostRow) =>
  kind !== 'article' && !official && flags.length === 0 && relevance === 'keep' && copies === 0;

function isQuotable(post: PostRow, people: People): boolean {
  const { text, source } = post;
  if (
    allowedUse(
      source,
      'report',
      post.topics.map(({ id }) => id),
    ) !== 'full'
  )
    return false;
  if (text.length < shortest || text.length > longest) return false;
  if (masks.some((mask) => text.includes(mask)) || /https?:|www\./i.test(text)) return false;
  return !hasAddress(text) && !people.mayNameSomeone(post);
}

const feelingAbout = (post: PostRow, topic: string) =>
  post.topics.find(({ id }) => id === topic)?.sentiment ?? post.sentiment;

/** What most of those say who say that it is good or bad; a post that takes no side speaks for nobody. */
function prevailing(posts: readonly PostRow[], topic: string): string | undefined {
  const count = (label: string) => posts.filter((post) => feelingAbout(post, topic) === label).length;
  const [negative, positive] = [count('negative'), count('positive')];
  if (negative + positive === 0) return undefined;
  return negative >= positive ? 'negative' : 'positive';
}

function pointerOf(post: PostRow, subject: { topic: string; label: string }): Pointer {
  const { source, id, time, url } = post;
  const mayLink = url !== undefined && /^https?:\/\//.test(url) && mayLinkLeave(source);
  return { source, id: leavingId(source, id), time, ...(mayLink && { url }), ...subject };
}

interface Subject {
  subject: { topic: string; label: string };
  /** the most typical first */
  typical: PostRow[];
}

/** Posts of residents who say of the topic what most say. */
function subjectOf(subject: Subject['subject'], pool: readonly PostRow[]): Subject {
  const voices = pool.filter(isOwnVoice);
  const side = prevailing(voices, subject.topic);
  const own = voices.filter((post) => side === undefined || feelingAbout(post, subject.topic) === side);
  return { subject, typical: byTypicality(own) };
}

interface Candidates {
  subject: Subject['subject'];
  /** the first is quoted, the others may take its place */
  posts: [PostRow, ...PostRow[]];
}

/** What may be quoted of each subject, without what says the same as the quote of one before. */
function candidatesOf(subjects: readonly Subject[], people: People): Candidates[] {
  const found: Candidates[] = [];
  for (const { subject, typical } of subjects) {
    const before = found.map(({ posts: [first] }) => first);
    const [first, ...rest] = typical.filter(
      (post) => isQuotable(post, people) && !before.some((other) => saysTheSame(post, other)),
    );
    if (first !== undefined) found.push({ subject, posts: [first, ...rest] });
  }
  return found;
}

/** Posts to quote instead of the most typical ones, by topic: the first of them that may be quoted. */
export type WantedPosts = ReadonlyMap<string, readonly PostKey[]>;

/** Where the first wanted post is; undefined when none of them is among these. */
function placeOf(posts: readonly PostRow[], wanted: readonly PostKey[] = []): number | undefined {
  return wanted
    .map((key) =>
      posts.findIndex(({ source, id }) => source === key.source && leavingId(source, id) === key.id),
    )
    .find((at) => at >= 0);
}

/**
 * `swaps`: for the first, second … quote, how many candidates to pass over, where no post is wanted; the other quotes stay.
 * The same store gives the same quotes.
 */
export async function chooseQuotes(
  scope: Scope,
  ask: Ask,
  swaps: ReadonlyMap<number, number>,
  wanted: WantedPosts = new Map(),
): Promise<Quotes> {
  const told = await subjectsOf(scope, ask);
  const pools = await Promise.all(told.map(({ topic }) => poolOf(scope, ask, topic)));
  const subjects = told.map((subject, index) => subjectOf(subject, pools[index]!));
  const people = createPeople(scope.city, ordinaryWordsOf(pools.flat()), await loadProperNouns());
  const nameOf = new Map(scope.city.neighbourhoods.map(({ id, name }) => [id, name]));
  const candidates = candidatesOf(subjects, people);
  const firsts = candidates.map(({ posts: [first] }) => keyOf(first));
  const quotes = candidates.map(({ subject, posts }, index): Quote => {
    const own = posts.filter((post, at) => at === 0 || !firsts.includes(keyOf(post)));
    const at = placeOf(own, wanted.get(subject.topic)) ?? (swaps.get(index + 1) ?? 0) % own.length;
    const chosen = own[at]!;
    const others = [...own.slice(at + 1), ...own.slice(0, at)].slice(0, mostOthers);
    const place = nameOf.get(chosen.place ?? '');
    return {
      ...pointerOf(chosen, subject),
      text: chosen.text,
      kind: chosen.kind,
      sentiment: feelingAbout(chosen, subject.topic),
      ...(place !== undefined && { place }),
      others: others.map(({ source, id }) => ({ source, id: leavingId(source, id) })),
    };
  });
  const sources = [...new Set(pools.flat().map(({ source }) => source))].sort();
  return {
    quotes,
    pointers: pointersOf(subjects),
    silent: sources.filter((source) => allowedUse(source, 'report') !== 'full'),
  };
}

/** The most typical post of each subject among those whose text stays here and that have a link. */
function pointersOf(subjects: readonly Subject[]): Pointer[] {
  const used = new Set<string>();
  const pointers: Pointer[] = [];
  for (const { subject, typical } of subjects) {
    const found = typical
      .filter((post) => allowedUse(post.source, 'report') === 'ids' && !used.has(keyOf(post)))
      .map((post) => pointerOf(post, subject))
      .find(({ url }) => url !== undefined);
    if (found === undefined) continue;
    used.add(keyOf(found));
    pointers.push(found);
  }
  return pointers.slice(0, mostPointers);
}
