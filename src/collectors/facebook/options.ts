// What a city's profile says of Facebook.
import { z } from 'zod';

export const optionsSchema = z
  .object({
    /** ids of pages that the city owns, or may read by Page Public Content Access */
    pages: z
      .array(z.string().regex(/^\d{5,25}$/, 'the number of a page'))
      .min(1, 'expected at least one page')
      .max(50),
    /** comments of posts so young are read */
    postDays: z.number().int().min(1).max(365).default(14),
    /** the version of the Graph API */
    version: z
      .string()
      .regex(/^v\d{1,3}\.\d$/, 'a version such as v23.0')
      .default('v23.0'),
  })
  .strict();

export type Options = z.output<typeof optionsSchema>;
