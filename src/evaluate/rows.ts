// The lines of the measuring files: what each task needs of them, and the reason when a line lacks it.
import { z } from 'zod';
import { kinds, maxTextLength, type Post } from '../post.ts';

/** A line may be a whole post, whose other fields count too: a channel or coordinates speak for relevance. */
const postFields = {
  text: z.string().min(1).max(maxTextLength),
  source: z.string().optional(),
  channel: z.string().optional(),
  kind: z.enum(kinds).optional(),
  title: z.string().optional(),
  parent: z.object({ id: z.string().default(''), text: z.string().optional() }).optional(),
  thread: z.object({ id: z.string().default(''), title: z.string().optional() }).optional(),
  official: z.boolean().optional(),
  language: z.string().optional(),
  geo: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).optional(),
  service: z.object({ code: z.string().optional(), name: z.string().optional() }).optional(),
};

const label = z.string().trim().min(1).max(100);

export const labelledRow = z.object({ ...postFields, label });
export const relevanceRow = z.union([
  z.object({ ...postFields, relevant: z.boolean() }),
  z.object({ ...postFields, label }),
]);
export const languageRow = z.object({ ...postFields, lang: label });
export const placesRow = z.object({
  ...postFields,
  /** offsets in Unicode code points, end exclusive */
  places: z.array(
    z.object({ start: z.number().int().min(0), end: z.number().int(), type: z.string().optional() }),
  ),
});
export const aspectsRow = z.object({
  ...postFields,
  opinions: z.array(z.object({ target_entity: z.string().optional(), aspect: label, sentiment: label })),
});

type PostRow = Partial<Omit<Post, 'text'>> & { text: string };

/** A line as the post it would be; what only stored posts have is filled in. */
export function postOf(row: { [field in keyof typeof postFields]?: unknown } & { text: string }): Post {
  const { source, channel, kind, title, parent, thread, official, language, geo, service } = row as PostRow;
  const time = '2000-01-01T00:00:00.000Z';
  return {
    source: source ?? 'file',
    id: '1',
    channel: channel ?? '',
    kind: kind ?? 'post',
    createdAt: time,
    collectedAt: time,
    text: row.text,
    ...(title !== undefined && { title }),
    ...(parent && { parent }),
    ...(thread && { thread }),
    ...(official !== undefined && { official }),
    ...(language !== undefined && { language }),
    ...(geo && { geo }),
    ...(service && { service }),
  };
}

/** The first thing wrong with a line, without quoting it. */
export function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'not a row of this task';
  // A row that fits none of several forms: what the last one lacks says most.
  if (issue.code === 'invalid_union') {
    const last = issue.errors.at(-1)?.[0];
    if (last) return sentenceOf(last);
  }
  return sentenceOf(issue);
}

/** Messages of zod tell types and never values. */
function sentenceOf({ path, message }: { path: PropertyKey[]; message: string }): string {
  const plain = message.replace(/^Invalid input: /, '').replace('received undefined', 'and there is none');
  return `${path.join('.') || 'line'}: ${plain.charAt(0).toLowerCase()}${plain.slice(1)}`;
}
