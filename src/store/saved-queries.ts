// Questions that a person gave a name, to be asked again. A period in words ("last week") moves with the days.
import { z } from 'zod';
import type { Store } from './client.ts';
import { createTableVersions } from './table-versions.ts';

export const savedQuery = z.object({
  name: z.string(),
  /** of the catalogue of queries */
  query: z.string(),
  params: z.record(z.string(), z.string()),
});
export type SavedQuery = z.output<typeof savedQuery>;

/** What a name may be: it is typed after `@` and in addresses. */
export const savedName = /^[a-z0-9][a-z0-9_-]{0,63}$/;

export interface SavedQueries {
  /** undefined when there is none of that name */
  get(city: string, name: string): Promise<SavedQuery | undefined>;
  /** by name */
  list(city: string): Promise<SavedQuery[]>;
  /** replaces one of the same name */
  put(city: string, saved: SavedQuery): Promise<void>;
  /** false when there was none */
  remove(city: string, name: string): Promise<boolean>;
}

const spans = ['from', 'to', 'period'];

/** Saved flags with new ones over them. A new period takes the place of the saved one, however either was said. */
export function overridden<Value extends string | string[]>(
  saved: Readonly<Record<string, string>>,
  given: Readonly<Record<string, Value | undefined>>,
): Record<string, string | Value> {
  const isNewPeriod = spans.some((name) => given[name] !== undefined);
  const kept = Object.entries(saved).filter(([name]) => !(isNewPeriod && spans.includes(name)));
  const fresh = Object.entries(given).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return Object.fromEntries([...kept, ...fresh]);
}

const row = z.object({ value: z.string() });

/** Throws TransientError. */
export function createSavedQueries(store: Store): SavedQueries {
  const nextVersion = createTableVersions(store.writer, 'state_saved_query');
  const write = async (city: string, name: string, value: string, removed: 0 | 1) => {
    const line = JSON.stringify([city, name, value, removed, await nextVersion()]);
    await store.writer.insert('state_saved_query', ['city', 'name', 'value', 'removed', 'version'], [line]);
  };
  const list = async (city: string) => {
    const rows = await store.writer.rows(
      row,
      'SELECT value FROM state_saved_query FINAL WHERE city = {city:String} AND removed = 0 ORDER BY name',
      { city },
    );
    return rows.map(({ value }) => savedQuery.parse(JSON.parse(value)));
  };
  const get = async (city: string, name: string) => (await list(city)).find((saved) => saved.name === name);
  return {
    get,
    list,
    put: (city, saved) => write(city, saved.name, JSON.stringify(saved), 0),
    async remove(city, name) {
      const saved = await get(city, name);
      if (saved) await write(city, name, '', 1);
      return saved !== undefined;
    },
  };
}
