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
import type { Lane } from './lane.ts';
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

async function list<T>(lane: Lane, kind: Kind, schema: z.ZodType<T>, city: string): Promise<T[]> {
  const rows = await lane.rows(
    valueRow,
    `SELECT value FROM state_${kind} FINAL WHERE city = {city:String} AND removed = 0 ORDER BY id`,
    { city },
  );
  return rows.map(({ value }) => schema.parse(JSON.parse(value)));
}

/** Events of a city, the oldest first. Throws TransientError. */
export async function listEvents(lane: Lane, city: string): Promise<CityEvent[]> {
  const events = await list(lane, 'event', eventSchema, city);
  return events.sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
}

/** Projects of a city, the oldest first. Throws TransientError. */
export async function listProjects(lane: Lane, city: string): Promise<Project[]> {
  const projects = await list(lane, 'project', projectSchema, city);
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
