// Comments under one post of a page, with the comments under them.
import { z } from 'zod';
import { TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import type { Page } from '../collector.ts';
import { type ListPage, walkBack, walkSchema } from '../walk.ts';
import { type Call, NotShownError } from './client.ts';
import { type Comment, commentFields, commentSchema, type Item, isoOf } from './nodes.ts';

export const postStateSchema = z.object({
  text: z.string(),
  /** epoch ms of its publication, and of the last look */
  at: z.number(),
  lookedAt: z.number(),
  walk: walkSchema,
});
export type PostState = z.output<typeof postStateSchema>;

/** Cursors end at what is removed: they are used within a walk, and a walk begins anew where one is refused. */
const list = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() })
    .optional(),
});

export async function readEdge(
  call: Call,
  path: string,
  query: Record<string, string | undefined>,
): Promise<{ nodes: unknown[]; next: string | undefined }> {
  const read = list.safeParse(await call(path, query)).data;
  if (!read) throw new TransientError('facebook sent no list');
  // The address of `next` holds the token: only its cursor is used.
  return { nodes: read.data, next: read.paging?.next === undefined ? undefined : read.paging.cursors?.after };
}

export const isStale = (error: unknown): boolean =>
  error instanceof RefusedError && !(error instanceof NotShownError) && error.status === 400;

export interface CommentRun {
  call: Call;
  page: string;
  seen: Set<string>;
  copyCursor(): unknown;
}

/** `filter=stream` lists comments of every depth, each with its parent: docs/graph-api/reference/object/comments. */
export async function* readComments(
  run: CommentRun,
  id: string,
  state: PostState,
): AsyncGenerator<Page<Item>, void> {
  const texts = new Map<string, string>();
  const pages = walkBack<Comment>({
    ...{ state: state.walk, start: state.at - 1, isStale },
    async read(after): Promise<ListPage<Comment>> {
      const query = {
        fields: commentFields,
        filter: 'stream',
        order: 'reverse_chronological',
        limit: '100',
        after,
      };
      const { nodes, next } = await readEdge(run.call, `${id}/comments`, query);
      const entries = nodes.flatMap((node) => commentSchema.safeParse(node).data ?? []);
      for (const { id: comment, message } of entries) texts.set(comment, message ?? '');
      return { entries, next };
    },
    keyOf: (comment) => comment.id,
    timeOf: ({ created_time }) => Date.parse(isoOf(created_time)),
  });
  try {
    for await (const comments of pages) {
      const fresh = comments.filter((comment) => !run.seen.has(comment.id));
      for (const comment of fresh) run.seen.add(comment.id);
      const items = await withParents(run, { id, state, texts }, fresh);
      yield { name: `comments of ${id} from ${fresh[0]?.id ?? 'nothing'}`, items, cursor: run.copyCursor() };
    }
  } catch (error) {
    if (!(error instanceof NotShownError)) throw error;
  }
}

async function withParents(
  { call, page }: CommentRun,
  { id, state, texts }: { id: string; state: PostState; texts: Map<string, string> },
  comments: readonly Comment[],
): Promise<Item[]> {
  const missing = comments.flatMap(({ parent }) => (parent && !texts.has(parent.id) ? [parent.id] : []));
  for (const [parent, text] of await readMessages(call, missing)) texts.set(parent, text);
  return comments.map((node): Item => {
    const parent = node.parent
      ? { id: node.parent.id, text: texts.get(node.parent.id) ?? '' }
      : { id, text: state.text };
    return { kind: 'comment', page, node, thread: { id, title: state.text.slice(0, 200) }, parent };
  });
}

const node = z.object({ id: z.string(), message: z.string().optional() });

/** Up to 50 nodes in a call: docs/graph-api/overview ("Read Multiple Objects"). Empty where one of them is gone. */
export async function readMessages(call: Call, ids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const wanted = [...new Set(ids)];
  for (let at = 0; at < wanted.length; at += 50) {
    let value: unknown;
    try {
      value = await call('', { ids: wanted.slice(at, at + 50).join(','), fields: 'id,message' });
    } catch (error) {
      // One that is gone fails the call for all.
      if (!(error instanceof RefusedError)) throw error;
    }
    const nodes = z.record(z.string(), z.unknown()).safeParse(value).data ?? {};
    for (const one of Object.values(nodes)) {
      const read = node.safeParse(one).data;
      if (read) found.set(read.id, read.message ?? '');
    }
  }
  return found;
}
