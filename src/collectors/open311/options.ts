// What a city's profile says of its 311 endpoints.
import { z } from 'zod';

const address = z
  .string()
  .max(2_000)
  .refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'expected an http or https address');

const endpointSchema = z
  .object({
    /** of the version, without `requests.json`: https://311.city.example/open311/v2 */
    url: address,
    /** `jurisdiction_id`, where an endpoint serves several */
    jurisdiction: z.string().trim().min(1).max(200).optional(),
    /** name in Earshot; the jurisdiction or the host without it */
    channel: z.string().trim().min(1).max(100).optional(),
    format: z.enum(['json', 'xml']).default('json'),
    /** asked for as `page_size`, where the endpoint knows it */
    pageSize: z.number().int().min(1).max(1_000).default(100),
    /** where a request can be read by people; `{id}` stands for its id */
    link: address.optional(),
    /** the endpoint knows `updated_after`: changes are asked for instead of looked for */
    updatedAfter: z.boolean().default(false),
  })
  .strict();

export const optionsSchema = z
  .object({
    endpoints: z
      .array(z.union([address.transform((url) => endpointSchema.parse({ url })), endpointSchema]))
      .min(1, 'expected at least one endpoint')
      .max(50),
    /** how far the first run goes back */
    backfillDays: z.number().int().min(0).max(3_650).default(90),
    /** requests of so many days are looked at again, for closures and other changes */
    rescanDays: z.number().int().min(1).max(730).default(90),
    /** time between two such looks */
    rescanHours: z.number().min(1).max(168).default(24),
    /** service code, or channel/code → topic id; read with the profile, for every request of the city */
    topics: z.record(z.string().min(1).max(400), z.string()).default({}),
    /** the endpoints give more to who has a key: the credential `key`, sent as `api_key` */
    key: z.boolean().default(false),
  })
  .strict();

export type Options = z.output<typeof optionsSchema>;
export type Endpoint = Options['endpoints'][number];

export const channelOf = ({ channel, jurisdiction, url }: Endpoint): string =>
  channel ?? jurisdiction ?? new URL(url).host.toLowerCase().replace(/^www\./, '');
