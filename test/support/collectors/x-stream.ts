// The filtered stream of X: https://docs.x.com/x-api/posts/filtered-stream/introduction (rules, connection, matching_rules),
// https://docs.x.com/x-api/fundamentals/handling-disconnections (a line at least every 20 seconds).
import { PassThrough } from 'node:stream';
import type { PlatformAnswer, PlatformRequest } from '../collector-suite.ts';

export interface XStream {
  /** this project's, and others' */
  rules: { id: string; value: string; tag?: string }[];
  /** called when somebody has connected */
  onListen?: () => void;
  /** To those who are connected, with the rules that it matches; nobody else ever hears of it. */
  tell(message: () => object, matches: (rule: string) => boolean): void;
  /** undefined for what is not asked of the stream */
  answer(request: PlatformRequest): PlatformAnswer | undefined;
}

export function createXStream(): XStream {
  const listeners = new Set<PassThrough>();
  const made: XStream = {
    rules: [],
    tell(message, matches) {
      const matching = made.rules.filter(({ value }) => matches(value)).map(({ id, tag }) => ({ id, tag }));
      if (matching.length === 0) return;
      const line = `${JSON.stringify({ ...message(), matching_rules: matching })}\r\n`;
      for (const listener of listeners) listener.write(line);
    },
    answer({ url, method, body }) {
      if (url.pathname === '/2/tweets/search/stream/rules') return { body: changeRules(method, body) };
      if (url.pathname !== '/2/tweets/search/stream') return undefined;
      const stream = new PassThrough();
      listeners.add(stream);
      stream.on('close', () => listeners.delete(stream));
      stream.write('\r\n');
      setImmediate(() => made.onListen?.());
      return { headers: { 'content-type': 'application/json; charset=utf-8' }, stream };
    },
  };

  function changeRules(method: string, body: string): object {
    const sent = '2026-11-20T12:00:00.000Z';
    const { rules } = made;
    if (method === 'GET')
      return { ...(rules.length > 0 && { data: rules }), meta: { sent, result_count: rules.length } };
    const { add = [], delete: gone } = JSON.parse(body);
    for (const { value, tag } of add)
      if (!rules.some((rule) => rule.value === value))
        rules.push({ id: String(9_000 + rules.length), value, tag });
    if (gone) made.rules = rules.filter(({ id }) => !gone.ids.includes(id));
    return { meta: { sent, summary: { created: add.length, not_created: 0 } } };
  }
  return made;
}
