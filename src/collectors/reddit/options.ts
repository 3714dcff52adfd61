// What a city's profile says of Reddit.
import { z } from 'zod';

const subreddit = z
  .string()
  .trim()
  .transform((name) => name.replace(/^\/?r\//i, ''))
  .refine((name) => /^\w{2,30}$/.test(name), 'a subreddit such as houston');

export const optionsSchema = z
  .object({
    /** the Reddit account that answers for this client: Reddit asks for it in the User-Agent */
    operator: z.string().regex(/^[\w-]{3,20}$/, 'the name of a Reddit account'),
    subreddits: z.array(subreddit).max(50).default([]),
    /** search all of Reddit for posts that name the city */
    search: z.boolean().default(false),
    /** words beside the names of the profile, for the search */
    terms: z.array(z.string().trim().min(3).max(100)).max(50).default([]),
    /** how far the first run goes back; a list holds about 1,000 entries whatever is asked */
    backfillDays: z.number().int().min(0).max(3_650).default(7),
  })
  .strict()
  .refine(
    ({ subreddits, search }) => search || subreddits.length > 0,
    'either some subreddits or the search',
  );

export type Options = z.output<typeof optionsSchema>;
