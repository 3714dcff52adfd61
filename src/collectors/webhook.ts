// Posts that another system of the city pushes, signed: POST /api/v1/hooks/webhook. docs/collectors/webhook.md.
import { z } from 'zod';
import { termsOf } from '../terms.ts';
import { defineCollector, type Page } from './collector.ts';
import { type PushedPost, pushedPost } from './webhook/message.ts';

const optionsSchema = z
  .object({
    /** of posts that name none */
    channel: z.string().trim().min(1).max(200).optional(),
    /** while keys are changed: the credential `previousKey` is accepted too */
    acceptsPreviousKey: z.boolean().default(false),
  })
  .strict();
type Options = z.output<typeof optionsSchema>;

async function* nothing(): AsyncGenerator<Page<PushedPost>, undefined> {
  yield* [];
  return undefined;
}

export const collector = defineCollector<PushedPost, Options>({
  source: 'webhook',
  homepage: 'https://www.rfc-editor.org/rfc/rfc2104',
  terms: termsOf('webhook'),
  options: optionsSchema,
  secrets: ['key'],
  secretsOf: ({ acceptsPreviousKey }) => (acceptsPreviousKey ? ['previousKey'] : []),
  isPushed: true,
  // Nothing is fetched: what comes is handed to `toPost` by src/jobs/receive-posts.ts.
  collect: nothing,
  toPost(item, { options }) {
    const read = pushedPost.safeParse(item);
    if (!read.success) return { dead: 'not a post as it should be pushed' };
    const { author, channel = options.channel, ...post } = read.data;
    return { source: 'webhook', channel, ...post, ...(author !== undefined && { account: author }) };
  },
});
