// Numbers and times as people read them. Pure.

export interface Locale {
  /** BCP 47 */
  tag: string;
  /** IANA name of the city's zone */
  timezone: string;
}

const minus = (text: string) => text.replace('-', '−');

export const number = (value: number, { tag }: Locale, digits = 0): string =>
  minus(new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value));

export const signed = (value: number, { tag }: Locale): string =>
  minus(
    new Intl.NumberFormat(tag, {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      signDisplay: 'exceptZero',
    }).format(value),
  );

/** `30%`, and `0.4%` where whole percents would say nothing. */
export function percent(value: number, { tag }: Locale): string {
  const digits = Math.abs(value) < 0.0995 && value !== 0 ? 1 : 0;
  return minus(new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: digits }).format(value));
}

const options = {
  date: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  time: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  },
} as const;

/** An instant in the city's zone, such as `Sat, Nov 21, 2026, 5:49 PM`. */
export const moment = (time: string | number, { tag, timezone }: Locale, style: 'date' | 'time' = 'time') =>
  new Intl.DateTimeFormat(tag, { ...options[style], timeZone: timezone }).format(new Date(time));

/** A stretch of time in the city's zone, without saying anything twice. */
export function stretch(from: string, to: string, { tag, timezone }: Locale): string {
  const format = new Intl.DateTimeFormat(tag, { ...options.time, timeZone: timezone });
  return format.formatRange(new Date(from), new Date(to));
}

const steps: [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** `4 minutes ago`, `yesterday`; beyond 30 days nothing, because the date says more. */
export function ago(time: string | number, nowMs: number, { tag }: Locale): string | undefined {
  const past = nowMs - new Date(time).getTime();
  if (past > 30 * 86_400_000 || past < -60_000) return undefined;
  const [unit, ms] = steps.find(([, each]) => past >= each) ?? ['minute', 60_000];
  if (past < 60_000) return 'just now';
  return new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(-Math.floor(past / ms), unit);
}

/** `4 min`, `3 h`, `8 days`. */
export function duration(ms: number, locale: Locale): string {
  if (ms < 3_600_000) return `${Math.max(1, Math.round(ms / 60_000))} min`;
  if (ms < 48 * 3_600_000) return `${number(ms / 3_600_000, locale)} h`;
  return `${number(ms / 86_400_000, locale)} days`;
}
