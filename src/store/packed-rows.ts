// Rows of one batch on their way from a thread: one text and a few numbers. Hundreds of objects take five times as long to write
// and to read, and their strings are moved about by the collector of the thread that answers questions.
import type { Post } from '../post.ts';
import { dayOf } from './city-time.ts';
import type { StoredRow } from './row.ts';

export interface PackedRows {
  /** the rows' lines, one after another, and the length of each */
  lines: string;
  lengths: Int32Array;
  /** of which post of the batch each row is */
  posts: Int32Array;
  createdAtMs: Float64Array;
}

/** `posts`: for each row the place of its post in the batch. */
export function packRows(rows: readonly StoredRow[], posts: readonly number[]): PackedRows {
  return {
    lines: rows.map(({ line }) => line).join(''),
    lengths: Int32Array.from(rows, ({ line }) => line.length),
    posts: Int32Array.from(posts),
    createdAtMs: Float64Array.from(rows, ({ createdAtMs }) => createdAtMs),
  };
}

/** The rows as they were: `batch` are the posts that were sent, of one city. */
export function unpackRows(
  { lines, lengths, posts, createdAtMs }: PackedRows,
  batch: readonly Post[],
  { id: city, timezone }: { id: string; timezone: string },
): StoredRow[] {
  const rows: StoredRow[] = [];
  let from = 0;
  for (let at = 0; at < lengths.length; at++) {
    const { source, id } = batch[posts[at]!]!;
    const line = lines.slice(from, from + lengths[at]!);
    from += line.length;
    const ms = createdAtMs[at]!;
    rows.push({ city, source, id, createdAtMs: ms, timezone, day: dayOf(timezone, ms), line });
  }
  return rows;
}
