// `earshot report digest`: the morning digest as it would be sent, on standard output.
import { ConfigError } from '../errors.ts';
import { subjectOf, textOf } from '../report/digest/message.ts';
import { digestScope } from '../report/digest/scope.ts';
import { makeDigest } from '../report/digest.ts';
import { addDays, dayOf, dayStart } from '../store/city-time.ts';
import { type CommandContext, line } from './command.ts';
import { audienceAsked, presentOf } from './report-asked.ts';

interface Options {
  date?: string;
  audience?: string;
  now?: string;
  city?: string;
}

/** A morning that has begun. Throws ConfigError. */
function dateAsked(timezone: string, text: string | undefined, nowMs: number): string | undefined {
  if (text === undefined) return undefined;
  const isDay =
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
  if (!isDay) throw new ConfigError(`--date ${text} — expected a day such as 2026-11-16`);
  if (dayStart(timezone, text) > nowMs)
    throw new ConfigError(`--date ${text} — this morning has not come: it is ${dayOf(timezone, nowMs)}`);
  return text;
}

export async function printDigest(
  options: Options,
  { io, runtime: open }: Pick<CommandContext, 'io' | 'runtime'>,
): Promise<number> {
  const { store, cities } = await open();
  const city = await cities.get(options.city, io.cwd);
  const nowMs = presentOf(city.timezone, options.now);
  const date = dateAsked(city.timezone, options.date, nowMs);
  const audience = audienceAsked(city, options.audience);
  const digest = await makeDigest(
    store,
    digestScope({ city, ...(audience && { audience }) }, nowMs, date),
    nowMs,
  );
  line(io.stdout, subjectOf(digest));
  line(io.stdout, '');
  line(io.stdout, textOf(digest));
  return 0;
}
