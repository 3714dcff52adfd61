// Jetstream and the public interface of Bluesky, as documented: subscribeEvents.json of bluesky-social/jetstream,
// app.bsky.feed.getAuthorFeed and getPosts of bluesky-social/atproto.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from '../collector-suite.ts';

export const jetstream = 'jetstream.example';
export const appView = 'public.api.bsky.app';
export const cityHall = 'cityhall.example';
export const cityHallDid = 'did:plc:cityhall234567abcdefghij';
const minuteMs = 60_000;
const feedPage = 40;

export interface Skeet {
  did: string;
  rkey: string;
  text: string;
  atMs: number;
  reply?: Skeet;
  isGone?: boolean;
}

type Event = { seq: number; atMs: number } & (
  | { kind: 'create'; skeet: Skeet }
  | { kind: 'delete'; skeet: Skeet }
  | { kind: 'account'; did: string; status?: 'deleted' | 'deactivated' }
  | { kind: 'noise' }
);

export interface Network extends Platform {
  skeets: Skeet[];
  write(atMs: number, extra?: Partial<Skeet>): Skeet;
  /** Both as an author would; told to the stream. */
  erase(skeet: Skeet): void;
  leave(did: string, status: 'deleted' | 'deactivated'): void;
  /** events below this sequence number are no longer kept */
  floor: number;
  /** Another archive: sequence numbers begin anew. */
  renumber(): void;
  /** Tells the next reader, after so many events, that it is too slow. */
  dropSlowReader(afterEvents: number): void;
  /** what readers asked for */
  subscriptions: URLSearchParams[];
}

const did = (index: number) => `did:plc:resident${String(index).padStart(3, '0')}234567abcdef`;
const uriOf = (skeet: Skeet) => `at://${skeet.did}/app.bsky.feed.post/${skeet.rkey}`;
const isoMicro = (ms: number) => new Date(ms).toISOString().replace('Z', '000Z');

