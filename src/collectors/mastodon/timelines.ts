// Hashtags of an instance, each read forward from where it was.
import { z } from 'zod';
import type { Page } from '../collector.ts';
import { type Context, readContext } from './context.ts';
import { type Ask, readTag, whyEmpty } from './instance.ts';
import type { Instance, Options } from './options.ts';
import { idAt, idOf, leaveAlone, newestOf, type Status, statusSchema } from './status.ts';

/** Where one hashtag of one instance stands. */
const laneSchema = z.object({
  minId: z.string(),
  /** ISO time up to which it is read; missing until it has caught up once */
  upTo: z.string().optional(),
  isEmpty: z.boolean(),
});
export const cursorSchema = z.object({ version: z.literal(1), lanes: z.record(z.string(), laneSchema) });
export type Cursor = z.output<typeof cursorSchema>;
type Lane = z.output<typeof laneSchema>;

export interface Item extends Context {
  host: string;
  status: unknown;
}

export interface TimelineRun {
  options: Options;
  cursor: Cursor;
  now(): Date;
  start: Date;
  /** exclusive, in a run over the past */
  end?: Date;
  /** ids that this run has brought */
  seen: Set<string>;
  /** calls for contexts that are left */
  contextsLeft: number;
}

export async function* readInstance(
  run: TimelineRun,
  instance: Instance,
  ask: Ask,
): AsyncGenerator<Page<Item>, void> {
  const { host } = instance;
  const lanes: Lane[] = [];
  const readAt = run.now();
  for (const tag of run.options.hashtags) {
    const lane = laneOf(run, host, tag);
    yield* readLane(run, { instance, tag, lane }, ask);
    lanes.push(lane);
  }
  if (lanes.every(({ isEmpty }) => isEmpty)) {
    const problem = await whyEmpty(ask, instance);
    if (problem) throw problem;
  }
  const since = lanes.map(({ upTo }) => upTo ?? run.start.toISOString()).sort();
  for (const lane of lanes) lane.upTo = readAt.toISOString();
  const covered = { channel: host, from: new Date(since.at(-1)!), to: run.end ?? readAt };
  yield { name: `${host} up to ${readAt.toISOString()}`, items: [], cursor: copyOf(run.cursor), covered };
}

function laneOf({ cursor, start }: TimelineRun, host: string, tag: string): Lane {
  const key = `${host} ${tag}`;
  cursor.lanes[key] ??= { minId: idAt(start), isEmpty: true };
  return cursor.lanes[key];
}

interface Place {
  instance: Instance;
  tag: string;
  lane: Lane;
}

async function* readLane(
  run: TimelineRun,
  { instance, tag, lane }: Place,
  ask: Ask,
): AsyncGenerator<Page<Item>, void> {
  for (;;) {
    const { statuses, nextMinId } = await readTag(ask, instance, tag, lane.minId);
    const read = statuses.map((status) => statusSchema.safeParse(status).data);
    const next = nextMinId ?? newestOf(read.flatMap((status) => status?.id ?? [])) ?? lane.minId;
    if (next === lane.minId) return;
    const items: Item[] = [];
    for (const [index, status] of statuses.entries()) {
      const item = await itemOf(run, instance.host, status, read[index], ask);
      if (item) items.push(item);
    }
    const name = `${instance.host} #${tag} after ${lane.minId}`;
    lane.minId = next;
    if (statuses.length > 0) lane.isEmpty = false;
    yield { name, items, cursor: copyOf(run.cursor) };
    if (run.end && read.some((status) => status && Date.parse(status.created_at) >= run.end!.getTime()))
      return;
  }
}

/** Undefined for what this run has brought already, and for what lies beyond the interval that was asked for. */
async function itemOf(
  run: TimelineRun,
  host: string,
  status: unknown,
  read: Status | undefined,
  ask: Ask,
): Promise<Item | undefined> {
  if (!read) return { host, status };
  if (run.end && Date.parse(read.created_at) >= run.end.getTime()) return undefined;
  const id = idOf(host, read);
  if (run.seen.has(id)) return undefined;
  run.seen.add(id);
  const isReply = typeof read.in_reply_to_id === 'string' && leaveAlone(read) === undefined;
  if (!isReply || !run.options.threads || run.contextsLeft === 0) return { host, status };
  run.contextsLeft--;
  return { host, status, ...(await readContext(ask, host, read)) };
}

const copyOf = (cursor: Cursor): unknown => JSON.parse(JSON.stringify(cursor));
