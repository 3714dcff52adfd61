// The Graph API as documented: https://developers.facebook.com/docs/graph-api/results, /reference/page/feed,
// /reference/object/comments, /guides/error-handling, /overview/rate-limiting.
import type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from '../collector-suite.ts';

export const api = 'graph.facebook.com';
export const token = 'EAAquillport0canary77c1d9';
export const page = '1029384756';
const minuteMs = 60_000;
const pageSize = 25;

export interface Node {
  id: string;
  atMs: number;
  text: string;
  author: number;
  /** the post a comment stands under */
  post?: Node;
  /** the comment it answers */
  parent?: Node;
  isGone?: boolean;
}

export interface Facebook extends Platform {
  nodes: Node[];
  /** per cent, as `X-App-Usage` tells it */
  usage: number;
}

/** `fbtrace_id` and messages are there to be ignored. */
export const graphError = (status: number, code: number, subcode?: number): PlatformAnswer => ({
  status,
  body: {
    error: {
      message: `(#${code}) words for people`,
      type: 'OAuthException',
      code,
      ...(subcode && { error_subcode: subcode }),
      fbtrace_id: 'Atrace',
    },
  },
});

const person = (index: number) => `880000${index}`;
const name = (index: number) => `Quay Neighbour ${index}`;

export function createFacebook({ now, hasEmptyPage, repeatsItems }: PlatformWishes): Facebook {
  const begin = now();
  const nodes: Node[] = [];
  function write(atMs: number, extra: Partial<Node> = {}): Node {
    const index = nodes.length;
    const id = extra.post ? `${extra.post.id.split('_')[1]}_${70_000 + index}` : `${page}_${50_000 + index}`;
    const node: Node = {
      id,
      // Whole seconds, as the API gives them.
      atMs: Math.floor(atMs / 1_000) * 1_000,
      author: index % 12,
      text: `The market square floods again (${index})`,
      ...extra,
    };
    nodes.push(node);
    return node;
  }
  const posts: Node[] = [];
  for (let index = 0; index < 270; index++) {
    const atMs = begin - (280 - index) * 9 * minuteMs;
    const post = posts[index % 7 === 0 ? 1 : index % 3 === 0 ? posts.length - 1 : 0];
    if (index < 3 || index % 8 === 0 || !post)
      posts.push(write(atMs, { text: index === 16 ? '' : `Notice ${index} of the city`, author: 99 }));
    else {
      const parent =
        index % 5 === 0 ? nodes.find((one) => one.post === post && nodes.indexOf(one) > 30) : undefined;
      write(atMs, { post, ...(parent && { parent }) });
    }
  }
  const isGone = (node: Node): boolean =>
    Boolean(node.isGone || (node.post && isGone(node.post)) || (node.parent && isGone(node.parent)));
  const live = () => nodes.filter((node) => !isGone(node));
  const time = (ms: number) => new Date(ms).toISOString().replace('.000Z', '+0000');
  const from = (node: Node) =>
    node.author === 99
      ? { id: page, name: 'City of Quillport' }
      : { id: person(node.author), name: name(node.author) };

  const bodyOf = (node: Node) => ({
    ...{ id: node.id, created_time: time(node.atMs), ...(node.text !== '' && { message: node.text }) },
    // Without the permission of a person, nobody is named.
    ...(node.author % 4 !== 3 || node.author === 99 ? { from: from(node) } : {}),
    ...(node.post
      ? { like_count: 2, comment_count: 1, ...(node.parent && { parent: { id: node.parent.id } }) }
      : {
          shares: { count: 3 },
          comments: { data: [], summary: { total_count: 9 } },
          reactions: { data: [], summary: { total_count: 11 } },
        }),
  });

  const facebook: Facebook = {
    ...{ nodes, usage: 12, hosts: [api], answer },
    accounts: [
      ...Array.from({ length: 12 }, (_, index) => name(index)),
      ...Array.from({ length: 12 }, (_, index) => person(index)),
    ],
    isPage: ({ url }) => /\/(feed|comments)$/.test(url.pathname),
    ids: () =>
      live()
        .filter(({ text }) => text !== '')
        .map(({ id }) => id),
    add(count) {
      for (let index = 0; index < count; index++)
        write(now() - (count - index) * 1_000, index % 2 ? { post: posts[0]! } : { author: 99 });
    },
    remove(ids) {
      for (const node of nodes) if (ids.includes(node.id)) node.isGone = true;
    },
  };
  const headers = () => ({
    'x-app-usage': JSON.stringify({ call_count: facebook.usage, total_cputime: 5, total_time: 7 }),
    'x-business-use-case-usage': JSON.stringify({
      [page]: [
        { type: 'pages', call_count: 3, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 0 },
      ],
    }),
  });

  function edge(all: readonly Node[], url: URL): PlatformAnswer {
    const newest = all.toSorted((a, b) => b.atMs - a.atMs);
    const limit = Math.min(Number(url.searchParams.get('limit') ?? 25), pageSize);
    const after = url.searchParams.get('after');
    // A cursor is a string of its own that points to an item, and is invalid when that item is removed.
    const mark = after === null ? undefined : Buffer.from(after, 'base64').toString();
    const at = mark === undefined ? 0 : newest.findIndex(({ id }) => id === mark.replace('empty ', '')) + 1;
    if (mark !== undefined && at === 0) return graphError(400, 100);
    const last = newest[at + limit - 1];
    const cursor = (text: string) => Buffer.from(text).toString('base64');
    const paging = (to: string) => ({
      cursors: { before: 'x', after: cursor(to) },
      next: `https://${api}/v23.0/next?access_token=${token}&after=${encodeURIComponent(cursor(to))}`,
    });
    if (hasEmptyPage && at === pageSize && !mark!.startsWith('empty'))
      return { headers: headers(), body: { data: [], paging: paging(`empty ${mark}`) } };
    const shown = newest.slice(repeatsItems ? Math.max(0, at - 3) : at, at + limit);
    const isLast = at + limit >= newest.length;
    const ends =
      shown.length > 0
        ? {
            paging: isLast ? { cursors: { before: 'x', after: cursor(shown.at(-1)!.id) } } : paging(last!.id),
          }
        : {};
    return { headers: headers(), body: { data: shown.map(bodyOf), ...ends } };
  }

  function answer({ url, headers: { authorization } }: PlatformRequest): PlatformAnswer {
    if (authorization !== `Bearer ${token}`) return graphError(401, 190, 463);
    const [, , id = '', name] = url.pathname.split('/');
    if (id === page && name === 'feed')
      return edge(
        live().filter(({ post }) => !post),
        url,
      );
    if (id === page) return { headers: headers(), body: { id: page } };
    if (id === '') {
      const wanted = (url.searchParams.get('ids') ?? '').split(',');
      const found = live().filter((node) => wanted.includes(node.id));
      if (wanted.length > 50 || found.length < wanted.length) return graphError(400, 100, 33);
      return {
        headers: headers(),
        body: Object.fromEntries(found.map((node) => [node.id, { id: node.id, message: node.text }])),
      };
    }
    const node = live().find((one) => one.id === id);
    if (!node) return graphError(400, 100, 33);
    if (name === 'comments')
      return edge(
        live().filter(({ post }) => post === node),
        url,
      );
    return { headers: headers(), body: { id: node.id } };
  }
  return facebook;
}
