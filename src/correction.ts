// What a person says of a post where the program was wrong. Pure: what it may say, checked against the city, and what two make together.
import { z } from 'zod';
import { suggestion } from './config/nearest.ts';
import { intents, sourceName } from './post.ts';

export const correctableLabels = ['negative', 'neutral', 'positive'] as const;
const label = z.enum(correctableLabels, `expected ${correctableLabels.join(', ')}`);

const topicChange = z
  .strictObject({
    id: z.string().max(64),
    /** of the post towards the topic; without it the post's own */
    sentiment: label.optional(),
    /** the post is not about it */
    remove: z.boolean().optional(),
  })
  .refine(({ sentiment, remove }) => !(remove && sentiment), 'expected remove or a sentiment, not both');
export type TopicChange = z.output<typeof topicChange>;

const tags = {
  sentiment: label.optional().describe('of the post as a whole'),
  topics: z.array(topicChange).max(50).optional().describe('topics it is about, or with `remove` is not'),
  place: z.string().max(300).optional().describe('id of its neighbourhood; empty for none'),
  intent: z.enum(intents, `expected ${intents.join(', ')}`).optional(),
  relevance: z
    .enum(['keep', 'drop'], 'expected keep or drop')
    .optional()
    .describe('drop: it is not about the city, and leaves every figure'),
};

/** The tags that a person gave; those that are not there are the program's. */
export const correctionSchema = z.strictObject(tags);
export type Correction = z.output<typeof correctionSchema>;

/** One correction as it is asked for. `undo` takes back all that was said of the post before. */
export const correctionRequest = z
  .strictObject({
    source: sourceName,
    id: z.string().min(1).max(300),
    ...tags,
    undo: z.boolean().optional(),
  })
  .superRefine(({ source: _s, id: _i, undo, ...change }, context) => {
    const isEmpty = Object.values(change).every((value) => value === undefined);
    if (undo ? isEmpty : !isEmpty) return;
    const message = undo
      ? 'takes everything back: expected alone'
      : `expected ${Object.keys(tags).join(', ')} or undo`;
    context.addIssue({ code: 'custom', path: undo ? ['undo'] : [], message });
  });
export type CorrectionRequest = z.output<typeof correctionRequest>;

export interface CorrectionMistake {
  /** `topics[1].id` */
  parameter: string;
  detail: string;
}

/** Names of the city in which a correction is made. */
interface Names {
  topics: readonly { id: string }[];
  neighbourhoods: readonly { id: string }[];
}

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at > 0 ? '.' : ''}${String(key)}`))
    .join('');

/** Reads a correction, or says every mistake in it with its place. */
export function readCorrection(
  value: unknown,
  city: Names,
): { request: CorrectionRequest } | { mistakes: CorrectionMistake[] } {
  const parsed = correctionRequest.safeParse(value);
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map(({ path, message }) => ({
      parameter: pathText(path) || 'correction',
      detail: message,
    }));
    return { mistakes };
  }
  const mistakes = unknownNames(parsed.data, city);
  return mistakes.length > 0 ? { mistakes } : { request: parsed.data };
}

function unknownNames({ topics = [], place = '' }: CorrectionRequest, city: Names): CorrectionMistake[] {
  const mistakes: CorrectionMistake[] = [];
  const check = (name: string, known: readonly { id: string }[], parameter: string, what: string) => {
    const ids = known.map(({ id }) => id);
    if (!ids.includes(name))
      mistakes.push({ parameter, detail: `there is no ${what} of this id${suggestion(name, ids)}` });
  };
  // A topic that the taxonomy no longer has may still be taken from a post.
  topics.forEach(({ id, remove }, at) => {
    if (!remove) check(id, city.topics, `topics[${at}].id`, 'topic');
    if (topics.findIndex((other) => other.id === id) < at)
      mistakes.push({ parameter: `topics[${at}].id`, detail: 'expected each topic once' });
  });
  if (place !== '') check(place, city.neighbourhoods, 'place', 'neighbourhood');
  return mistakes;
}

/** What both say; where they differ, the later one. Undefined when everything was taken back. */
export function mergeCorrection(
  earlier: Correction | undefined,
  { source: _s, id: _i, undo, ...later }: CorrectionRequest,
): Correction | undefined {
  if (undo) return undefined;
  const topics = new Map((earlier?.topics ?? []).map((topic) => [topic.id, topic]));
  for (const topic of later.topics ?? []) topics.set(topic.id, topic);
  const given = Object.entries(later).filter(([, value]) => value !== undefined);
  const merged: Correction = { ...earlier, ...Object.fromEntries(given) };
  return topics.size > 0 ? { ...merged, topics: [...topics.values()] } : merged;
}
