// What a city's profile says of Bluesky.
import { z } from 'zod';

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'a host name');

/** A handle or a DID: https://atproto.com/specs/handle, https://atproto.com/specs/did */
const actor = z
  .string()
  .trim()
  .transform((name) => name.replace(/^@/, ''))
  .refine(
    (name) => /^did:[a-z]+:[\w.:%-]{1,200}$/.test(name) || /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(name),
    'a handle such as city.example, or a DID',
  );

export const optionsSchema = z
  .object({
    /** words beside the names of the profile that make a post of the stream ours */
    terms: z.array(z.string().trim().min(3).max(100)).max(50).default([]),
    /** accounts whose posts are read whatever they say; what answers them in the stream is ours too */
    authors: z.array(actor).max(100).default([]),
    /** read the stream of all posts */
    stream: z.boolean().default(true),
    /** an instance of Jetstream; its cursors are its own */
    jetstream: host.default('jetstream.us-west.bsky.network'),
    /** how far the first run goes back in the stream, which keeps 36 hours */
    backfillHours: z.number().min(0).max(36).default(24),
    /** how far the first run goes back in the feeds of authors */
    backfillDays: z.number().int().min(0).max(3_650).default(7),
    /** fetch what a reply of the stream answers */
    threads: z.boolean().default(true),
    /** a stream that says nothing for so long has caught up */
    quietSeconds: z.number().min(0.1).max(60).default(10),
  })
  .strict()
  .refine(({ stream, authors }) => stream || authors.length > 0, 'either the stream or some authors');

export type Options = z.output<typeof optionsSchema>;
