// A Coral installation as https://docs.coralproject.net/api/schema describes it: `comments` with its connection, `comment` by id.
import type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from '../collector-suite.ts';

export const host = 'comments.quillport.example';
export const token = 'eyJcoral0token0of0the0herald';
const pageSize = 50;
const minuteMs = 60_000;

export interface Remark {
  id: string;
  atMs: number;
  author: number;
  body: string | null;
  status: 'NONE' | 'APPROVED' | 'REJECTED' | 'PREMOD' | 'SYSTEM_WITHHELD';
  deleted: boolean;
  story: number;
  parent?: Remark;
}

export interface Coral extends Platform {
  remarks: Remark[];
  write(atMs: number, extra?: Partial<Remark>): Remark;
}

export const coralError = (status: number, code: string): PlatformAnswer => ({
  status,
  body: { data: null, errors: [{ message: 'words for people', extensions: { code, id: 'e1' } }] },
});

const personOf = (index: number) => `c0ffee00-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`;

export function createCoral({ now, hasEmptyPage, repeatsItems }: PlatformWishes): Coral {
  const begin = now();
  const remarks: Remark[] = [];
  function write(atMs: number, extra: Partial<Remark> = {}): Remark {
    const index = remarks.length;
    const remark: Remark = {
      ...{ id: `0b5e0000-1111-4222-8333-${String(index).padStart(12, '0')}`, atMs, author: index % 12 },
      ...{ body: `<div>No bins collected on the hill, week ${index}</div>`, deleted: false },
      ...{ status: index % 3 === 0 ? 'APPROVED' : 'NONE', story: index % 6 },
      ...extra,
    };
    remarks.push(remark);
    return remark;
  }
  for (let index = 0; index < 250; index++) {
    const parent = index % 5 === 2 ? remarks[index === 107 ? 79 : Math.max(0, index - 30)] : undefined;
    write(begin - (260 - index) * 8 * minuteMs, {
      ...(parent && { parent }),
      ...(index === 15 && { body: 'Trams &amp; <b>buses</b><br>late again' }),
      ...(index % 40 === 39 && { status: 'REJECTED' }),
      ...(index % 70 === 69 && { status: 'SYSTEM_WITHHELD' }),
      ...(index === 77 && { body: null, deleted: true }),
    });
  }
  const isShown = ({ status, deleted, body }: Remark) =>
    !deleted && body !== null && (status === 'NONE' || status === 'APPROVED');
  const bodyOf = (one: Remark): object => ({
    ...{ id: one.id, body: one.body, createdAt: new Date(one.atMs).toISOString(), status: one.status },
    ...{ deleted: one.deleted, replyCount: 2, author: { id: personOf(one.author) } },
    permalink: `https://herald.example/stories/${one.story}?commentID=${one.id}`,
    parent: one.parent
      ? { id: one.parent.id, body: one.parent.body, status: one.parent.status, deleted: one.parent.deleted }
      : null,
    actionCounts: { reaction: { total: 4 } },
    story: {
      ...{ id: `story-${one.story}`, url: `https://herald.example/stories/${one.story}` },
      metadata: one.story === 5 ? null : { title: `Story number ${one.story}` },
    },
  });

  /** Cursors of lists by time are the moment of their last entry. */
  function list(variables: Record<string, unknown>): PlatformAnswer {
    const { after } = variables;
    const [moment, , mark] = typeof after === 'string' ? after.split('#') : [];
    const newest = remarks.toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? 1 : -1));
    const at = moment === undefined ? 0 : newest.filter(({ atMs }) => atMs >= Date.parse(moment)).length;
    if (moment !== undefined && Number.isNaN(Date.parse(moment))) return coralError(400, 'BAD_USER_INPUT');
    const connection = (nodes: object[], hasNextPage: boolean, endCursor: string | null) => ({
      body: { data: { comments: { nodes, pageInfo: { hasNextPage, endCursor } } } },
    });
    if (hasEmptyPage && at > 0 && at <= pageSize && mark === undefined)
      return connection([], true, `${moment}##again`);
    const shown = newest.slice(repeatsItems ? Math.max(0, at - 4) : at, at + pageSize);
    const last = newest[Math.min(at + pageSize, newest.length) - 1];
    return connection(
      shown.map(bodyOf),
      at + pageSize < newest.length,
      last ? new Date(last.atMs).toISOString() : null,
    );
  }

  function look(variables: Record<string, unknown>): PlatformAnswer {
    const data: Record<string, unknown> = {};
    for (const [name, id] of Object.entries(variables)) {
      const one = remarks.find((remark) => remark.id === id);
      data[name.replace('id', 'c')] = one ? bodyOf(one) : null;
    }
    return { body: { data } };
  }

  function answer({ method, url, headers, body }: PlatformRequest): PlatformAnswer {
    if (method !== 'POST' || url.pathname !== '/api/graphql') return { status: 404, body: 'Not Found' };
    if (headers.authorization !== `Bearer ${token}`) return coralError(401, 'TOKEN_INVALID');
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    return query.includes('comments(') ? list(variables) : look(variables);
  }

  return {
    ...{ remarks, write, hosts: [host], answer },
    accounts: Array.from({ length: 12 }, (_, index) => personOf(index)),
    isPage: ({ body }) => body.includes('EarshotComments'),
    ids: () => remarks.filter(isShown).map(({ id }) => id),
    add(count) {
      for (let index = 0; index < count; index++) write(now() - (count - index) * 1_000);
    },
    remove(ids) {
      ids.forEach((id, index) => {
        const one = remarks.find((remark) => remark.id === id)!;
        // As moderators do, as writers do, and as if it had never been.
        if (index === 0) one.status = 'REJECTED';
        else if (index === 1) Object.assign(one, { deleted: true, body: null });
        else remarks.splice(remarks.indexOf(one), 1);
      });
    },
  };
}
