// Invented posts with their signatures, for tests of near-duplicates.
import { signPost } from '../../src/enrich/near-duplicate.ts';
import { readPost } from '../../src/enrich/reading.ts';
import type { EnrichedPost } from '../../src/post.ts';
import { makePost } from './clickhouse-posts.ts';

/** The post with the signature of its words. */
export const signed = (post: EnrichedPost): EnrichedPost => ({
  ...post,
  signature: signPost(readPost(post)),
});

export const makeSigned = (change: Parameters<typeof makePost>[0]): EnrichedPost => signed(makePost(change));
