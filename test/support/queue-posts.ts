// Invented batches of posts for tests of the queue.

import type { Post } from '../../src/post.ts';
import { jobId } from '../../src/queues.ts';

export const postId = (job: number, index: number) => `post-${job}-${index}`;

export function makePost(
  id: string,
  text = `The street light at the corner has been dark for ${id.length} weeks.`,
): Post {
  return {
    source: 'file',
    id,
    channel: 'testville',
    kind: 'post',
    createdAt: '2026-03-01T08:00:00.000Z',
    collectedAt: '2026-03-01T09:00:00.000Z',
    text,
  };
}

/** Job number → its id and a payload of `count` posts, the same every time. */
export function makePayload(job: number, count: number) {
  const posts = Array.from({ length: count }, (_, index) => makePost(postId(job, index)));
  return { id: jobId(['test', String(job)]), payload: { city: 'testville', source: 'file', posts } };
}
