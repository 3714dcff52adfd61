// What is settled of posts when their days are rebuilt: which are copies, which come from automated accounts.
import { z } from 'zod';
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

/** Writes verdicts and takes back others, under one version. */
export async function putSettled(
  lane: Lane,
  city: string,
  change: { put: readonly Settled[]; takeBack: readonly Settled[] },
  version: number,
): Promise<void> {
  const line = ({ at, source, id, cluster, flags, expires }: Settled, isDeleted: 0 | 1) =>
    JSON.stringify([city, sqlTime(at), source, id, cluster, flags, expires, version, isDeleted]);
  const lines = [
    ...change.put.map((settled) => line(settled, 0)),
    ...change.takeBack.map((settled) => line(settled, 1)),
  ];
  await lane.insert('settled', columns, lines);
}
