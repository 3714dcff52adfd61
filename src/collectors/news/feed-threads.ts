// The side of the process that must not hang: hands feeds and markup to a thread, and says why one could not be read.
import { PermanentError } from '../../errors.ts';
import { createThreadPool, ThreadLostError, type ThreadPool } from '../../threads.ts';
import type { FeedDocument, FeedResult, FeedTask, Markup } from './feed-document.ts';

/** Longest time for one feed, or for the markup of one page of entries. */
const maxTaskMs = 1_000;
/** A feed of 8 MB takes about 100 MB while it is read. */
const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 };
const taskMarkups = 250;
const taskUnits = 2_000_000;

export interface FeedThreads extends AsyncDisposable {
  /** Starts the thread, which learns to read a little, while the first feed is on its way. */
  start(): void;
  /** Throws PermanentError, one line that begins with `host`, for a feed that cannot be read. */
  read(
    feed: { bytes: Uint8Array; contentType: string | undefined; url: string },
    host: string,
  ): Promise<FeedDocument>;
  /** Text per markup; undefined for one that takes too long. */
  texts(markups: readonly Markup[]): Promise<(string | undefined)[]>;
}

/** One thread, for runs that have something to read. */
export function createFeedThreads(): FeedThreads {
  // Threads run what the build made, also when this file itself is run from its source by the tests.
  const built = import.meta.url.endsWith('.ts') ? '../../../dist/workers/' : '../../../workers/';
  const entry = new URL(`${built}feed-thread.js`, import.meta.url);
  let started: ThreadPool<FeedTask, FeedResult> | undefined;
  const pool = () => {
    if (started) return started;
    started = createThreadPool<FeedTask, FeedResult>({ entry, size: 1, maxTaskMs, resourceLimits });
    // When it cannot start, the first feed says so.
    started.run({ texts: [{ value: '<p>A first text</p>', isHtml: true }] }).catch(() => {});
    return started;
  };
  return {
    start: () => void pool(),
    read: (feed, host) => read(pool(), feed, host),
    texts: async (markups) => (markups.length === 0 ? [] : convert(pool(), markups)),
    [Symbol.asyncDispose]: async () => started?.[Symbol.asyncDispose](),
  };
}

async function read(
  pool: ThreadPool<FeedTask, FeedResult>,
  { bytes, contentType, url }: { bytes: Uint8Array; contentType: string | undefined; url: string },
  host: string,
): Promise<FeedDocument> {
  try {
    // A copy of its own: small bodies lie in a buffer that others use too.
    const copy = new Uint8Array(bytes);
    const result = await pool.run({ read: { bytes: copy, contentType, url } }, [copy.buffer]);
    if ('document' in result) return result.document;
    throw new PermanentError(`${host}: its feed ${'refused' in result ? result.refused : 'is no feed'}`);
  } catch (error) {
    if (!(error instanceof ThreadLostError)) throw error;
    const why =
      error.reason === 'stuck'
        ? `takes longer than ${maxTaskMs} ms to read`
        : 'takes too much memory to read';
    throw new PermanentError(`${host}: its feed ${why}`, { cause: error });
  }
}

/** Halves what killed its thread until the one that did it stands alone. */
async function convert(
  pool: ThreadPool<FeedTask, FeedResult>,
  markups: readonly Markup[],
): Promise<(string | undefined)[]> {
  const size = markups.reduce((sum, { value }) => sum + value.length, 0);
  const isMuch = markups.length > taskMarkups || size > taskUnits;
  if (!isMuch || markups.length === 1) {
    try {
      const result = await pool.run({ texts: [...markups] });
      return 'texts' in result ? result.texts : markups.map(() => undefined);
    } catch (error) {
      if (!(error instanceof ThreadLostError)) throw error;
      if (markups.length === 1) return [undefined];
    }
  }
  const middle = markups.length >> 1;
  return [
    ...(await convert(pool, markups.slice(0, middle))),
    ...(await convert(pool, markups.slice(middle))),
  ];
}
