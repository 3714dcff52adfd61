// Has a source gone silent? Either its collection fails, or it is collected and brings nothing where it should. Pure.

export interface Quiet {
  /** since it was last collected to the end */
  behindHours: number;
  /** since its last post */
  emptyHours: number;
  /** posts to expect in the hours since its last post, of those that were collected */
  expected: number;
  /** how many come together */
  spread: number;
}

/** Hours of silence, and whether it is collected at all; undefined when nothing is unusual. */
export function detectSilence(
  { behindHours, emptyHours, expected, spread }: Quiet,
  limits: { hours: number; p: number },
): { hours: number; isCollected: boolean } | undefined {
  if (behindHours >= limits.hours) return { hours: behindHours, isCollected: false };
  // Chance of nothing where so many come, in groups of `spread` (Poisson).
  const p = Math.exp(-expected / spread);
  if (emptyHours >= 1 && p < limits.p) return { hours: emptyHours, isCollected: true };
  return undefined;
}
