// What the city writes down itself: events, which explain what a chart shows, and projects, whose effect is asked for. Pure.
import { z } from 'zod';
import { slugify, slugPattern } from '../config/slug.ts';
import { isoInCity, parseTime } from './city-time.ts';
import type { QueryCity } from './queries/define.ts';
import { resolveFilter } from './queries/filter.ts';

const id = z
  .string()
  .max(80)
  .regex(slugPattern, 'expected lower-case words joined by "-", such as ferry-strike');
const title = z.string().trim().min(1, 'expected a title').max(200);
const time = z.string().max(40);

const event = {
  title,
  from: time.meta({ description: 'a date (midnight in the city) or a time', examples: ['2026-03-07'] }),
  to: time.optional().meta({ description: 'exclusive; without it an instant', examples: ['2026-03-09'] }),
  url: z
    .url({ protocol: /^https?$/, error: 'expected a web address' })
    .max(1_000)
    .optional()
    .meta({ description: 'where it is told in full' }),
};

const project = {
  title,
  q: z
    .string()
    .trim()
    .min(1, 'expected a search, such as topic:parks AND playground*')
    .max(2_000)
    .meta({ description: 'boolean search for the posts that it concerns, as `q` of a query' }),
  date: time.meta({ description: 'from when on it is felt', examples: ['2026-03-07'] }),
};

/** Times are ISO 8601 with the city's offset. */
export const eventSchema = z.strictObject({ id, ...event });
export type CityEvent = z.output<typeof eventSchema>;
export const projectSchema = z.strictObject({ id, ...project });
export type Project = z.output<typeof projectSchema>;
export type Entry = CityEvent | Project;

/** As they are asked for: without an id it is made of the title; one that exists is replaced. */
export const requests = {
  event: z.strictObject({ id: id.optional(), ...event }),
  project: z.strictObject({ id: id.optional(), ...project }),
};
export const removal = z.strictObject({ id, remove: z.literal(true) });
export type Kind = keyof typeof requests;

export interface Mistake {
  parameter: string;
  detail: string;
}
export type Reading = { entry: Entry } | { remove: string } | { mistakes: Mistake[] };

const mistakesOf = ({ issues }: z.ZodError, name: string): Mistake[] =>
  issues.map(({ path, message }) => ({ parameter: path.join('.') || name, detail: message }));

/** The instant in the city's time; what is none is added to the mistakes. */
function instant(city: QueryCity, parameter: string, text: string, mistakes: Mistake[]): string {
  const ms = parseTime(city.timezone, text);
  if (ms !== undefined) return isoInCity(city.timezone, ms);
  const detail = 'expected a date such as 2026-03-01, or a time such as 2026-03-01T06:00';
  mistakes.push({ parameter, detail });
  return text;
}

function eventOf(city: QueryCity, own: string, given: z.output<typeof requests.event>): Reading {
  const mistakes: Mistake[] = [];
  const from = instant(city, 'from', given.from, mistakes);
  const to = given.to === undefined ? undefined : instant(city, 'to', given.to, mistakes);
  if (to !== undefined && Date.parse(to) <= Date.parse(from))
    mistakes.push({ parameter: 'to', detail: 'expected a time after `from`' });
  if (mistakes.length > 0) return { mistakes };
  const { title: name, url } = given;
  return { entry: { id: own, title: name, from, ...(to && { to }), ...(url && { url }) } };
}

/** Its search is read as a query would read it. */
function projectOf(city: QueryCity, own: string, given: z.output<typeof requests.project>): Reading {
  const mistakes: Mistake[] = [];
  const date = instant(city, 'date', given.date, mistakes);
  try {
    resolveFilter(city, { q: given.q });
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    mistakes.push(...mistakesOf(error, 'q'));
  }
  return mistakes.length > 0 ? { mistakes } : { entry: { id: own, title: given.title, q: given.q, date } };
}

/** Reads an event or a project, or the removal of one, or says every mistake in it. */
export function readEntry(kind: Kind, value: unknown, city: QueryCity): Reading {
  const removed = removal.safeParse(value);
  if (removed.success) return { remove: removed.data.id };
  const parsed = requests[kind].safeParse(value);
  if (!parsed.success) return { mistakes: mistakesOf(parsed.error, kind) };
  const own = parsed.data.id ?? slugify(parsed.data.title);
  if (own === '')
    return { mistakes: [{ parameter: 'id', detail: 'expected one: the title has no letters for it' }] };
  return 'q' in parsed.data ? projectOf(city, own, parsed.data) : eventOf(city, own, parsed.data);
}
