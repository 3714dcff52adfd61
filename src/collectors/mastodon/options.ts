// What a city's profile says of the Mastodon instances it reads.
import { z } from 'zod';

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/, 'a host name such as mastodon.example')
  .refine((name) => name.includes('.'), 'a host name such as mastodon.example');

const instance = z.union([
  host.transform((name): { host: string; token?: string } => ({ host: name })),
  z
    .object({
      host,
      /** name of the credential with an access token (`read:statuses`), for instances that ask for one */
      token: z
        .string()
        .regex(/^[a-z][\w-]{0,40}$/i, 'a name; `secret` says which variable it is in')
        .optional(),
    })
    .strict(),
]);

export const optionsSchema = z
  .object({
    instances: z.array(instance).min(1, 'expected at least one instance').max(50),
    hashtags: z
      .array(
        z
          .string()
          .trim()
          .transform((tag) => tag.replace(/^#/, '').toLowerCase())
          .refine((tag) => /^[\p{L}\p{N}\p{M}_]{1,100}$/u.test(tag), 'a hashtag is letters, digits and _'),
      )
      .min(1, 'expected at least one hashtag')
      .max(20),
    /** how far the first run goes back */
    backfillDays: z.number().int().min(0).max(365).default(7),
    /** fetch what a reply answers: one more call for each reply */
    threads: z.boolean().default(true),
  })
  .strict();

export type Options = z.output<typeof optionsSchema>;
export type Instance = Options['instances'][number];
