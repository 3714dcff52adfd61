// What a city's profile says of YouTube.
import { z } from 'zod';

export const optionsSchema = z
  .object({
    /** ids of channels, not their handles: https://support.google.com/youtube/answer/3250431 */
    channels: z
      .array(z.string().regex(/^UC[\w-]{22}$/, 'the id of a channel, UC and 22 characters'))
      .min(1, 'expected at least one channel')
      .max(50),
    /** comments of videos so young are read */
    videoDays: z.number().int().min(1).max(365).default(30),
    /** units of the quota that a day may cost; a project has 10,000 */
    unitsPerDay: z.number().int().min(1).max(10_000_000).default(9_000),
  })
  .strict();

export type Options = z.output<typeof optionsSchema>;
