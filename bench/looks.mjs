// What does a look at all rules of alerts cost, in CPU time of the whole process (the engine is in it)? The first of an hour reads the hours of eight
// weeks, the others only what is new. Nothing is written. DIR is what bench/queries.mjs keeps.
//   npm run build && node bench/looks.mjs --dir DIR [--days 400] [--looks 6] [--statements]
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    days: { type: 'string', default: '400' },
    looks: { type: 'string', default: '6' },
    statements: { type: 'boolean', default: false },
  },
});
if (!values.dir) {
  console.error('usage: node bench/looks.mjs --dir DIR [--days 400] [--looks 6] [--statements]');
  process.exit(2);
}
const { loadCity, readEnvironment } = await import('../dist/src/config.js');
const { openStore } = await import('../dist/src/store/client.js');
const { migrate } = await import('../dist/src/store/migrate.js');
const { findAll } = await import('../dist/src/alert/findings.js');
const { createHistoryCache } = await import('../dist/src/alert/history.js');

const log = pino({ level: 'warn' });
const profile = fileURLToPath(new URL('../config/demo/quillport.yaml', import.meta.url));
const city = await loadCity(profile, readEnvironment());
const store = await openStore({ dataDir: values.dir, log, memoryBytes: 4_000_000_000 });
await migrate(store);

const cpuMs = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
};
const ask = store.pages.rows;
store.pages.rows = async (schema, sql, params) => {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const rows = await ask(schema, sql, params);
  if (values.statements) {
    const name = sql.replace(/\s+/g, ' ').slice(0, 70);
    const times = `${cpuMs(cpu).toFixed(0)} ms of CPU, ${(performance.now() - began).toFixed(0)} ms`;
    console.error(`    ${times}, ${rows.length} rows: ${name}`);
  }
  return rows;
};

const context = { store, histories: createHistoryCache(), allowed: async () => [], log };
// the afternoon of the last day that is full
const start = Date.parse('2025-01-01') + (Number(values.days) - 1) * 86_400_000 + 20 * 3_600_000;
for (let look = -1; look < Number(values.looks); look += 1) {
  // before the first one that counts, one of another hour: statements are read, and the engine has its caches
  const nowMs = look < 0 ? start - 3_600_000 : start + look * 300_000;
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const { findings, situation, failed } = await findAll(context, city, nowMs);
  const name = look < 0 ? 'before' : look === 0 ? 'first of an hour' : 'following';
  console.log(
    `${name.padEnd(17)} ${cpuMs(cpu).toFixed(0).padStart(6)} ms of CPU, ${(performance.now() - began).toFixed(0).padStart(6)} ms; ${situation.posts.length} posts, ${findings.length} findings, ${failed.length} failed`,
  );
}
await store.close();
process.exit();
