// Are there more posts than usual? One pure function, of production and of the bench (bench/alerts.mjs) alike. It looks at several windows that end
// now: a short one finds a large burst at once, a long one a small rise that lasts.
import { riseP } from '../store/queries/usual.ts';
import { spreadIn, type UsualWeek } from './week.ts';

/** Posts are counted in bins of so many minutes. */
export const binMinutes = 5;
/** Minutes of the windows, whole bins. */
export const windowMinutes = [15, 30, 45, 60, 90, 120, 180] as const;
export const longestMinutes = 180;
export const bins = longestMinutes / binMinutes;

export interface Recent {
  /** posts per bin, the last ends now; `bins` of them. Copies and machines are left out */
  counts: readonly number[];
  /** posts to expect in each, of what has been collected of it */
  usual: readonly number[];
  week: Pick<UsualWeek, 'spread'>;
  /** on how many weeks the usual of an hour rests */
  weeks: number;
  /** posts of the largest conversation (a thread with its answers) in the last so many minutes */
  largest(minutes: number): number;
  /** distinct authors + posts without an author, likewise */
  voices(minutes: number): number;
}

export interface Limits {
  /** how often chance alone may bring as many in one window */
  p: number;
  /** times the usual, at least */
  ratio: number;
  voices: number;
}

export interface Rise {
  minutes: number;
  now: number;
  usual: number;
  p: number;
}

/**
 * The least likely window, when it is beyond the limits. What is judged is what is said beside the largest conversation: one lively thread is no rise
 * of the city, and threads are what brings most false alarms of quiet weeks (docs/alerts.md).
 */
export function detectRise(recent: Recent, limits: Limits): Rise | undefined {
  const { counts, usual, week, weeks } = recent;
  let found: Rise | undefined;
  let [now, mean, bin] = [0, 0, counts.length];
  for (const minutes of windowMinutes) {
    for (; bin > counts.length - minutes / binMinutes && bin > 0; bin -= 1) {
      now += counts[bin - 1]!;
      mean += usual[bin - 1]!;
    }
    if (now < limits.voices || now < limits.ratio * mean) continue;
    // The usual of a quarter of an hour is known from as many posts as that of its hour.
    const known = weeks * Math.max(1, 60 / minutes);
    const likely = { mean, weeks: known, spread: spreadIn(week, minutes) };
    const limit = found?.p ?? limits.p;
    if (riseP(now, likely) >= limit) continue;
    const p = riseP(now - recent.largest(minutes), likely);
    if (p < limit && recent.voices(minutes) >= limits.voices) found = { minutes, now, usual: mean, p };
  }
  return found;
}
