// Collects the throwaway WordPress for real and says what came: node check.mjs PORT STATE-FILE [OPTIONS AS JSON].
// Runs what `npm run build` made; docs/collectors/news.md says how it is used.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { collector } from '../../../dist/src/collectors/news.js';
import { run } from '../../../dist/src/collectors/run.js';
import { createHttpClient } from '../../../dist/src/http.js';
import { createLog } from '../../../dist/src/log.js';

const [port, state, extra = '{}'] = process.argv.slice(2);
const log = createLog('warn');
const http = createHttpClient({
  userAgent: 'Earshot/0 (+https://quillport.example/contact)',
  log,
  allow: { 'herald.example:80': `127.0.0.1:${port}` },
  limits: { requestsPerMinute: 6_000, burst: 1_000, minIntervalMs: 0 },
});
const posts = [];
const deleted = [];
const start = performance.now();
const { ended, reason } = await run(collector, {
  city: { id: 'quillport', timezone: 'America/Chicago', officialAccounts: [], sources: {} },
  options: { feeds: ['http://herald.example/feed/'], ...JSON.parse(extra) },
  cursor: existsSync(state) ? JSON.parse(readFileSync(state, 'utf8')) : undefined,
  http,
  enqueue: async (batch) => void posts.push(...batch.posts),
  saveCursor: async (cursor) => writeFileSync(state, JSON.stringify(cursor)),
  recordCoverage: async () => {},
  deadLetter: async (letters) => console.error(letters),
  deleted: async (keys) => void deleted.push(...keys.map(({ id }) => id)),
  signal: new AbortController().signal,
  secrets: { authorKey: () => Buffer.alloc(32, 1) },
  log,
});
const comments = posts.filter(({ kind }) => kind === 'comment');
console.log({
  ...{ ended, reason, ms: Math.round(performance.now() - start) },
  articles: posts.length - comments.length,
  comments: comments.length,
  answers: comments.filter(({ parent }) => parent).length,
  answersWithParentText: comments.filter(({ parent }) => parent?.text).length,
  withThreadTitle: comments.filter(({ thread }) => thread?.title).length,
  deleted,
  ids: posts.length > 20 ? `${posts.length} ids` : posts.map(({ id }) => id),
});
await http[Symbol.asyncDispose]();
