// Posts of a page → the batches that jobs carry: one source each, even in size, within the limits of a job.
import { createHash } from 'node:crypto';
import type { Post } from '../post.ts';

export interface Batch {
  city: string;
  source: string;
  /** names the content: a page that is read again gives the same name, and so the same job id */
  page: string;
  posts: Post[];
}

export const maxBatchPosts = 500;
export const maxBatchBytes = 500_000;
/** What fits whatever it holds: one UTF-16 unit takes at most six bytes of JSON. */
const safeTextLength = 50_000;

/** A post that alone is over the limit of a job has its text cut. */
export function fitPost(post: Post): { post: Post; json: string; bytes: number; isCut: boolean } {
  const json = JSON.stringify(post);
  const bytes = Buffer.byteLength(json);
  if (bytes < maxBatchBytes) return { post, json, bytes, isCut: false };
  const isPair = /[\ud800-\udbff]/.test(post.text[safeTextLength - 1] ?? '');
  const shorter = { ...post, text: post.text.slice(0, isPair ? safeTextLength - 1 : safeTextLength) };
  const again = JSON.stringify(shorter);
  return { post: shorter, json: again, bytes: Buffer.byteLength(again), isCut: true };
}

interface Fitted {
  post: Post;
  json: string;
  bytes: number;
}

/** Name of a batch: the page's, the source, and a hash of what it holds. The time of collection is no content. */
function nameOf(pageName: string, source: string, fitted: readonly Fitted[]): string {
  const hash = createHash('sha256');
  for (const { post, json } of fitted)
    hash.update(json.replace(`"collectedAt":"${post.collectedAt}"`, '')).update('\n');
  return `${pageName}/${source}/${hash.digest('hex').slice(0, 32)}`;
}

/** Splits by source, then evenly: 510 posts make 255 and 255, not 500 and 10. */
export function splitPage(city: string, pageName: string, fitted: readonly Fitted[]): Batch[] {
  const batches: Batch[] = [];
  const bySource = groupBySource(fitted);
  for (const [source, all] of bySource) {
    const size = Math.ceil(all.length / Math.ceil(all.length / maxBatchPosts));
    let taken: Fitted[] = [];
    let bytes = 0;
    const close = () => {
      batches.push({
        city,
        source,
        page: nameOf(pageName, source, taken),
        posts: taken.map(({ post }) => post),
      });
      taken = [];
      bytes = 0;
    };
    for (const one of all) {
      if (taken.length > 0 && (taken.length >= size || bytes + one.bytes + 1 > maxBatchBytes)) close();
      taken.push(one);
      bytes += one.bytes + 1;
    }
    if (taken.length > 0) close();
  }
  return batches;
}

function groupBySource(fitted: readonly Fitted[]): Map<string, Fitted[]> {
  const groups = new Map<string, Fitted[]>();
  for (const one of fitted) {
    const group = groups.get(one.post.source);
    if (group) group.push(one);
    else groups.set(one.post.source, [one]);
  }
  return groups;
}
