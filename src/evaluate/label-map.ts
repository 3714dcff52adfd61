// A user's map from the labels of a file to our topics: `{ "Potholes": ["roads"], … }`.
import { z } from 'zod';
import { suggestion } from '../config/nearest.ts';
import { ConfigError } from '../errors.ts';
import type { LabelMap } from './tasks.ts';

const mapSchema = z.record(z.string().trim().min(1), z.array(z.string()).min(1));

/** `path` is where it was read; throws ConfigError for what is no map, and for topics that the taxonomy does not have. */
export function parseLabelMap(text: string, path: string, topics: readonly { id: string }[]): LabelMap {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${path} is not JSON`, { cause });
  }
  const parsed = mapSchema.safeParse(value);
  if (!parsed.success || Object.keys(parsed.data).length === 0)
    throw new ConfigError(`${path} is no map — expected JSON such as { "Potholes": ["roads"] }`);
  const known = topics.map(({ id }) => id);
  for (const [label, ids] of Object.entries(parsed.data)) {
    const unknown = ids.find((id) => !known.includes(id));
    if (unknown === undefined) continue;
    const wrong = `${path} maps ${JSON.stringify(label)} to ${JSON.stringify(unknown)}`;
    throw new ConfigError(`${wrong}, which is no topic of the taxonomy${suggestion(unknown, known)}`);
  }
  return parsed.data;
}

/** Labels of the map that the file never has: misspelt, or of another file. */
export function strayLabels(map: LabelMap, inFile: readonly string[]): string[] {
  const known = new Set(inFile.map((label) => label.toLowerCase()));
  return Object.keys(map).filter((label) => !known.has(label.trim().toLowerCase()));
}
