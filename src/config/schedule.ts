// When a source is collected: five cron fields, or plain words.
import { CronExpressionParser } from 'cron-parser';

const bounds: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

const words = /^every (?:(second|minute|hour|day)|([1-9]\d{0,3}) (second|minute|hour|day)s)$/;
const unitMs = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** `every 15 minutes`, `every hour`, or minute hour day month weekday with `*`, lists, ranges and steps. */
export function isSchedule(text: string): boolean {
  if (intervalMs(text) !== undefined) return true;
  const fields = text.split(/\s+/);
  const areFields =
    fields.length === bounds.length && fields.every((field, index) => isCronField(field, bounds[index]!));
  // 30 February is written rightly and never comes
  return areFields && nextTime(text, 'UTC', new Date(0)) !== undefined;
}

function isCronField(field: string, [low, high]: readonly [number, number]): boolean {
  return field.split(',').every((part) => {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (match === null) return false;
    const [from, to, step] = match
      .slice(1)
      .map((digits) => (digits === undefined ? undefined : Number(digits)));
    if (step !== undefined && (step < 1 || step > high)) return false;
    if (from === undefined) return true;
    return from >= low && from <= high && (to === undefined || (to >= from && to <= high));
  });
}

/** Length of a schedule in words, in milliseconds; undefined for cron fields. */
function intervalMs(text: string): number | undefined {
  const match = words.exec(text);
  if (match === null) return undefined;
  const unit = (match[1] ?? match[3]) as keyof typeof unitMs;
  return Number(match[2] ?? 1) * unitMs[unit];
}

/**
 * The first time after `after` at which a schedule is due: words count from `after`, cron fields are read in `timezone`
 * (a time that the clock skips is taken an hour later, one that it shows twice is taken once). Undefined when there is none.
 */
export function nextTime(schedule: string, timezone: string, after: Date): Date | undefined {
  const every = intervalMs(schedule);
  if (every !== undefined) return new Date(after.getTime() + every);
  try {
    return CronExpressionParser.parse(schedule, { currentDate: after, tz: timezone }).next().toDate();
  } catch {
    return undefined;
  }
}
