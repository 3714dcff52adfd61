// What could not be processed, one letter each, with its reason; a letter with a post can be tried again.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Post, postSchema } from '../post.ts';
import type { Store } from './client.ts';
import { createTableVersions, sqlTime } from './table-versions.ts';

export interface NewDeadLetter {
  city: string;
  source: string;
  /** the import or run that brought it */
  run?: string;
  stage: 'collect' | 'enrich' | 'store' | 'queue';
  /** a fixed phrase with field names; never text of the post */
  reason: string;
  /** where it came from: a line of a file, a page */
  position?: string;
  /** the masked post, when there is one */
  post?: Post;
}

export interface DeadLetter {
  id: string;
  city: string;
  source: string;
  run: string;
  stage: string;
  reason: string;
  position: string;
  /** undefined when there was none, or it is no longer a valid Post */
  post?: Post;
  at: string;
  retriedAt?: string;
}

export interface DeadLetterFilter {
  city?: string;
  source?: string;
  run?: string;
  /** only letters that were (or were not) tried again */
  retried?: boolean;
  limit?: number;
}

export interface DeadLetters {
  /** The same post or position of the same run is one letter, however often it fails. */
  put(letters: readonly NewDeadLetter[]): Promise<void>;
  list(filter?: DeadLetterFilter): Promise<DeadLetter[]>;
  markRetried(ids: readonly string[]): Promise<void>;
  /** letters of a run that were not tried again */
  count(run: string): Promise<number>;
}

const longestPost = 1_000_000;
const columns = [
  ...[
    'city',
    'source',
    'id',
    'run',
    'stage',
    'reason',
    'position',
    'post_id',
    'post',
    'at',
    'retried_at',
    'version',
  ],
];

const wellFormed = (text: string, length: number) =>
  text.slice(0, length).replace(/\p{Surrogate}/gu, '\uFFFD');

function letterId(letter: NewDeadLetter): string {
  const what = letter.post ? `post ${letter.post.id}` : `at ${letter.position ?? ''} ${letter.reason}`;
  const parts = [letter.city, letter.source, letter.run ?? '', what];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

function letterLine(letter: NewDeadLetter, at: string, version: number): string {
  const post = letter.post ? JSON.stringify(letter.post) : '';
  return JSON.stringify([
    ...[letter.city, letter.source, letterId(letter), letter.run ?? '', letter.stage],
    wellFormed(letter.reason, 1_000),
    wellFormed(letter.position ?? '', 500),
    wellFormed(letter.post?.id ?? '', 300),
    post.length > longestPost ? '' : post,
    ...[at, null, version],
  ]);
}

const time = z.number().transform((ms) => new Date(ms).toISOString());
const letterRow = z.object({
  id: z.string(),
  city: z.string(),
  source: z.string(),
  run: z.string(),
  stage: z.string(),
  reason: z.string(),
  position: z.string(),
  post_id: z.string(),
  post: z.string(),
  at: time,
  retriedAt: time.nullable(),
});
type LetterRow = z.output<typeof letterRow>;

const listSql = `SELECT id, city, source, run, stage, reason, position, post_id, post,
  toUnixTimestamp64Milli(at) AS at, toUnixTimestamp64Milli(retried_at) AS retriedAt
FROM dead_letters FINAL
WHERE ({city:String} = '' OR city = {city:String}) AND ({source:String} = '' OR source = {source:String})
  AND ({run:String} = '' OR run = {run:String})
  AND ({retried:String} = '' OR isNotNull(retried_at) = ({retried:String} = 'yes'))
  AND (empty({ids:Array(String)}) OR id IN {ids:Array(String)})
ORDER BY dead_letters.at DESC, id
LIMIT {limit:UInt32}`;

const retriedText = (retried: boolean | undefined) => (retried === undefined ? '' : retried ? 'yes' : 'no');

function toLetter({ post, retriedAt, post_id: _, ...row }: LetterRow): DeadLetter {
  const parsed = post === '' ? undefined : postSchema.safeParse(JSON.parse(post)).data;
  return { ...row, ...(parsed && { post: parsed }), ...(retriedAt !== null && { retriedAt }) };
}

/** Opens the dead letters of a store. */
export function createDeadLetters(store: Store): DeadLetters {
  const nextVersion = createTableVersions(store.writer, 'dead_letters');
  const read = (filter: DeadLetterFilter, ids: readonly string[]) =>
    store.writer.rows(letterRow, listSql, {
      city: filter.city ?? '',
      source: filter.source ?? '',
      run: filter.run ?? '',
      retried: retriedText(filter.retried),
      ids,
      limit: filter.limit ?? 1_000,
    });
  return {
    put: async (letters) => {
      if (letters.length === 0) return;
      const version = await nextVersion();
      const at = sqlTime(new Date().toISOString());
      const lines = letters.map((letter) => letterLine(letter, at, version));
      await store.writer.insert('dead_letters', columns, lines);
    },
    list: async (filter = {}) => (await read(filter, [])).map(toLetter),
    markRetried: async (ids) => {
      if (ids.length === 0) return;
      const found = await read({ limit: ids.length }, ids);
      const version = await nextVersion();
      const at = sqlTime(new Date().toISOString());
      const lines = found.map((row) =>
        JSON.stringify([
          ...[
            row.city,
            row.source,
            row.id,
            row.run,
            row.stage,
            row.reason,
            row.position,
            row.post_id,
            row.post,
          ],
          ...[sqlTime(row.at), at, version],
        ]),
      );
      await store.writer.insert('dead_letters', columns, lines);
    },
    count: async (run) => {
      const rows = await store.writer.rows(
        z.object({ n: z.number() }),
        'SELECT count() AS n FROM dead_letters FINAL WHERE run = {run:String} AND isNull(retried_at)',
        { run },
      );
      return rows[0]?.n ?? 0;
    },
  };
}
