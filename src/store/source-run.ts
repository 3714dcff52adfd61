// The last run of each source: what `earshot sources` shows, and what the schedule goes by.
import { z } from 'zod';
import type { State } from './state.ts';

const time = z.iso.datetime();

const sourceRunSchema = z.object({
  run: z.string(),
  startedAt: time,
  finishedAt: time,
  ended: z.string(),
  /** why it did not end complete, in words without content of posts */
  reason: z.string().optional(),
  read: z.number(),
  enqueued: z.number(),
  skipped: z.number(),
  dead: z.number(),
  /** posts that the platform deleted */
  deleted: z.number().optional(),
  /** the platform asked not to be called before */
  retryAt: time.optional(),
  /** the schedule in force, the source's own where the profile names none */
  schedule: z.string(),
  /** when the next run is due */
  nextAt: time.optional(),
  /** the source is covered up to here */
  coveredTo: time.optional(),
  /** failed or blocked runs in a row, with this one */
  failures: z.number().optional(),
  /** the interval that a run over the past was to cover */
  from: time.optional(),
  to: time.optional(),
  /** names the command that asked for the run */
  request: z.string().optional(),
});
export type SourceRun = z.output<typeof sourceRunSchema>;

/** `live` goes on from the cursor; `past` goes over an interval that a person asked for; `recheck` looks again at what is stored. */
export type RunKind = 'live' | 'past' | 'recheck';

const prefixes = { live: 'collect ', past: 'collect past of ', recheck: 'recheck ' } as const;

export async function readSourceRun(
  state: State,
  city: string,
  source: string,
  kind: RunKind = 'live',
): Promise<SourceRun | undefined> {
  return parseSourceRun(await state.run.get(city, prefixes[kind] + source));
}

export async function writeSourceRun(
  state: State,
  city: string,
  source: string,
  run: SourceRun,
  kind: RunKind = 'live',
): Promise<void> {
  await state.run.put(city, prefixes[kind] + source, run);
}

/** A record that cannot be read is none: the source is then due. */
export function parseSourceRun(value: unknown): SourceRun | undefined {
  return sourceRunSchema.safeParse(value).data;
}
