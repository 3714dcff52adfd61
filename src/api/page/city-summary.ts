// What a reader must know of a city before anything is asked: its name, its zone, its topics, and whether it is invented.
import { z } from 'zod';
import type { City } from '../../config.ts';

export const citySummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  timezone: z.string().describe('IANA name'),
  sample: z.boolean().describe('the city is invented: label whatever is shown of it as sample data'),
  isDefault: z.boolean().describe('the city of questions that name none'),
  languages: z.array(z.string()),
  minimumN: z.object({ sentiment: z.number(), voices: z.number() }),
  topics: z.array(z.object({ id: z.string(), label: z.string() })),
  problem: z.string().optional().describe('why its profile cannot be read; the other fields are then empty'),
});
export type CitySummary = z.output<typeof citySummarySchema>;

export function summariseCity(city: City, isDefault: boolean): CitySummary {
  const { id, name, timezone, languages, minimumN } = city;
  const topics = city.topics.map((topic) => ({ id: topic.id, label: topic.label }));
  return { id, name, timezone, sample: city.sample === true, isDefault, languages, minimumN, topics };
}

export function brokenCity(id: string, problem: string): CitySummary {
  const unknown = { timezone: 'UTC', sample: false, isDefault: false, languages: [], topics: [] };
  return { id, name: id, ...unknown, minimumN: { sentiment: 10, voices: 5 }, problem };
}
