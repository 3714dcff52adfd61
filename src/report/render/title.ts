// What a report is called.

import { addDays } from '../../store/city-time.ts';
import type { WeeklyReport } from '../weekly-report.ts';

/** `Monday, November 16 – Sunday, November 22, 2026`, shortened where nothing is said twice. */
export function weekWords({ week }: Pick<WeeklyReport, 'week'>): string {
  const format = new Intl.DateTimeFormat('en-US', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const at = (day: string) => new Date(`${day}T12:00:00Z`);
  const number = Number(week.name.slice(6));
  return `Week ${number}: ${format.formatRange(at(week.from), at(addDays(week.to, -1)))}`;
}

/** `quillport-2026-W47`, with the audience's id. */
export function fileStem({ city, week, audience }: Pick<WeeklyReport, 'city' | 'week' | 'audience'>): string {
  return [city.id, week.name, ...(audience ? [audience.id] : [])].join('-');
}
