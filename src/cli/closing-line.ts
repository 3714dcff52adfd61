// The last line of `import` and `tag`, which other programs read.
export interface Counts {
  read: number;
  stored: number;
  skipped: number;
  dead: number;
  /** from the first line read to the last one done, in ms */
  tookMs: number;
}

export function closingLine({ read, stored, skipped, dead, tookMs }: Counts): string {
  const rate = tookMs > 0 ? Math.round((1_000 * read) / tookMs) : 0;
  return `${read} read, ${stored} stored, ${skipped} skipped, ${dead} dead, ${(tookMs / 1_000).toFixed(1)} s, ${rate} posts/s`;
}
