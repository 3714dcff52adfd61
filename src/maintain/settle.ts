// Settles what only the other posts can say of a post: whether it is a copy, whether its account is automated. Runs before the
// sums of its day are rebuilt. The answer follows from the posts that are stored, whoever asks, however often.
import { z } from 'zod';
import { addDays, dayOf, dayStart } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { markDirty } from '../store/dirty.ts';
import type { Params } from '../store/lane.ts';
import { putSettled, type Settled, settledRow } from '../store/settled.ts';
import { sqlFiles } from '../store/sql-files.ts';
import { inTurns } from '../turns.ts';
import { fewestPosts, isAutomated } from './automated.ts';
import { type Copy, lookForCopies } from './copies.ts';

const readSql = sqlFiles(import.meta.url, 'settle-');

/** A copy is looked for in the days before, and a post makes copies of those of as many days after. */
const reachDays = 7;
const reachMs = reachDays * 86_400_000;
/** Days further apart than this are settled apart; those of a month at once. */
const longestRunDays = 31;

export interface SettleCity {
  id: string;
  timezone: string;
}

interface Stretch {
  city: SettleCity;
  fromMs: number;
  toMs: number;
}

const candidateRow = z
  .object({
    at: z.number(),
    source: z.string(),
    id: z.string(),
    post_kind: z.string(),
    post_channel: z.string(),
    post_author: z.string(),
    expires: z.number(),
    numbers: z.array(z.number()),
    shared: z.array(z.number()),
  })
  .transform(({ post_kind: kind, post_channel: channel, post_author: author, numbers, shared, ...row }) => ({
    ...row,
    ...{ kind, channel, author, signature: numbers, bands: shared },
  }));
type Candidate = z.output<typeof candidateRow>;

const authorRow = z.object({
  start: z.number(),
  author: z.string(),
  posts: z.number(),
  busiest: z.number(),
});
const automatedRow = z.object({
  at: z.number(),
  source: z.string(),
  id: z.string(),
  author: z.string(),
  expires: z.number(),
});

const read = async <T>(store: Store, name: string, row: z.ZodType<T>, params: Params): Promise<T[]> =>
  store.jobs.rows(row, await readSql(name), params);

const paramsOf = ({ city, fromMs, toMs }: Stretch) => ({ city: city.id, from: fromMs, to: toMs });
const keyOf = ({ at, source, id }: Settled) => `${at}\n${source}\n${id}`;

/** Days in order → runs that are read together. */
function inRuns(days: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const isNear = run && day <= addDays(run.at(-1)!, reachDays) && day < addDays(run[0]!, longestRunDays);
    if (isNear) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

/** Posts of accounts that are automated on their day. */
async function findAutomated(store: Store, stretch: Stretch, copies: readonly Copy<Candidate>[]) {
  const { city, fromMs, toMs } = stretch;
  const starts: number[] = [];
  for (let day = dayOf(city.timezone, fromMs); dayStart(city.timezone, day) < toMs; day = addDays(day, 1))
    starts.push(dayStart(city.timezone, day) / 1_000);
  const authors = await read(store, 'authors', authorRow, {
    ...paramsOf(stretch),
    starts,
    fewest: fewestPosts,
  });
  if (authors.length === 0) return [];
  const nameOf = (at: number, author: string) => `${dayOf(city.timezone, at)} ${author}`;
  const repeated = new Map<string, number>();
  await inTurns(copies, ({ post }) => {
    if (post.kind !== 'post' && post.kind !== 'comment') return;
    const name = nameOf(post.at, post.author);
    repeated.set(name, (repeated.get(name) ?? 0) + 1);
  });
  const automated = authors.filter(({ start, author, ...counts }) =>
    isAutomated({ ...counts, copies: repeated.get(nameOf(start * 1_000, author)) ?? 0 }),
  );
  if (automated.length === 0) return [];
  const names = new Set(automated.map(({ start, author }) => nameOf(start * 1_000, author)));
  const rows = await read(store, 'automated', automatedRow, {
    ...paramsOf(stretch),
    authors: [...new Set(automated.map(({ author }) => author))],
  });
  const found: typeof rows = [];
  await inTurns(rows, (row) => {
    if (names.has(nameOf(row.at, row.author))) found.push(row);
  });
  return found;
}

/** What the posts of a stretch say now. */
async function judge(store: Store, stretch: Stretch): Promise<Map<string, Settled>> {
  const before = { ...stretch, fromMs: stretch.fromMs - reachMs };
  const candidates = await read(store, 'candidates', candidateRow, paramsOf(before));
  const copies: Copy<Candidate>[] = [];
  const verdicts = new Map<string, Settled>();
  await inTurns(lookForCopies(candidates), (copy) => {
    if (!copy || copy.post.at < stretch.fromMs) return;
    copies.push(copy);
    const { at, source, id, expires } = copy.post;
    const flags = copy.isSyndicated ? ['copied', 'syndicated'] : ['copied'];
    const verdict = { at, source, id, cluster: copy.cluster, flags, expires };
    verdicts.set(keyOf(verdict), verdict);
  });
  await inTurns(await findAutomated(store, stretch, copies), ({ at, source, id, expires }) => {
    const fresh: Settled = { at, source, id, cluster: '', flags: [], expires };
    const key = keyOf(fresh);
    const verdict = verdicts.get(key) ?? fresh;
    verdicts.set(key, { ...verdict, flags: ['automated', ...verdict.flags] });
  });
  return verdicts;
}

const isSame = (a: Settled, b: Settled): boolean =>
  a.cluster === b.cluster && a.flags.join() === b.flags.join() && a.expires === b.expires;

/** Settles one run of days, and marks the days after it on which its posts change what is settled. */
async function settleRun(store: Store, city: SettleCity, days: readonly string[]): Promise<void> {
  const { timezone } = city;
  const stretch: Stretch = {
    city,
    fromMs: dayStart(timezone, days[0]!),
    toMs: dayStart(timezone, addDays(days.at(-1)!, reachDays + 2)),
  };
  const [verdicts, stored] = [
    await judge(store, stretch),
    await read(store, 'stored', settledRow, paramsOf(stretch)),
  ];
  const own = new Set(days);
  const [put, takeBack]: [Settled[], Settled[]] = [[], []];
  // Another day is settled by its own rebuild: one at a time, so that two never write the same verdicts.
  const others = new Set<string>();
  const change = (verdict: Settled, changes: Settled[]) => {
    const day = dayOf(timezone, verdict.at);
    if (own.has(day)) changes.push(verdict);
    else others.add(day);
  };
  // Past what is stored, whatever the clocks of other processes said.
  let version = Date.now() * 1_000;
  await inTurns(stored, (row) => {
    version = Math.max(version, row.version + 1);
    const key = keyOf(row);
    const verdict = verdicts.get(key);
    if (!verdict) change(row, takeBack);
    else if (!isSame(verdict, row)) change(verdict, put);
    verdicts.delete(key);
  });
  // What is left is not stored yet.
  await inTurns(verdicts.values(), (verdict) => change(verdict, put));
  await putSettled(store.jobs, city.id, { put, takeBack }, version);
  if (others.size > 0)
    await markDirty(
      store.jobs,
      [...others].map((day) => ({ city: city.id, day })),
    );
}

/**
 * Settles city days (in order) from the posts that are stored now. Safe to repeat and to kill: the days are dirty until their
 * sums are rebuilt after it. Throws TransientError.
 */
export async function settleDays(store: Store, city: SettleCity, days: readonly string[]): Promise<void> {
  for (const run of inRuns(days)) await settleRun(store, city, run);
}
