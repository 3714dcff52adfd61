// Rules of the filtered stream: the queries of the profile, marked as ours. The project's other rules are left alone.
// https://docs.x.com/x-api/posts/filtered-stream/introduction
import { z } from 'zod';
import { ConfigError } from '../../errors.ts';
import type { XClient } from './client.ts';

const rulesWindow = 'stream rules';
const ruleSchema = z.object({ id: z.string(), value: z.string(), tag: z.string().optional() });
const listSchema = z.object({ data: z.array(ruleSchema).optional() });
type Rule = z.output<typeof ruleSchema>;

/** What has to be added, and ids of rules of ours that the profile asks for no more. */
export function changesOf(
  rules: readonly Rule[],
  queries: readonly string[],
  tag: string,
): { add: string[]; drop: string[] } {
  const known = new Set(rules.map(({ value }) => value));
  const wanted = new Set(queries);
  return {
    add: queries.filter((query) => !known.has(query)),
    drop: rules.filter((rule) => rule.tag === tag && !wanted.has(rule.value)).map(({ id }) => id),
  };
}

/** Ids of the rules whose posts are ours, once they stand. Throws ConfigError where X does not take a query as a rule. */
export async function setRules(
  client: XClient,
  queries: readonly string[],
  city: string,
): Promise<Set<string>> {
  const tag = `earshot ${city}`;
  const read = async () =>
    listSchema.safeParse(await client.call(rulesWindow, (api) => api.streamRules())).data?.data ?? [];
  let rules = await read();
  const { add, drop } = changesOf(rules, queries, tag);
  if (drop.length > 0)
    await client.call(rulesWindow, (api) => api.updateStreamRules({ delete: { ids: drop } }));
  if (add.length > 0) {
    const added = add.map((value) => ({ value, tag }));
    await client.call(rulesWindow, (api) => api.updateStreamRules({ add: added }));
    rules = await read();
  }
  const { add: refused } = changesOf(rules, queries, tag);
  if (refused.length > 0)
    throw new ConfigError(
      'x takes a query of the profile for no rule of the filtered stream: see the rules of the plan',
    );
  return new Set(rules.filter(({ value }) => queries.includes(value)).map(({ id }) => id));
}
