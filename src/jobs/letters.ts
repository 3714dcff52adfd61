// Dead letters of a run as the store keeps them.
import type { DeadLetter } from '../collectors/outcome.ts';
import { postSchema } from '../post.ts';
import type { NewDeadLetter } from '../store/dead-letters.ts';

/** Only a whole post can be tried again; of a broken one the reason and the place are kept. */
export function toStoredLetter({ id: _id, where, post, ...letter }: DeadLetter): NewDeadLetter {
  const { city, source, run, stage, reason, at } = letter;
  const whole = post && postSchema.safeParse({ ...post, collectedAt: at });
  return { city, source, run, stage, reason, position: where, ...(whole?.success && { post: whole.data }) };
}
