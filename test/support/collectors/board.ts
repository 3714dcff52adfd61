// The least platform and the least collector that pass the suite: a message board that answers JSON, oldest first.
import { z } from 'zod';
import { defineCollector, type RawPost } from '../../../src/collectors/collector.ts';
import { readRateWindow } from '../../../src/http/rate-window.ts';
import { termsOf } from '../../../src/terms.ts';
import { type Platform, type PlatformRequest, type PlatformWishes, refusals } from '../collector-suite.ts';
import type { Subject } from './subject.ts';

const host = 'api.board.example';
const token = 'board-token-4f1c9a77';
const pageSize = 25;
const minuteMs = 60_000;

interface Message {
  id: number;
  at: string;
  by: string;
  words: string;
}

const nameOf = (id: number) => `Resident_${id % 20}_of_Board`;

/** Answers `GET /messages?after=ID` with 25 messages and `next`, the id to go on after; `GET /lookup?ids=` with those there are. */
export function createBoard({ now, hasEmptyPage, repeatsItems }: PlatformWishes): Platform {
  const begin = now();
  const make = (id: number, atMs: number): Message => ({
    ...{ id, at: new Date(atMs).toISOString(), by: nameOf(id), words: `The tram stop is dark again (${id})` },
  });
  // Ids jump, as they do where others have been deleted: that leaves a page without any.
  const jump = hasEmptyPage ? 100 : 0;
  let messages = Array.from({ length: 230 }, (_, index) => {
    const id = index + 1 + (index < 100 ? 0 : jump);
    return make(id, begin - (240 - index) * 10 * minuteMs);
  });
  const answer = ({ url, headers }: PlatformRequest) => {
    if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: { error: 'no such token' } };
    if (url.pathname === '/lookup') {
      const wanted = new Set((url.searchParams.get('ids') ?? '').split(','));
      return { body: { items: messages.filter(({ id }) => wanted.has(String(id))) } };
    }
    const after = Number(url.searchParams.get('after') ?? 0);
    const end = repeatsItems || hasEmptyPage ? after + pageSize : Number.POSITIVE_INFINITY;
    const from = repeatsItems ? after - 5 : after;
    const items = messages.filter(({ id }) => id > from && id <= end).slice(0, pageSize + (after - from));
    const last = messages.at(-1)?.id ?? 0;
    const next = Number.isFinite(end) ? Math.min(end, last) : (items.at(-1)?.id ?? after);
    return {
      headers: { 'x-ratelimit-remaining': '90', 'x-ratelimit-reset': '60' },
      body: { items, next, more: next < last },
    };
  };
  return {
    hosts: [host],
    accounts: Array.from({ length: 20 }, (_, index) => nameOf(index)),
    answer,
    isPage: ({ url }) => url.pathname === '/messages',
    ids: () => messages.map(({ id }) => String(id)),
    add(count) {
      for (let index = 0; index < count; index++)
        messages.push(make(messages.at(-1)!.id + 1, now() - (count - index) * 1_000));
    },
    remove: (ids) => {
      messages = messages.filter(({ id }) => !ids.includes(String(id)));
    },
  };
}

const message = z.object({ id: z.number().int(), at: z.iso.datetime(), by: z.string(), words: z.string() });
const lookup = z.object({ items: z.array(message) });
const answerSchema = z.object({ items: z.array(z.unknown()), next: z.number(), more: z.boolean() });

export const collector = defineCollector<unknown, { place: string }>({
  source: 'board',
  homepage: `https://${host}`,
  terms: termsOf('board'),
  options: z.object({ place: z.string() }),
  secrets: ['token'],
  async *collect({ http, cursor, turn, noteRate, credentials, signal, clock }) {
    let after = typeof cursor === 'number' ? cursor : 0;
    for (;;) {
      await turn();
      const response = await http!.get(`https://${host}/messages?after=${after}`, {
        ...{ headers: { authorization: `Bearer ${credentials.token}` }, expect: 'json', signal },
      });
      noteRate(readRateWindow(response.headers, clock.now().getTime()));
      const { items, next, more } = answerSchema.parse(response.json());
      yield { name: `after ${after}`, items, cursor: next };
      after = next;
      if (!more) return undefined;
    }
  },
  toPost(item): RawPost | { dead: string } {
    const read = message.safeParse(item);
    if (!read.success) return { dead: 'not a message' };
    const { id, at, by, words } = read.data;
    return { source: 'board', id: String(id), createdAt: at, text: words, account: by, channel: 'board' };
  },
  isRecheckFree: true,
  recheckBatch: 50,
  async recheck(posts, { http, credentials, turn, signal }) {
    await turn();
    const ids = posts.map(({ id }) => id);
    const headers = { authorization: `Bearer ${credentials.token}` };
    const url = `https://${host}/lookup?ids=${ids.join(',')}`;
    const { items } = lookup.parse((await http!.get(url, { headers, expect: 'json', signal })).json());
    const there = new Set(items.map((item) => String(item.id)));
    return { gone: ids.filter((id) => !there.has(id)), items };
  },
  async check({ http, credentials, turn, signal }) {
    await turn();
    const headers = { authorization: `Bearer ${credentials.token}` };
    await http!.get(`https://${host}/messages?after=0`, { headers, expect: 'json', signal });
    return undefined;
  },
});

/** What an expired token of the board is told. */
export const expired = () => ({ status: 401, body: { error: 'token expired' } });

export const board: Subject = {
  collector,
  options: { place: 'Quillport' },
  credentials: { token },
  platform: createBoard,
  refusals: {
    'Retry-After in seconds': refusals.retryAfterSeconds({ error: 'slow down' }),
    'Retry-After as a date': refusals.retryAfterDate(),
    'epoch seconds': refusals.epochSeconds('x-rate-limit-reset'),
    'seconds left': refusals.secondsLeft('x-ratelimit-reset'),
    'an ISO time': refusals.isoTime('x-ratelimit-reset'),
  },
  refusalWithoutReset: { status: 429, body: 'slow down' },
  expired,
};