export function createNetwork({ now, hasEmptyPage, repeatsItems }: PlatformWishes): Network {
  const begin = now();
  const skeets: Skeet[] = [];
  let events: Event[] = [];
  let slowAfter: number | undefined;
  const seqStep = 3;
  const push = (event: { atMs: number } & Record<string, unknown>) => {
    events.push({ seq: ((events.at(-1)?.seq ?? 100) as number) + seqStep, ...event } as Event);
  };

  function write(atMs: number, extra: Partial<Skeet> = {}): Skeet {
    const index = skeets.length;
    const skeet: Skeet = {
      ...{ did: did(index % 11), rkey: `3lquill${String(index).padStart(6, '0')}`, atMs },
      text: `Bus stop ${index} in Quillport has no light`,
      ...extra,
    };
    skeets.push(skeet);
    push({ kind: 'create', atMs, skeet });
    return skeet;
  }

  const erase = (skeet: Skeet) => {
    skeet.isGone = true;
    push({ kind: 'delete', atMs: now() - 500, skeet });
  };

  for (let index = 0; index < 250; index++) {
    // The stream keeps 36 hours: everything lies in the last 20.
    const atMs = begin - (250 - index) * 4 * minuteMs - 2 * minuteMs;
    if (index % 2 === 0) push({ kind: 'noise', atMs });
    if (index % 3 === 0) write(atMs, { did: cityHallDid, text: `Notice ${index}: works at night` });
    else if (index === 50) write(atMs, { text: 'A fine day in Millbrook' });
    else if (index === 52) write(atMs, { text: 'Quillport Falls is another town' });
    else if (index === 53) write(atMs, { text: 'I love #Quillport, but @cityhall.example does not listen' });
    else if (index === 55)
      write(atMs, {
        text: 'Nobody tells us anything',
        reply: skeets.find((one) => one.did === cityHallDid)!,
      });
    else if (index === 56)
      write(atMs, {
        text: 'Then move away from Quillport',
        reply: skeets.find((one) => one.did !== cityHallDid)!,
      });
    else write(atMs);
  }
  const taken = write(begin - minuteMs * 1.6, { text: 'Quillport, I said this in anger' });
  taken.isGone = true;
  push({ kind: 'delete', atMs: begin - minuteMs * 1.5, skeet: taken });
  // Somebody else's, of whom we know nothing.
  push({
    kind: 'delete',
    atMs: begin - minuteMs * 1.4,
    skeet: { did: did(90), rkey: '3lother', text: '', atMs: 0 },
  });

  const isOurs = ({ text, did: by, reply }: Skeet) =>
    by === cityHallDid ||
    reply?.did === cityHallDid ||
    (/quillport/i.test(text) && !/quillport falls/i.test(text));

  const recordOf = ({ text, atMs, reply }: Skeet) => ({
    ...{ $type: 'app.bsky.feed.post', text, langs: ['en'], createdAt: new Date(atMs).toISOString() },
    ...(reply && {
      reply: { root: { uri: uriOf(reply), cid: 'bafy' }, parent: { uri: uriOf(reply), cid: 'bafy' } },
    }),
  });
  const viewOf = (skeet: Skeet) => ({
    ...{
      uri: uriOf(skeet),
      cid: 'bafyreibeef',
      record: recordOf(skeet),
      indexedAt: new Date(skeet.atMs).toISOString(),
    },
    author: {
      did: skeet.did,
      handle: `${skeet.did.slice(8, 19)}.example`,
      displayName: 'Resident',
      labels: [],
    },
    ...{ likeCount: 4, replyCount: 1, repostCount: 2, quoteCount: 0, labels: [] },
  });

  function feed(url: URL): PlatformAnswer {
    const token = url.searchParams.get('cursor');
    const all = skeets.filter((one) => one.did === cityHallDid && !one.isGone).toReversed();
    const before = token === null ? Number.POSITIVE_INFINITY : Date.parse(token);
    const rest = all.filter(({ atMs }) => atMs < before);
    const shown = rest.slice(0, feedPage);
    const isMiddle = token !== null && rest.length > feedPage && all.length - rest.length === feedPage;
    const again =
      repeatsItems && token !== null ? all.slice(all.length - rest.length - 3, all.length - rest.length) : [];
    const last = shown.at(-1);
    if (hasEmptyPage && isMiddle && !url.searchParams.get('cursor')?.endsWith('1Z'))
      return {
        body: { feed: [], cursor: new Date(Date.parse(token!) - 1).toISOString().replace(/.Z$/, '1Z') },
      };
    const boost = {
      post: viewOf(skeets.at(-1)!),
      reason: {
        $type: 'app.bsky.feed.defs#reasonRepost',
        by: {},
        indexedAt: new Date(begin - 50 * 60 * minuteMs).toISOString(),
      },
    };
    return {
      body: {
        feed: [...again, ...shown]
          .map((skeet) => ({ post: viewOf(skeet) }))
          .concat(rest.length <= feedPage ? [boost as never] : []),
        ...(rest.length > feedPage && last && { cursor: new Date(last.atMs).toISOString() }),
      },
    };
  }

  function answer({ url }: PlatformRequest): PlatformAnswer {
    if (url.host === jetstream) return { status: 426, body: 'Upgrade Required' };
    if (url.pathname.endsWith('getAuthorFeed')) {
      if (![cityHall, cityHallDid].includes(url.searchParams.get('actor') ?? ''))
        return { status: 400, body: { error: 'InvalidRequest', message: 'Profile not found' } };
      return feed(url);
    }
    const uris = new Set(url.searchParams.getAll('uris'));
    if (uris.size > 25) return { status: 400, body: { error: 'InvalidRequest', message: 'too many' } };
    return { body: { posts: skeets.filter((one) => !one.isGone && uris.has(uriOf(one))).map(viewOf) } };
  }

  const server = new WebSocketServer({ noServer: true });
  const message = (payload: object) => JSON.stringify({ $type: 'message', payload });
  const type = (name: string) => `network.bsky.jetstream.subscribeEvents#${name}`;

  function payloadOf(event: Event): object {
    const time = isoMicro(event.atMs);
    const placed = { seq: event.seq, time, witnessedAt: time };
    if (event.kind === 'noise')
      return {
        $type: type('commit'),
        ...placed,
        did: did(91),
        rev: '3l',
        operation: 'create',
        collection: 'app.bsky.feed.post',
        rkey: `3lnoise${event.seq}`,
        cid: 'bafy',
        record: {
          $type: 'app.bsky.feed.post',
          text: 'Elsewhere',
          createdAt: new Date(event.atMs).toISOString(),
        },
      };
    if (event.kind === 'account')
      return {
        $type: type('account'),
        ...placed,
        did: event.did,
        account: {
          seq: 9,
          did: event.did,
          time,
          active: event.status === undefined,
          ...(event.status && { status: event.status }),
        },
      };
    const { skeet, kind } = event;
    return {
      $type: type('commit'),
      ...placed,
      did: skeet.did,
      rev: '3l',
      operation: kind,
      collection: 'app.bsky.feed.post',
      rkey: skeet.rkey,
      ...(kind === 'create' && { cid: 'bafy', record: recordOf(skeet) }),
    };
  }

  const network: Network = {
    ...{ skeets, write, erase, floor: 0, subscriptions: [] },
    hosts: [jetstream, appView],
    accounts: ['Resident', 'resident001', 'resident003'].slice(0, 1).map((name) => `${name} of nowhere`),
    answer,
    isPage: ({ url }) => url.host === jetstream || url.pathname.endsWith('getAuthorFeed'),
    ids: () => skeets.filter((one) => !one.isGone && isOurs(one)).map(uriOf),
    add(count) {
      for (let index = 0; index < count; index++) write(now() - (count - index) * 1_000);
    },
    leave(who, status) {
      for (const one of skeets) if (one.did === who) one.isGone = true;
      push({ kind: 'account', atMs: now() - 400, did: who, status });
    },
    renumber() {
      events = events.map((event, index) => ({ ...event, seq: index + 1 }));
    },
    dropSlowReader(afterEvents) {
      slowAfter = afterEvents;
    },
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
      const { searchParams } = new URL(request.url!, `https://${jetstream}`);
      network.subscriptions.push(searchParams);
      const cursor = Number(searchParams.get('cursor'));
      const isTime = cursor >= 1e15;
      if (!isTime && cursor < network.floor) {
        const body = JSON.stringify({ error: 'CursorTooOld', message: `floor is ${network.floor}` });
        socket.end(
          `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
        );
        return;
      }
      server.handleUpgrade(request, socket, head, (client) => {
        client.on('error', () => {});
        const kept = events.filter(({ seq }) => seq >= network.floor);
        const isFuture = !isTime && cursor > (events.at(-1)?.seq ?? 0) + seqStep;
        if (isFuture) client.send(message({ $type: type('info'), name: 'FutureCursor', message: 'live' }));
        else {
          const first = kept[0]?.atMs ?? 0;
          if (isTime && network.floor > 0 && cursor / 1_000 < first)
            client.send(
              message({ $type: type('info'), name: 'OutdatedCursor', message: `from ${kept[0]?.seq}` }),
            );
          const from = kept.filter(({ seq, atMs }) => (isTime ? atMs * 1_000 >= cursor : seq >= cursor));
          const limit = slowAfter;
          slowAfter = undefined;
          for (const [index, event] of from.entries()) {
            if (index === limit) {
              client.send(JSON.stringify({ $type: 'error', error: 'ConsumerTooSlow', message: 'too slow' }));
              client.close();
              return;
            }
            client.send(message(payloadOf(event)));
            // At least once: some come again.
            if (repeatsItems && index % 9 === 0) client.send(message(payloadOf(event)));
          }
        }
        // The network never sleeps: the live tail follows at once.
        const seq = (events.at(-1)?.seq ?? 0) + 1;
        client.send(message(payloadOf({ kind: 'account', seq, atMs: now(), did: did(92) })));
      });
    },
  };
  return network;
}
