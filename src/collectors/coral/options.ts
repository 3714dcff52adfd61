// What a city's profile says of the Coral installations of its newspapers.
import { z } from 'zod';

const credential = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,49}$/, 'the name of a credential under secret');

const installationSchema = z
  .object({
    /** where Coral itself answers: https://comments.herald.example */
    url: z
      .string()
      .max(500)
      .refine(isAddress, 'expected an http or https address without a path, a user name or a password'),
    /** name of the publication in Earshot; the host without it */
    channel: z.string().trim().min(1).max(100).optional(),
    /** id of a site, where an installation serves several */
    site: z.string().min(1).max(100).optional(),
    /** names of the credentials: an access token, and the signing secret of a webhook endpoint */
    token: credential.default('token'),
    signingSecret: credential.optional(),
  })
  .strict();

function isAddress(value: string): boolean {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false;
  const { pathname, search, username, password } = new URL(value);
  return pathname === '/' && search === '' && username === '' && password === '';
}

export const optionsSchema = z
  .object({
    installations: z.array(installationSchema).min(1, 'expected at least one installation').max(50),
    /** how far the first run goes back */
    backfillDays: z.number().int().min(1).max(3_650).default(30),
    /** comments of the last day are read again so often: what was approved late or edited is found */
    recheckHours: z.number().int().min(1).max(168).default(6),
  })
  .strict();

export type Options = z.output<typeof optionsSchema>;
export type Installation = Options['installations'][number];

export const hostOf = ({ url }: Installation): string => new URL(url).host.toLowerCase();

export const secretsOf = ({ installations }: Options): string[] =>
  installations.flatMap(({ token, signingSecret }) => [token, ...(signingSecret ? [signingSecret] : [])]);
