// How long to wait for whoever writes next: those who write at the same time come at some pace, and a group that closes before the
// next of them is there is a small one, with the same marks, looks and parts on the disk as a large one.

/** Of what the last gap says; the rest is what the gaps before said. */
const weight = 0.25;
/** A little late is still the same pace. */
const patience = 3;

export interface Arrivals {
  /** One came at this time, in ms. `isAlone`: nobody else's rows wait or are being written, so the gap before says how fast one caller is answered. */
  note(atMs: number, isAlone: boolean): void;
  /** How long the next may take, in ms: three usual gaps, and `atLeast`. */
  pauseMs(atLeast: number): number;
}

export function createArrivals(): Arrivals {
  let lastMs: number | undefined;
  let usualGapMs = 0;
  return {
    note(atMs, isAlone) {
      // Who comes alone again and again would else wait ever longer for himself.
      if (isAlone) usualGapMs = 0;
      else if (lastMs !== undefined) usualGapMs += weight * (atMs - lastMs - usualGapMs);
      lastMs = atMs;
    },
    pauseMs: (atLeast) => Math.max(atLeast, patience * usualGapMs),
  };
}
