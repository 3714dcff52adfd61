// What a reply answers. https://docs.joinmastodon.org/methods/statuses/#context
import { z } from 'zod';
import { RefusedError } from '../../http/refused-error.ts';
import type { Ask } from './instance.ts';
import { idOf, leaveAlone, type Status, statusSchema } from './status.ts';

export interface Context {
  parentId?: string;
  /** left out where its writer does not want to be read */
  parent?: Status;
  /** where the thread begins */
  rootId?: string;
}

const answer = z.object({ ancestors: z.array(z.unknown()) });

/** Undefined for a thread that cannot be seen any more. Nothing is kept of writers who do not want to be. */
export async function readContext(ask: Ask, host: string, status: Status): Promise<Context | undefined> {
  let value: unknown;
  try {
    ({ value } = await ask(`/api/v1/statuses/${encodeURIComponent(status.id)}/context`));
  } catch (error) {
    if (error instanceof RefusedError && [401, 403, 404, 410].includes(error.status ?? 0)) return undefined;
    throw error;
  }
  const ancestors = answer.safeParse(value).data?.ancestors ?? [];
  const known = ancestors.map((one) => statusSchema.safeParse(one).data).filter((one) => one !== undefined);
  const parent = known.find(({ id }) => id === status.in_reply_to_id);
  return {
    ...(known[0] && { rootId: idOf(host, known[0]) }),
    ...(parent && { parentId: idOf(host, parent) }),
    ...(parent && leaveAlone(parent) === undefined && { parent }),
  };
}
