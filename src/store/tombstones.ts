// Deletions: the text goes, a row without text stays on top of the key, and no later collection brings it back.
import { z } from 'zod';
import { dayOf } from './city-time.ts';
import type { Store } from './client.ts';
import { markDirty } from './dirty.ts';
import type { Lane } from './lane.ts';
import { type PostKey, postColumns, tombstoneLine, versionedLine } from './row.ts';

/** Higher than any version a writer gives: a tombstone stays on top for good. */
export const tombstoneVersion = '18446744073709551615';

export interface DeletedKey {
  city: string;
  source: string;
  id: string;
}

export const keyText = (key: DeletedKey) => `${key.city}\n${key.source}\n${key.id}`;

const keyRow = z.object({ city: z.string(), source: z.string(), id: z.string() });
const storedRow = keyRow.extend({ createdAtMs: z.number() });
const chunkSize = 5_000;

export function chunks<T>(values: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < values.length; at += size) result.push(values.slice(at, at + size));
  return result;
}

/** Parameters that narrow a statement to keys; the rows it returns are matched with the keys once more. */
export function keyParams(keys: readonly DeletedKey[]) {
  return {
    cities: [...new Set(keys.map(({ city }) => city))],
    sources: [...new Set(keys.map(({ source }) => source))],
    ids: [...new Set(keys.map(({ id }) => id))],
  };
}

const countRow = z.object({ n: z.number() });

/** Which of the keys have been deleted, as `keyText`. */
export async function findDeleted(lane: Lane, keys: readonly DeletedKey[]): Promise<Set<string>> {
  // Most cities have no deletions: then this is one look at the metadata, without parameters.
  const [all] = await lane.rows(countRow, 'SELECT count() AS n FROM state_deleted');
  return (all?.n ?? 0) === 0 ? new Set() : findListedDeleted(lane, keys);
}

/** The same without the look at whether there are any. */
export async function findListedDeleted(lane: Lane, keys: readonly DeletedKey[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const chunk of chunks(keys, chunkSize)) {
    const rows = await lane.rows(
      keyRow,
      `SELECT DISTINCT city, source, id FROM state_deleted
       WHERE city IN {cities:Array(String)} AND source IN {sources:Array(String)} AND id IN {ids:Array(String)}`,
      keyParams(chunk),
    );
    for (const row of rows) found.add(keyText(row));
  }
  return found;
}

/** Where the keys lie in the store, every creation time of each; tombstones included. */
export async function findStored(lane: Lane, keys: readonly DeletedKey[]): Promise<PostKey[]> {
  const wanted = new Set(keys.map(keyText));
  const found: PostKey[] = [];
  for (const chunk of chunks(keys, chunkSize)) {
    const rows = await lane.rows(
      storedRow,
      `SELECT DISTINCT city, source, id, toUnixTimestamp64Milli(created_at) AS createdAtMs FROM posts
       WHERE city IN {cities:Array(String)} AND source IN {sources:Array(String)} AND id IN {ids:Array(String)}`,
      keyParams(chunk),
    );
    found.push(...rows.filter((row) => wanted.has(keyText(row))));
  }
  return found;
}

/** Lays tombstones of `version` over keys. */
export async function insertTombstones(lane: Lane, keys: readonly PostKey[], version: string): Promise<void> {
  const lines = keys.map((key) => versionedLine(tombstoneLine(key), version, true));
  await lane.insert('posts', postColumns, lines);
}

/**
 * Lays tombstones over rows and removes every version with text from the disk. The caller marks the days dirty.
 * Removal is a merge of the month, in which only the tombstone is left of each key. A mutation would take 0.15 s for
 * every part of every other month as well (20 s for 150 months); it is kept for what a merge could not remove.
 */
export async function bury(store: Store, keys: readonly PostKey[]): Promise<void> {
  if (keys.length === 0) return;
  await insertTombstones(store.writer, keys, tombstoneVersion);
  for (const [partition, inMonth] of byMonth(keys)) {
    for (let attempt = 0; await hasText(store, partition, inMonth); attempt += 1) {
      if (attempt < mostMerges) {
        await store.jobs.command('OPTIMIZE TABLE posts PARTITION {partition:UInt32} FINAL', { partition });
      } else {
        await mutate(store, inMonth);
        break;
      }
    }
  }
}

const mostMerges = 3;
const withText = `city = {city:String} AND source = {source:String} AND id IN {ids:Array(String)} AND is_deleted = 0`;

