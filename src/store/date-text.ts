// Instants as the store writes them, in UTC. A batch has few days and many moments: the text of a day is made once.

const dayMs = 86_400_000;
/** Days that are remembered before the memory starts afresh: more than fifty years. */
const mostDays = 20_000;
const days = new Map<number, string>();

/** `2026-11-26`, of days since 1970. */
function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= mostDays) days.clear();
  const text = new Date(day * dayMs).toISOString().slice(0, 10);
  days.set(day, text);
  return text;
}

const digits = (value: number) => (value < 10 ? `0${value}` : `${value}`);

/** `2026-11-26 08:05:09`; `ms` since 1970. */
export function dateTime(ms: number): string {
  const day = Math.floor(ms / dayMs);
  const seconds = Math.floor((ms - day * dayMs) / 1_000);
  const minutes = Math.floor(seconds / 60);
  return `${dayText(day)} ${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}:${digits(seconds % 60)}`;
}

/** `2026-11-26 08:05:09.250` */
export function dateTime64(ms: number): string {
  const rest = Math.floor(ms) % 1_000;
  const thousandths = rest < 0 ? rest + 1_000 : rest;
  return `${dateTime(ms)}.${thousandths < 100 ? '0' : ''}${digits(thousandths)}`;
}
