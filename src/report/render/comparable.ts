// Where collection was not complete, no change that it may explain is shown as more than chance.

import type { Rows } from '../asking.ts';
import { isIncomplete, type Lack } from '../collection.ts';
import type { WeeklyReport } from '../weekly-report.ts';

const week = { fromMs: 0, toMs: 7 * 86_400_000 };

export const isLong = (lack: Lack): boolean => isIncomplete([lack], week);

type Change = NonNullable<Rows['summary']['change']>;

/** Rises need the week before, falls the week itself. */
function judged(change: Change['volume'], mayRise: boolean, mayFall: boolean): Change['volume'] {
  const difference = change.difference ?? 0;
  const isTold = difference > 0 ? mayRise : difference < 0 ? mayFall : true;
  return isTold ? change : { ...change, p: null, isMoreThanChance: null };
}

/** The report as it is shown; its data keeps what the API says. */
export function withoutUnsureChanges(report: WeeklyReport): WeeklyReport {
  const mayRise = !report.lacks.before.some(isLong);
  const mayFall = !report.lacks.week.some(isLong);
  if (mayRise && mayFall) return report;
  const told = <Row extends { change?: Change | undefined }>(row: Row): Row => {
    if (row.change === undefined) return row;
    const { volume, voices, sentiment } = row.change;
    const counts = { volume: judged(volume, mayRise, mayFall), voices: judged(voices, mayRise, mayFall) };
    // A source that is missed takes its mood with it, up or down.
    const feeling = { sentiment: judged(sentiment, false, false) };
    return { ...row, change: { ...row.change, ...counts, ...feeling } };
  };
  const section = <Row extends { change?: Change | undefined }, Section extends { rows: Row[] }>(
    given: Section,
  ): Section => ({ ...given, rows: given.rows.map(told) });
  return {
    ...report,
    summary: section(report.summary),
    topics: section(report.topics),
    places: section(report.places),
    sources: section(report.sources),
  };
}