/** True while a version with text of one of the keys is in the month. */
async function hasText(store: Store, partition: number, keys: readonly PostKey[]): Promise<boolean> {
  const sql = `SELECT count() AS n FROM posts WHERE toYYYYMM(created_at) = {partition:UInt32} AND ${withText}`;
  for (const { city, source, ids } of bySource(keys)) {
    for (const chunk of chunks(ids, chunkSize)) {
      const [found] = await store.jobs.rows(countRow, sql, { partition, city, source, ids: chunk });
      if ((found?.n ?? 0) > 0) return true;
    }
  }
  return false;
}

async function mutate(store: Store, keys: readonly PostKey[]): Promise<void> {
  for (const { city, source, ids } of bySource(keys)) {
    for (const chunk of chunks(ids, 500)) {
      await store.jobs.command(`ALTER TABLE posts DELETE WHERE ${withText}`, { city, source, ids: chunk });
    }
  }
}

/** Keys by partition, which is their month in UTC as a number: 202603. */
function byMonth(keys: readonly PostKey[]): Map<number, PostKey[]> {
  const months = new Map<number, PostKey[]>();
  for (const key of keys) {
    const at = new Date(key.createdAtMs);
    const month = at.getUTCFullYear() * 100 + at.getUTCMonth() + 1;
    months.set(month, [...(months.get(month) ?? []), key]);
  }
  return months;
}

/** Keys of one city and source each, as the statements that change the disk take them. */
function bySource(keys: readonly DeletedKey[]): { city: string; source: string; ids: string[] }[] {
  const groups = new Map<string, { city: string; source: string; ids: Set<string> }>();
  for (const { city, source, id } of keys) {
    const group = groups.get(`${city}\n${source}`) ?? { city, source, ids: new Set() };
    group.ids.add(id);
    groups.set(`${city}\n${source}`, group);
  }
  return [...groups.values()].map((group) => ({ ...group, ids: [...group.ids] }));
}

/** Tables beside `posts` that hold text of single posts, with the column of the post's id. */
const besides = { dead_letters: 'post_id', relevance_sample: 'id' } as const;

/** A mutation rewrites parts and takes a second, so it looks first. */
async function deleteFrom(
  store: Store,
  table: keyof typeof besides,
  keys: readonly DeletedKey[],
): Promise<void> {
  for (const { city, source, ids } of bySource(keys)) {
    for (const chunk of chunks(ids, 500)) {
      const where = `WHERE city = {city:String} AND source = {source:String} AND ${besides[table]} IN {ids:Array(String)}`;
      const params = { city, source, ids: chunk };
      const [found] = await store.jobs.rows(countRow, `SELECT count() AS n FROM ${table} ${where}`, params);
      if ((found?.n ?? 0) > 0) await store.jobs.command(`ALTER TABLE ${table} DELETE ${where}`, params);
    }
  }
}

/** Takes posts out of the sample of what relevance dropped. */
export const deleteSample = (store: Store, keys: readonly DeletedKey[]) =>
  deleteFrom(store, 'relevance_sample', keys);

/**
 * Deletes posts of a city for good: rows, dead letters, the sample of what was dropped, and what is still on its way. Safe to repeat. Returns how many
 * of the keys were stored. Throws TransientError; call it again then.
 *
 * The entry in state_deleted comes first, not last: an insert consults it before and again after it wrote, so whichever
 * of the two is later sees the other.
 */
export async function deletePosts(
  store: Store,
  city: { id: string; timezone: string },
  keys: readonly { source: string; id: string }[],
): Promise<{ deleted: number }> {
  if (keys.length === 0) return { deleted: 0 };
  const full = keys.map(({ source, id }) => ({ city: city.id, source, id }));
  const nowMs = Date.now();
  const at = new Date(nowMs).toISOString().slice(0, 23).replace('T', ' ');
  await store.writer.insert(
    'state_deleted',
    ['city', 'source', 'id', 'deleted_at', 'version'],
    full.map((key) => JSON.stringify([key.city, key.source, key.id, at, nowMs])),
  );
  const stored = await findStored(store.writer, full);
  const days = stored.map(({ createdAtMs }) => ({ city: city.id, day: dayOf(city.timezone, createdAtMs) }));
  // Before, so that a kill half way leaves no sum behind; after, for a rebuild that read the posts in between.
  if (days.length > 0) await markDirty(store.writer, days);
  await bury(store, stored);
  await deleteFrom(store, 'dead_letters', full);
  await deleteFrom(store, 'relevance_sample', full);
  if (days.length > 0) await markDirty(store.writer, days);
  return { deleted: new Set(stored.map(keyText)).size };
}
