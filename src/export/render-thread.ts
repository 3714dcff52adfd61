// Renders an export in a thread of its own: its heap is bounded, which the process's is not, and nobody waits for its work.
import type { PostBlock } from '../store/queries/exported-post.ts';
import { createThreadPool } from '../threads.ts';
import type { Rendered, RendererOptions, RenderTask } from './renderer.ts';

/** A block takes milliseconds, also on a machine that is very busy. */
const maxTaskMs = 120_000;
/** Left alone the collector lets a heap grow to several times what lives in it: this is what a group of Parquet rows takes, twice. */
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 6 };

/** One answer for each block, and one more. Throws ThreadLostError where it does not fit into the thread, TransientError where that cannot start. */
export async function* renderInThread(
  blocks: AsyncIterable<PostBlock>,
  options: RendererOptions,
): AsyncGenerator<Rendered> {
  // Threads run what the build made, also when this file itself is run from its source by the tests.
  const built = import.meta.url.endsWith('.ts') ? '../../dist/workers/' : '../../workers/';
  const entry = new URL(`${built}export-thread.js`, import.meta.url);
  await using thread = createThreadPool<RenderTask, Rendered>({
    ...{ entry, size: 1, workerData: options, resourceLimits, maxTaskMs },
  });
  for await (const block of blocks) yield await thread.run({ block }, transferOf(block));
  yield await thread.run({});
}

/** Bytes that nobody shares go over without a copy: else they would stay here until the collector next looks. */
const transferOf = ({ posts }: PostBlock): ArrayBuffer[] =>
  posts.buffer instanceof ArrayBuffer && posts.length === posts.buffer.byteLength ? [posts.buffer] : [];
