// Events and projects as the store keeps them: one entry per id, the newest stands.
import { z } from 'zod';
import {
  type CityEvent,
  type Entry,
  eventSchema,
  type Kind,
  type Mistake,
  type Project,
  projectSchema,
  readEntry,
} from './chronicle.ts';
import type { Lane, Params } from './lane.ts';
import type { QueryCity } from './queries/define.ts';
import { createTableVersions } from './table-versions.ts';

export interface Chronicle {
  /**
   * Writes down an event or a project, or removes one; undefined when there is none of that id. Saying the same again is safe.
   * Throws TransientError.
   */
  write(
    kind: Kind,
    city: QueryCity,
    value: unknown,
  ): Promise<{ entry: Entry } | { removed: string } | { mistakes: Mistake[] } | undefined>;
}

const valueRow = z.object({ value: z.string() });

/** A lane, or what keeps answers. */
interface Reader {
  rows<T>(row: z.ZodType<T>, sql: string, params?: Params): Promise<readonly T[]>;
}

async function list<T>(reader: Reader, kind: Kind, schema: z.ZodType<T>, city: string): Promise<T[]> {
  const rows = await reader.rows(
    valueRow,
    `SELECT value FROM state_${kind} FINAL WHERE city = {city:String} AND removed = 0 ORDER BY id`,
    { city },
  );
  return rows.map(({ value }) => schema.parse(JSON.parse(value)));
}

/** Events of a city, the oldest first. Throws TransientError. */
export async function listEvents(reader: Reader, city: string): Promise<CityEvent[]> {
  const events = await list(reader, 'event', eventSchema, city);
  return events.sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
}

/** Projects of a city, the oldest first. Throws TransientError. */
export async function listProjects(reader: Reader, city: string): Promise<Project[]> {
  const projects = await list(reader, 'project', projectSchema, city);
  return projects.sort((a, b) => Date.parse(a.date) - Date.parse(b.date));
}

export function createChronicle(lane: Lane): Chronicle {
  const nextVersion = {
    event: createTableVersions(lane, 'state_event'),
    project: createTableVersions(lane, 'state_project'),
  };
  const insert = async (kind: Kind, city: string, id: string, value: string, removed: 0 | 1) => {
    const line = JSON.stringify([city, id, value, removed, await nextVersion[kind]()]);
    await lane.insert(`state_${kind}`, ['city', 'id', 'value', 'removed', 'version'], [line]);
  };
  return {
    write: async (kind, city, value) => {
      const reading = readEntry(kind, value, city);
      if ('mistakes' in reading) return reading;
      if ('entry' in reading) {
        await insert(kind, city.id, reading.entry.id, JSON.stringify(reading.entry), 0);
        return reading;
      }
      const known: Entry[] =
        kind === 'event' ? await listEvents(lane, city.id) : await listProjects(lane, city.id);
      if (!known.some(({ id }) => id === reading.remove)) return undefined;
      await insert(kind, city.id, reading.remove, '', 1);
      return { removed: reading.remove };
    },
  };
}
