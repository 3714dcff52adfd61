// What is settled of the posts of a page: their cluster, how many say the same, and flags that only the others explain.
import { z } from 'zod';
import type { Store } from '../client.ts';
import { clusterName } from '../signature.ts';
import { sqlFiles } from '../sql-files.ts';

export interface Kinship {
  /** near-duplicates share it; empty when alone */
  cluster: string;
  /** other posts with the same words within seven days */
  copies: number;
  flags: string[];
}

interface Key {
  at: number;
  source: string;
  id: string;
  /** empty when it is never a copy */
  signature: readonly number[];
}

const reachMs = 7 * 86_400_000;
const settledRow = z.object({
  at: z.number(),
  source: z.string(),
  id: z.string(),
  cluster: z.string(),
  flags: z.array(z.string()),
});
const copiesRow = z.object({
  at: z.number(),
  cluster: z.string(),
  copies: z.number(),
  is_syndicated: z.number(),
});

const readSql = sqlFiles(import.meta.url);
const keyText = ({ at, source, id }: Omit<Key, 'signature'>) => `${at}\n${source}\n${id}`;

async function countCopies(store: Store, city: string, posts: readonly { at: number; cluster: string }[]) {
  if (posts.length === 0) return [];
  const ats = posts.map(({ at }) => at);
  return store.pages.rows(copiesRow, await readSql('posts-copies'), {
    ...{ city, ats, clusters: posts.map(({ cluster }) => cluster) },
    ...{ from: Math.min(...ats) - reachMs, to: Math.max(...ats) + reachMs, reach: reachMs },
  });
}

/** For each post, in their order. */
export async function readKinship(store: Store, city: string, posts: readonly Key[]): Promise<Kinship[]> {
  if (posts.length === 0) return [];
  const settled = await store.pages.rows(settledRow, await readSql('posts-settled'), {
    city,
    ats: [...new Set(posts.map(({ at }) => at))],
    keySources: [...new Set(posts.map(({ source }) => source))],
    ids: [...new Set(posts.map(({ id }) => id))],
  });
  const byKey = new Map(settled.map((row) => [keyText(row), row]));
  // The first with its words gives them its own name.
  const named = posts.map((post) => {
    const row = byKey.get(keyText(post));
    return {
      at: post.at,
      cluster: row?.cluster || clusterName(post.signature),
      flags: row?.flags ?? [],
      isCopy: Boolean(row?.cluster),
    };
  });
  const counts = await countCopies(
    store,
    city,
    named.filter(({ cluster }) => cluster !== ''),
  );
  const byCluster = new Map(counts.map((row) => [`${row.at}\n${row.cluster}`, row]));
  return named.map(({ at, cluster, flags, isCopy }) => {
    const found = cluster === '' ? undefined : byCluster.get(`${at}\n${cluster}`);
    if (!found) return { cluster: '', copies: 0, flags };
    // A copy carries its own verdict; of the first only the others know.
    const syndicated = found.is_syndicated && !isCopy ? ['syndicated'] : [];
    return { cluster, copies: found.copies, flags: [...new Set([...flags, ...syndicated])] };
  });
}
