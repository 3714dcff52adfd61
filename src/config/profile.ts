// The city profile as it is written in config/cities/<city>.yaml. The reference for people is docs/city-profile.md.
import { z } from 'zod';
import { sourceName } from '../post.ts';
import { alertsSchema } from './alert-rules.ts';
import { deliverySchema } from './recipients.ts';
import { dayTime, usualDayTime, weekTime } from './report-times.ts';
import { isSchedule } from './schedule.ts';
import { slugPattern } from './slug.ts';
import { describeTimezone, isTimezone } from './timezone.ts';
import { section } from './validate.ts';

const text = z.string().trim().min(1).max(500);
const names = z.array(text).default([]);
const slug = z.string().max(80).regex(slugPattern, 'lower-case words joined by "-", such as fourth-ward');
const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** An ISO 639 code in lower case that names a language. */
export const languageCode = z
  .string()
  .refine(
    (code) => /^[a-z]{2,3}$/.test(code) && languageNames.of(code) !== undefined,
    'a language code such as en or es',
  );

export const timezoneName = z.string().superRefine((name, context) => {
  if (!isTimezone(name)) context.addIssue({ code: 'custom', message: describeTimezone(name) });
});

export const cityId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a lower-case id such as houston or san-francisco');

/** `city` is the report of the whole city. */
const audienceId = z
  .string()
  .max(64)
  .regex(/^(?!city$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a lower-case id such as streets, other than city');

const degrees = (most: number) => z.number().min(-most).max(most);
const calendarDate = z.string().refine((date) => {
  const time = Date.parse(`${date}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && new Date(time || 0).toISOString().startsWith(date);
}, 'a date such as 2026-11-21');

/** A place of the profile and a line of a gazetteer file obey the same rules. */
export const placeSchema = section({
  id: slug.optional(),
  name: text,
  kind: z
    .string()
    .regex(/^[a-z][a-z-]{0,30}$/, 'a kind such as street, landmark, station, park or river')
    .default('landmark'),
  aliases: names,
  lat: degrees(90).optional(),
  lon: degrees(180).optional(),
  neighbourhood: text.optional(),
}).refine((place) => (place.lat === undefined) === (place.lon === undefined), 'both lat and lon, or neither');

const variable = z.string().regex(/^[A-Z][A-Z0-9_]{1,99}$/);
/** Which environment variable holds the source's only credential, or each of them. */
const secretNames = z.union([variable, z.record(z.string(), variable)], {
  error: 'the name of an environment variable such as FORUM_TOKEN, never the secret itself',
});

const limits = {
  postsPerDay: z.number().int().min(1).optional(),
  requestsPerDay: z.number().int().min(1).optional(),
  unitsPerDay: z.number().min(1).optional(),
  usdPerMonth: z.number().min(0).optional(),
};

const sourceSchema = section({
  options: z.record(z.string(), z.unknown()).default({}),
  schedule: z
    .string()
    .refine(isSchedule, 'five cron fields such as "*/15 * * * *", or words such as every 15 minutes')
    .optional(),
  secret: secretNames.optional(),
  contract: section({ reference: text, acceptedBy: text, acceptedOn: calendarDate }).optional(),
  budget: section({
    ...limits,
    backfill: section(limits).optional(),
    recheck: section(limits).optional(),
  }).optional(),
  backfill: calendarDate.optional(),
});

export const profileSchema = section({
  id: cityId,
  name: text,
  aliases: names,
  notUs: names,
  timezone: timezoneName,
  languages: z.array(languageCode).min(1).default(['en']),
  officialAccounts: z
    .array(section({ source: sourceName, account: text.transform((account) => account.replace(/^@/, '')) }))
    .default([]),
  publicOfficials: names,
  neighbourhoods: section({
    file: text,
    nameProperty: text.optional(),
    details: z
      .record(
        z.string(),
        section({ aliases: names, residents: z.number().int().min(0).max(100_000_000).optional() }),
      )
      .default({}),
  }).optional(),
  places: z.array(placeSchema).default([]),
  placeFiles: z.array(text).default([]),
  channels: z.record(text, text).default({}),
  sources: z.record(sourceName, sourceSchema).default({}),
  audiences: z
    .record(
      audienceId,
      section({ name: text, topics: names, places: names }).refine(
        ({ topics, places }) => topics.length + places.length > 0,
        'topics, or places, or both: without them it is the whole city',
      ),
    )
    .default({}),
  minimumN: section({
    sentiment: z.number().int().min(1).max(1_000).default(10),
    voices: z.number().int().min(1).max(1_000).default(5),
  }).default({ sentiment: 10, voices: 5 }),
  delivery: deliverySchema.optional(),
  reports: section({
    weekly: section({ at: weekTime }).optional(),
    digest: section({
      at: dayTime.default(usualDayTime),
      whenNothing: z.enum(['line', 'nothing']).default('line'),
    }).optional(),
  }).optional(),
  alerts: alertsSchema.optional(),
  contact: text.optional(),
  sample: z.boolean().optional(),
});

export type Profile = z.output<typeof profileSchema>;
