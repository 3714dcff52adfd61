// Enrichment in threads: batches in, rows and dead letters out. A thread that dies or hangs costs one post, never a batch.
import { availableParallelism } from 'node:os';
import type { City } from './config.ts';
import { PermanentError } from './errors.ts';
import type { Post } from './post.ts';
import type { DroppedPost } from './store/dropped-posts.ts';
import type { StoredRow } from './store/row.ts';
import { createThreadPool, ThreadLostError } from './threads.ts';

export interface EnrichTask {
  cityHash: string;
  /** sent only to a thread that has not seen this version of the city */
  city?: City;
  imported: boolean;
  /** they are stored: what relevance leaves out now gets a row that says so, and leaves the figures with it */
  replayed?: boolean;
  /** rows for the store, or each post as a line of JSON with its tags */
  as: 'rows' | 'lines';
  /** `Post[]` as JSON: V8 writes and reads it in a third of the time that copying objects between threads takes */
  posts: string;
}

export interface EnrichResult {
  /** the thread does not hold this version of the city: send the task again with it */
  needsCity?: true;
  rows: StoredRow[];
  lines: string[];
  /** posts that relevance leaves out; only of rows */
  dropped: number;
  /** those of them that may be kept for an audit */
  left: DroppedPost[];
  refused: { post: Post; reason: string }[];
}

export interface EnrichPool extends AsyncDisposable {
  enrich(city: City, posts: Post[], how: How): Promise<EnrichResult>;
  /** Starts the threads and compiles the city in each, so that the first batch does not wait for it. */
  warm(city: City): Promise<void>;
}

/** `imported`: kept whatever its relevance. */
export type How = Pick<EnrichTask, 'imported' | 'replayed' | 'as'>;

/** Longest time that one batch may take in a thread; a thread that needs longer is replaced. */
const maxTaskMs = 30_000;

/** `threads`: how many; one city is compiled once in each. */
export function createEnrichPool(threads: number): EnrichPool {
  // Threads run what the build made, also when this file itself is run from its source by the tests.
  const built = import.meta.url.endsWith('.ts') ? '../dist/workers/' : '../workers/';
  const entry = new URL(`${built}enrich-thread.js`, import.meta.url);
  const pool = createThreadPool<EnrichTask, EnrichResult>({ entry, size: threads, maxTaskMs });

  async function attempt(city: City, posts: Post[], how: How): Promise<EnrichResult> {
    const task: EnrichTask = { cityHash: city.hash, ...how, posts: JSON.stringify(posts) };
    const result = await pool.run(task);
    return result.needsCity ? pool.run({ ...task, city }) : result;
  }

  /** Halves a batch that killed its thread until the post that did it stands alone. */
  async function enrich(city: City, posts: Post[], how: How): Promise<EnrichResult> {
    try {
      return await attempt(city, posts, how);
    } catch (error) {
      if (!(error instanceof ThreadLostError)) throw error;
      if (posts.length === 1) {
        return {
          rows: [],
          lines: [],
          dropped: 0,
          left: [],
          refused: [{ post: posts[0]!, reason: `enrichment failed: ${error.reason}` }],
        };
      }
      const middle = posts.length >> 1;
      const first = await enrich(city, posts.slice(0, middle), how);
      const second = await enrich(city, posts.slice(middle), how);
      return {
        rows: [...first.rows, ...second.rows],
        lines: [...first.lines, ...second.lines],
        dropped: first.dropped + second.dropped,
        left: [...first.left, ...second.left],
        refused: [...first.refused, ...second.refused],
      };
    }
  }

  async function warm(city: City): Promise<void> {
    const task: EnrichTask = { cityHash: city.hash, city, imported: true, as: 'rows', posts: '[]' };
    await Promise.all(Array.from({ length: threads }, () => pool.run(task)));
  }

  return { enrich, warm, [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose]() };
}

/** What a post that could not be enriched is told: our own reasons as they are, anything else by its kind. */
export function refusalReason(error: unknown): string {
  if (error instanceof PermanentError) return error.message;
  return `enrichment failed: ${error instanceof Error ? error.name : typeof error}`;
}

/** Enrichment threads of a process: all cores but the one of its main thread. */
export const threadsHere = (): number => Math.max(1, availableParallelism() - 1);
