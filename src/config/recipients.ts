// Who gets what leaves on schedule, and by which channel: `delivery` of the profile. docs/delivery.md is for people.
import { z } from 'zod';
import type { Delivery, Recipient } from './city.ts';
import { suggestion } from './nearest.ts';
import type { Problem } from './problem.ts';
import { section, valueAt } from './validate.ts';
import type { YamlFile } from './yaml-file.ts';

export const messageKinds = ['weekly', 'digest', 'alert'] as const;
/** The forms of a report, by the names of src/report/forms.ts. */
export const reportForms = ['html', 'pdf', 'xlsx', 'csv', 'parquet', 'json', 'metrics'] as const;

const line = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .refine((text) => !/\p{Cc}/u.test(text), 'one line');
const variable = z
  .string()
  .regex(
    /^[A-Z][A-Z0-9_]{1,99}$/,
    'the name of an environment variable such as CHAT_WEBHOOK, never the secret itself',
  );
const mailAddress = z.email('an e-mail address such as office@city.example');
const hostName = z
  .string()
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/, 'a host such as mail.city.example');
const httpAddress = z
  .string()
  .max(2_000)
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'an address such as https://files.city.example',
  );

const smtpServer = section({
  host: hostName,
  port: z.number().int().min(1).max(65_535).default(587),
  security: z.enum(['starttls', 'tls', 'none']).optional(),
  from: line.refine(
    (text) => z.email().safeParse(/<([^<>]+)>$/.exec(text)?.[1] ?? text).success,
    'an e-mail address, or a name with one: Earshot <earshot@city.example>',
  ),
  user: line.optional(),
  secret: variable.optional(),
}).refine(
  ({ user, secret }) => (user === undefined) === (secret === undefined),
  'both user and secret, or neither',
);

const wanted = {
  audiences: z.array(line).min(1).default(['city']),
  kinds: z.array(z.enum(messageKinds)).min(1).default(['weekly']),
  forms: z.array(z.enum(reportForms)).optional(),
};

/** Forms that go along when the profile names none: what a reader opens, what a machine reads, nothing in a chat. */
const usualForms = {
  folder: [...reportForms],
  smtp: ['html', 'pdf'],
  slack: [],
  teams: [],
  webhook: [],
  s3: [...reportForms],
} as const satisfies Record<string, readonly (typeof reportForms)[number][]>;

const recipientSchema = z.discriminatedUnion(
  'channel',
  [
    section({ ...wanted, channel: z.literal('folder'), path: line }),
    section({
      ...wanted,
      channel: z.literal('smtp'),
      to: z.union([mailAddress.transform((address) => [address]), z.array(mailAddress).min(1).max(100)], {
        error: 'an e-mail address such as office@city.example, or a list of them',
      }),
    }),
    section({ ...wanted, channel: z.literal('slack'), secret: variable }),
    section({ ...wanted, channel: z.literal('teams'), secret: variable }),
    section({ ...wanted, channel: z.literal('webhook'), url: httpAddress, secret: variable }),
    section({
      ...wanted,
      channel: z.literal('s3'),
      endpoint: httpAddress.optional(),
      region: line.default('us-east-1'),
      bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'a bucket such as city-reports'),
      prefix: z
        .string()
        .regex(/^([\w.-]+\/)*[\w.-]*$/, 'a prefix such as earshot/')
        .default(''),
      secret: section({ accessKeyId: variable, secretAccessKey: variable }),
    }),
  ],
  { error: `a channel, one of ${Object.keys(usualForms).join(', ')}` },
);

const recipientName = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a lower-case name such as mayors-office');

export const deliverySchema = section({
  smtp: smtpServer.optional(),
  recipients: z.record(recipientName, recipientSchema).default({}),
});

/** What the schema alone cannot know: that an audience exists, and that e-mail has a server. Works on the raw data. */
export function checkRecipients(yaml: YamlFile): Problem[] {
  const all = Object.keys(Object(valueAt(yaml.raw, ['delivery', 'recipients'])));
  const audiences = ['city', ...Object.keys(Object(valueAt(yaml.raw, ['audiences'])))];
  const hasServer = valueAt(yaml.raw, ['delivery', 'smtp']) !== undefined;
  return all.flatMap((name) => {
    const at = ['delivery', 'recipients', name];
    const list = valueAt(yaml.raw, [...at, 'audiences']);
    const unknown = [...(Array.isArray(list) ? list : []).entries()].filter(
      (entry): entry is [number, string] => typeof entry[1] === 'string' && !audiences.includes(entry[1]),
    );
    const problems = unknown.map(([index, value]) =>
      yaml.problem(
        [...at, 'audiences', index],
        `an audience of the profile, one of ${audiences.join(', ')}${suggestion(value, audiences)}`,
        { value },
      ),
    );
    if (valueAt(yaml.raw, [...at, 'channel']) === 'smtp' && !hasServer) {
      const expected = 'delivery.smtp, the server that takes the e-mail: { host, from }';
      problems.push(yaml.problem([...at, 'channel'], expected, { value: 'smtp' }));
    }
    return problems;
  });
}

/** In the order of the profile; undefined when nobody gets anything. */
export function resolveDelivery(delivery: z.output<typeof deliverySchema> | undefined): Delivery | undefined {
  if (delivery === undefined || Object.keys(delivery.recipients).length === 0) return undefined;
  const recipients = Object.entries(delivery.recipients).map(([name, written]): Recipient => {
    const { audiences, kinds, forms, ...channel } = written;
    return {
      name,
      audiences: [...new Set(audiences)],
      kinds: [...new Set(kinds)],
      forms: [...new Set(forms ?? usualForms[channel.channel])],
      ...channel,
    };
  });
  const { smtp } = delivery;
  if (smtp === undefined) return { recipients };
  const security = smtp.security ?? (smtp.port === 465 ? 'tls' : 'starttls');
  return { recipients, smtp: { ...smtp, security } };
}
