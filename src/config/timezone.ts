// Time zones by their IANA name, spelled as every engine knows them.
import { suggestion } from './nearest.ts';

/** True for `America/Chicago` or `UTC`; not for offsets, abbreviations or another spelling of a name. */
export function isTimezone(name: string): boolean {
  if (name === 'UTC') return true;
  if (!/^[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(name)) return false;
  const resolved = resolve(name);
  if (resolved === undefined) return false;
  return resolved === name || resolved.toLowerCase() !== name.toLowerCase();
}

function resolve(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** What was expected instead, with the nearest name: "an IANA time zone such as America/Chicago, did you mean …?" */
export function describeTimezone(name: string): string {
  const zones = Intl.supportedValuesOf('timeZone');
  const wanted = name.toLowerCase().replace(/[\s-]+/g, '_');
  const byCity = zones.find(
    (zone) => zone.toLowerCase() === wanted || zone.toLowerCase().endsWith(`/${wanted}`),
  );
  const hint = byCity === undefined ? suggestion(name, zones) : `, did you mean ${JSON.stringify(byCity)}?`;
  return `an IANA time zone such as America/Chicago${hint}`;
}

/** Hours east of UTC in winter or summer, whichever is less: the zone's standard time. */
export function standardOffsetHours(name: string, year: number): number {
  const offsets = [0, 6].map((month) => {
    const at = new Date(Date.UTC(year, month, 15, 12));
    const parts = new Intl.DateTimeFormat('en', { timeZone: name, timeZoneName: 'longOffset' }).formatToParts(
      at,
    );
    const text = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    const match = /([+-])(\d{2}):(\d{2})/.exec(text);
    if (match === null) return 0;
    return (match[1] === '-' ? -1 : 1) * (Number(match[2]) + Number(match[3]) / 60);
  });
  return Math.min(...offsets);
}
