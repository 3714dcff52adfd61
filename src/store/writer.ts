// The one writer of posts: groups rows of concurrent callers into few large inserts, and answers when they are safe.
import { z } from 'zod';
import { type PermanentError, TransientError } from '../errors.ts';
import type { Log } from '../log.ts';
import { createArrivals } from './arrivals.ts';
import type { Store } from './client.ts';
import type { StoredRow } from './row.ts';
import { keyText, tombstoneVersion } from './tombstones.ts';
import { type GroupOutcome, writeGroup } from './write-group.ts';

export interface Written {
  /** rows confirmed by the store, whose days are marked for a rebuild */
  stored: number;
  /** rows that were deleted before and stay away */
  refused: number;
  /** rows that the store cannot take; the others are in */
  dead: { row: StoredRow; reason: string; error: PermanentError }[];
}

export interface Writer extends AsyncDisposable {
  /** Resolves when the rows are confirmed and their days marked; rejects with TransientError when they may not be. */
  write(rows: readonly StoredRow[]): Promise<Written>;
}

export interface WriterOptions {
  log: Log;
  /** sources that change the creation time of a post they published (news); looked up at every write */
  datesMayChange?: (source: string) => boolean;
  /** current time in ms */
  now?: () => number;
}

interface Waiting {
  rows: readonly StoredRow[];
  resolve: (written: Written) => void;
  reject: (error: unknown) => void;
}

const enoughRows = 4_000;
const mostRows = 10_000;
const mostUnits = 16_000_000;
const longestWaitMs = 1_000;
/** A group closes after this pause at the least, or when the next is late; after a second of quiet, a lone write goes at once. */
const shortestPauseMs = 60;

/** Versions grow with the clock, and past what is stored when the clock went back. */
function createVersions(store: Store, now: () => number): () => Promise<number> {
  let last: Promise<number> | undefined;
  const readLast = async () => {
    const sql = 'SELECT max(version) AS last FROM posts WHERE version < {top:UInt64}';
    const rows = await store.writer.rows(z.object({ last: z.number() }), sql, { top: tombstoneVersion });
    return rows[0]?.last ?? 0;
  };
  return async () => {
    const previous = await (last ?? readLast());
    const version = Math.max(previous + 1, now() * 1_000);
    last = Promise.resolve(version);
    return version;
  };
}

/**
 * One row of each key: two versions of a post in one insert would have no order. What was collected goes before what is only
 * rewritten, and what came later before the rest.
 */
function distinctRows(rows: readonly StoredRow[]): Map<string, StoredRow> {
  const distinct = new Map<string, StoredRow>();
  for (const row of rows) {
    const key = keyText(row);
    const other = distinct.get(key);
    const { basedOn = Number.POSITIVE_INFINITY } = row;
    if (other === undefined || basedOn >= (other.basedOn ?? Number.POSITIVE_INFINITY)) distinct.set(key, row);
  }
  return distinct;
}

function outcomeOf(
  rows: readonly StoredRow[],
  distinct: Map<string, StoredRow>,
  outcome: GroupOutcome,
): Written {
  const written: Written = { stored: 0, refused: 0, dead: [] };
  for (const row of rows) {
    const winner = distinct.get(keyText(row))!;
    const error = outcome.dead.get(winner);
    if (error) written.dead.push({ row, reason: error.message, error });
    else if (outcome.refused.has(winner)) written.refused += 1;
    else written.stored += 1;
  }
  return written;
}

/** Opens the writer of a store. Closing it writes what still waits. */
export function createWriter(store: Store, options: WriterOptions): Writer {
  const now = options.now ?? Date.now;
  const nextVersion = createVersions(store, now);
  const datesMayChange = options.datesMayChange ?? (() => false);
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let closed = false;
  let lastGroupAt = Number.NEGATIVE_INFINITY;
  let arrived = () => {};
  const arrivals = createArrivals();

  const waitingRows = () => waiting.reduce((sum, { rows }) => sum + rows.length, 0);

  /** Waits for more callers: until there is enough, nobody came for a moment, or a second has passed. */
  async function gather(): Promise<void> {
    const startedAt = performance.now();
    if (startedAt - lastGroupAt > longestWaitMs) return;
    while (!closed && waitingRows() < enoughRows) {
      const pauseMs = arrivals.pauseMs(shortestPauseMs);
      const left = Math.min(pauseMs, startedAt + longestWaitMs - performance.now());
      if (left <= 0) return;
      const cameOne = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), left);
        arrived = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
      if (!cameOne) return;
    }
  }

  function takeGroup(): Waiting[] {
    const group: Waiting[] = [];
    let rows = 0;
    let units = 0;
    while (waiting.length > 0) {
      const next = waiting[0]!;
      const size = next.rows.reduce((sum, { line }) => sum + line.length, 0);
      if (group.length > 0 && (rows + next.rows.length > mostRows || units + size > mostUnits)) break;
      group.push(waiting.shift()!);
      rows += next.rows.length;
      units += size;
    }
    return group;
  }

  async function writeOne(group: Waiting[]): Promise<void> {
    try {
      const distinct = distinctRows(group.flatMap(({ rows }) => rows));
      const outcome = await writeGroup(store, [...distinct.values()], await nextVersion(), datesMayChange);
      for (const { rows, resolve } of group) resolve(outcomeOf(rows, distinct, outcome));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    lastGroupAt = performance.now();
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      await gather();
      await writeOne(takeGroup());
    }
    running = undefined;
  }

  return {
    write: (rows) => {
      if (closed) return Promise.reject(new TransientError('The writer is closed'));
      if (rows.length === 0) return Promise.resolve({ stored: 0, refused: 0, dead: [] });
      arrivals.note(performance.now(), running === undefined);
      return new Promise((resolve, reject) => {
        waiting.push({ rows, resolve, reject });
        arrived();
        running ??= run();
      });
    },
    [Symbol.asyncDispose]: async () => {
      closed = true;
      arrived();
      await running;
    },
  };
}
