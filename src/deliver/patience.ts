// How long a delivery is tried. Pure.

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const firstMs = 2_000;
const longestMs = 15 * minuteMs;
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

/** For how long a message of this kind is of use after it was asked for, in ms. */
export const usefulFor = (kind: string): number => usefulMs[kind] ?? hourMs;

/** Whether nobody wants it any more so long after it was asked for. */
export const isTooLate = (kind: string, waitedMs: number): boolean => waitedMs >= usefulFor(kind);
