// The lines of the measuring files: what each task needs of them, and the reason when a line lacks it.
import { z } from 'zod';

const text = z.string().min(1);

export const labelledRow = z.object({ text, label: z.string().min(1).max(100) });
export const languageRow = z.object({ text, lang: z.string().min(1).max(100) });
export const placesRow = z.object({
  text,
  /** offsets in Unicode code points, end exclusive */
  places: z.array(
    z.object({ start: z.number().int().min(0), end: z.number().int(), type: z.string().optional() }),
  ),
});
export const aspectsRow = z.object({
  text,
  opinions: z.array(
    z.object({
      target_entity: z.string().optional(),
      aspect: z.string().min(1).max(100),
      sentiment: z.string().min(1).max(100),
    }),
  ),
});

/** The first thing wrong with a line, without quoting it. */
export function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue
    ? `${issue.path.join('.') || 'line'}: ${issue.code.replaceAll('_', ' ')}`
    : 'not a row of this task';
}
