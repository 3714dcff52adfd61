// What a reader must know before the figures, on the page and in a message.
import type { WeeklyReport } from '../weekly-report.ts';
import type { Words } from '../words.ts';
import { isLong } from './comparable.ts';
import { hoursOf } from './coverage.ts';

/** One sentence or two; undefined where there is nothing to know. */
export function warningOf(
  { lacks, summary }: Pick<WeeklyReport, 'lacks' | 'summary'>,
  words: Words,
): string | undefined {
  if ((summary.rows[0]?.volume ?? 0) === 0)
    return 'Nothing was stored of this week. That says nothing of what was said.';
  const told = [
    ...lacks.week.filter(isLong).map((lack) => `${lack.name} this week (${hoursOf(lack, words)})`),
    ...lacks.before.filter(isLong).map((lack) => `${lack.name} the week before (${hoursOf(lack, words)})`),
  ];
  if (told.length === 0) return undefined;
  return `Not collected: ${words.list(told)}. Changes against the week before may come from that alone; none is called more than chance that could.`;
}
