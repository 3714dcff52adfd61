// Numbers as people read them: signs that stand out, thousands apart, no more digits than mean something.

const minus = '\u2212';

/** 12,345 — or up to two decimals when it is not whole. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Number.isInteger(value) ? 0 : 2;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits }).replace('-', minus);
}

/** Net sentiment, −1…1: always two decimals, always signed unless it is zero. */
export function formatSigned(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const text = Math.abs(value).toFixed(2);
  if (Number(text) === 0) return text;
  return `${value < 0 ? minus : '+'}${text}`;
}

/** A difference of counts: signed, one decimal at most. */
export function formatDifference(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const rounded = Math.round(Math.abs(value) * 10) / 10;
  if (rounded === 0) return '0';
  return `${value < 0 ? minus : '+'}${formatNumber(rounded)}`;
}

/** A share, 0…1, as a percentage. */
export function formatShare(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return `${(value * 100).toFixed(value !== 0 && Math.abs(value) < 0.1 ? 1 : 0)}%`.replace('-', minus);
}

/** `(−0.10 … +0.20)`: the 95% interval, in the format of its value. */
export function formatInterval(low: number, high: number, format: (value: number) => string): string {
  return `(${format(low)} … ${format(high)})`;
}

/** Change of a count against the period before: `+12%`, `new` when there was nothing, `=` when nothing changed. */
export function formatChange(now: number, before: number): string {
  if (now === before) return '=';
  if (before === 0) return 'new';
  const percent = Math.round(((now - before) / before) * 100);
  return `${percent < 0 ? minus : '+'}${Math.abs(percent).toLocaleString('en-US')}%`;
}

/**
 * A time of an answer, which carries the city's offset, as its clock showed it: `2026-03-01`, or `2026-03-01 06:30` when
 * hours matter. Anything else is returned as it is.
 */
export function formatTime(iso: string, interval?: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(iso);
  if (match === null) return iso;
  const [, day, clock] = match;
  const isWhole = interval === undefined ? clock === '00:00' : interval !== 'hour';
  return isWhole ? `${day}` : `${day} ${clock}`;
}
