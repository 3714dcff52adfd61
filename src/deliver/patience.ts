// How long a delivery is tried. Pure.

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const firstMs = 2_000;
const longestMs = 15 * minuteMs;
/** Fewer are not given up, however late it is: the clock may have jumped. */
const fewestAttempts = 12;

/** After this time nobody wants it any more. */
const usefulMs: Readonly<Record<string, number>> = {
  weekly: 72 * hourMs,
  digest: 12 * hourMs,
  alert: 6 * hourMs,
  test: hourMs,
};

/** Pause after so many attempts in ms: 2 s, 4, 8 … 15 minutes. */
export const pauseMs = (attempts: number): number =>
  Math.min(longestMs, firstMs * 2 ** Math.max(0, Math.min(attempts - 1, 20)));

export const isHopeless = (kind: string, attempts: number, waitedMs: number): boolean =>
  attempts >= fewestAttempts && waitedMs >= (usefulMs[kind] ?? hourMs);
