// What is settled of posts when their days are rebuilt: which are copies, which come from automated accounts.
import { z } from 'zod';
import { inTurns } from '../turns.ts';
import type { Lane } from './lane.ts';

export interface Settled {
  /** creation time, ms */
  at: number;
  source: string;
  id: string;
  /** empty unless it is a copy */
  cluster: string;
  flags: string[];
  /** when its post leaves the store, s since 1970 */
  expires: number;
}

export const settledRow = z.object({
  at: z.number(),
  source: z.string(),
  id: z.string(),
  cluster: z.string(),
  flags: z.array(z.string()),
  expires: z.number(),
  version: z.number(),
});

const columns = [
  ...['city', 'created_at', 'source', 'id', 'cluster', 'flags', 'expires_at', 'version', 'is_deleted'],
];

const sqlTime = (ms: number) => new Date(ms).toISOString().replace('T', ' ').slice(0, 23);

/** Rows of one insert. */
const mostRows = 20_000;

/** Writes verdicts and takes back others, under one version. What is written of them before a fault stays: whoever settles finds the rest again. */
export async function putSettled(
  lane: Lane,
  city: string,
  change: { put: readonly Settled[]; takeBack: readonly Settled[] },
  version: number,
): Promise<void> {
  const line = ({ at, source, id, cluster, flags, expires }: Settled, isDeleted: 0 | 1) =>
    JSON.stringify([city, sqlTime(at), source, id, cluster, flags, expires, version, isDeleted]);
  const all = [
    ...change.put.map((settled) => [settled, 0] as const),
    ...change.takeBack.map((settled) => [settled, 1] as const),
  ];
  for (let from = 0; from < all.length; from += mostRows) {
    const lines: string[] = [];
    await inTurns(all.slice(from, from + mostRows), ([settled, isDeleted]) => {
      lines.push(line(settled, isDeleted));
    });
    await lane.insert('settled', columns, lines);
  }
}
