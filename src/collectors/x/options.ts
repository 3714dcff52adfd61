// What a city's profile says of X.
import { z } from 'zod';

const term = z
  .string()
  .trim()
  .min(2)
  .max(100)
  .refine((text) => !/["()\n\r]/.test(text), 'without quotes and brackets');

export const optionsSchema = z
  .object({
    /** words, #hashtags and @accounts beside the names of the profile */
    terms: z.array(term).max(100).default([]),
    /** ISO 639 codes as X knows them; without them every language */
    languages: z
      .array(z.string().regex(/^[a-z]{2,3}$/))
      .max(10)
      .default([]),
    /** posts that carry coordinates of this circle, whatever they say: needs a plan with geo operators */
    near: z
      .object({
        lat: z.number().min(-90).max(90),
        lon: z.number().min(-180).max(180),
        miles: z.number().gt(0).lt(25),
      })
      .strict()
      .optional(),
    /** the longest query of the plan: 512 characters, 1,024 or 4,096 */
    queryLength: z.number().int().min(128).max(4_096).default(512),
    /** how far the first run goes back; recent search reaches seven days */
    backfillDays: z.number().min(0.01).max(7).default(7),
    /** what a post read costs, for the budget: pay per use, US dollars */
    usdPerPost: z.number().min(0).max(1).default(0.005),
    /** the first run asks what the project has used, and a run stops at so many posts a month */
    postsPerMonth: z.number().int().min(1).optional(),
    /** after each search the filtered stream is read for so long: needs a plan that has it; 0 is off */
    streamSeconds: z.number().min(0).max(600).default(0),
  })
  .strict();

export type Options = z.output<typeof optionsSchema>;
