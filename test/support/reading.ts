// An invented post, of which a test says only what matters to it.
import { type Reading, readPost } from '../../src/enrich/reading.ts';
import type { Post } from '../../src/post.ts';

const time = '2026-01-01T00:00:00.000Z';

export const inventedPost = (text: string, more: Partial<Post> = {}): Post => ({
  source: 'invented',
  id: '1',
  channel: '',
  kind: 'post',
  createdAt: time,
  collectedAt: time,
  text,
  ...more,
});

export const readText = (text: string, more: Partial<Post> = {}): Reading =>
  readPost(inventedPost(text, more));
