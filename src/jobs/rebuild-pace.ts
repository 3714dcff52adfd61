// When the days that changed are rebuilt, and which: at once while little is to do, less often under load. Pure.

/**
 * While more batches than this wait or are in hand, the same days change again and again, and rebuilding them keeps questions waiting: less often
 * then, and without the terms, which take ten times as long as the sums. An import does not wait for it, it rebuilds its days at its end.
 */
const backlog = 10;
const underLoadMs = 30_000;
/** A queue that never gets short does not keep the terms waiting for ever. */
const longestWithoutTermsMs = 600_000;
/**
 * Days before the last two change under load when an archive is read, all of them again and again: most archives are in before their sums are
 * first due here, and then those get a tenth of the time.
 */
const recentMs = 2 * 86_400_000;
const firstOlderMs = 120_000;
const restPerWork = 9;

export interface Turn {
  /** what is said on these days follows later */
  sumsOnly: boolean;
  /** only days from this one on, whatever the city's zone */
  since?: string;
}

export interface RebuildPace {
  /** What is to be rebuilt at this time, in ms, while so many batches wait or are in hand; undefined: nothing yet. */
  next(nowMs: number, batches: number): Turn | undefined;
  /** The days of a turn have been found and queued, at this time. */
  queued(turn: Turn, nowMs: number): void;
  /** A rebuild of such a turn took so long, in ms. */
  worked(turn: Turn, tookMs: number): void;
}

/** `startMs`: now; what is said on earlier days is up to date, or no more overdue than what comes. */
export function createRebuildPace(startMs: number): RebuildPace {
  let isBusy = false;
  /** last turn, or the beginning of the backlog */
  let sinceMs = 0;
  /** the same of older days, and of the terms */
  let olderSinceMs = 0;
  let wholeSinceMs = startMs;
  let workedMs = 0;
  let isFirst = true;
  return {
    next(nowMs, batches) {
      const wasBusy = isBusy;
      // Who reads an archive fills the queue in gulps: it is over when none is left.
      isBusy = batches > (wasBusy ? 0 : backlog);
      if (isBusy && !wasBusy) {
        sinceMs = olderSinceMs = nowMs;
        isFirst = true;
      }
      if (!isBusy || nowMs - wholeSinceMs >= longestWithoutTermsMs) return { sumsOnly: false };
      if (nowMs - sinceMs < underLoadMs) return undefined;
      const rest = isFirst ? firstOlderMs : Math.max(underLoadMs, restPerWork * workedMs);
      if (nowMs - olderSinceMs >= rest) return { sumsOnly: true };
      return { sumsOnly: true, since: new Date(nowMs - recentMs).toISOString().slice(0, 10) };
    },
    queued({ sumsOnly, since }, nowMs) {
      sinceMs = nowMs;
      if (since !== undefined) return;
      olderSinceMs = nowMs;
      isFirst = false;
      workedMs = 0;
      if (!sumsOnly) wholeSinceMs = nowMs;
    },
    worked({ sumsOnly, since }, tookMs) {
      if (sumsOnly && since === undefined) workedMs += tookMs;
    },
  };
}
