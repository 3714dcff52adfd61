// What a city's profile says of its newspapers.
import { z } from 'zod';

const commentModes = ['auto', 'rest', 'feed', 'off'] as const;

const address = z
  .string()
  .max(2_000)
  .refine(isFeedAddress, 'expected an http or https address without a user name or password');

function isFeedAddress(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false;
  const { username, password } = new URL(value);
  return username === '' && password === '';
}

const feedSchema = z
  .object({
    url: address,
    /** name of the publication in Earshot; without it the host of `url` without "www." */
    channel: z.string().trim().min(1).max(100).optional(),
    comments: z.enum(commentModes).optional(),
  })
  .strict();

export const optionsSchema = z
  .object({
    feeds: z
      .array(z.union([address.transform((url) => ({ url })), feedSchema]))
      .min(1, 'expected at least one feed')
      .max(200)
      .superRefine((feeds, context) => {
        feeds.forEach(({ url }, index) => {
          if (feeds.findIndex((other) => other.url === url) < index)
            context.addIssue({ code: 'custom', path: [index], message: 'this feed stands here twice' });
        });
      }),
    /** where comments come from: the site's WordPress interface (rest), comment feeds (feed), or what there is (auto) */
    comments: z.enum(commentModes).default('auto'),
    /** comments and articles of so many days are looked at again, to see edits and deletions */
    recheckDays: z.number().int().min(1).max(90).default(14),
    /** the longest time between two such looks; sites with few comments are looked at in every run */
    recheckHours: z.number().min(0).max(168).default(6),
    /** how far the first run goes back, where a site lists so much */
    backfillDays: z.number().int().min(0).max(3_650).default(30),
  })
  .strict();

export type Options = z.output<typeof optionsSchema>;
export type CommentMode = (typeof commentModes)[number];

export interface FeedOptions {
  url: string;
  channel: string;
  comments: CommentMode;
}

/** Host without "www.": how a publication is named when the profile does not. */
export function publicationOf(url: string): string {
  return new URL(url).host.toLowerCase().replace(/^www\./, '');
}

/** The feeds of a profile with everything resolved. */
export function feedsOf(options: Options): FeedOptions[] {
  return options.feeds.map((feed) => ({
    url: feed.url,
    channel: ('channel' in feed ? feed.channel : undefined) ?? publicationOf(feed.url),
    comments: ('comments' in feed ? feed.comments : undefined) ?? options.comments,
  }));
}
