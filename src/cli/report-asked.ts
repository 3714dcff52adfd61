// What every kind of report is asked with.
import type { Audience, City } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { parseTime } from '../store/city-time.ts';

/** The present, or the one that is given. Throws ConfigError. */
export function presentOf(timezone: string, now: string | undefined): number {
  const given = now === undefined ? Date.now() : parseTime(timezone, now);
  if (given === undefined)
    throw new ConfigError(
      `--now ${now} — expected a date such as 2026-11-16, or a time such as 2026-11-16T07:00`,
    );
  return given;
}

/** Undefined: the whole city. Throws ConfigError. */
export function audienceAsked({ id, audiences = [] }: City, name: string | undefined): Audience | undefined {
  if (name === undefined || name === 'city') return undefined;
  const found = audiences.find((audience) => audience.id === name);
  if (found === undefined) {
    const known = ['city', ...audiences.map((audience) => audience.id)].join(', ');
    throw new ConfigError(`--audience ${name} — ${id} has no such audience; there are: ${known}`);
  }
  return found;
}
