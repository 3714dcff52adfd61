// The same questions on PostgreSQL: the posts of bench/queries.mjs in one table with the indexes that these questions call for, no sums kept.
//   node bench/queries.mjs --posts 1000000 --dir DIR && node bench/queries-postgres.mjs --posts 1000000 --dir DIR [--rounds 12]
// Needs initdb, pg_ctl and psql (Debian: postgresql), and a user `postgres` when root runs it. Writes bench/baselines/postgres-<posts>.json.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { createRandom, inventWords } from './store/invent.mjs';
import { questionsOf } from './store/questions.mjs';

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '1000000' },
    days: { type: 'string', default: '400' },
    dir: { type: 'string' },
    rounds: { type: 'string', default: '12' },
  },
});
const [posts, days, rounds] = [values.posts, values.days, values.rounds].map(Number);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { loadCity, readEnvironment } = await import('../dist/src/config.js');
const { openStore } = await import('../dist/src/store/client.js');
const city = await loadCity(here('../config/demo/quillport.yaml'), readEnvironment());
const firstDay = '2025-01-01';
const words = inventWords(30_000);

const folder = mkdtempSync(join(tmpdir(), 'earshot-bench-postgres-'));
chmodSync(folder, 0o777);
const file = join(folder, 'posts.tsv');

/** What the questions need, as COPY reads it. */
async function exportPosts() {
  const store = await openStore({
    dataDir: values.dir,
    log: pino({ level: 'warn' }),
    memoryBytes: 4_000_000_000,
  });
  await store.jobs.command(`INSERT INTO FUNCTION file('${file}', 'TSV', 'at String, source String, id String, voice String, sentiment String,
      topics String, place String, views UInt32, clean String, text String')
    SELECT concat(toString(created_at), '+00'), source, id, if(author = '', id, author), toString(sentiment),
      concat('{', arrayStringConcat(arrayMap(t -> toString(t), topics), ','), '}'), neighbourhood, views,
      if(official = 0 AND NOT has(flags, 'automated'), 't', 'f'), text
    FROM posts FINAL WHERE city = '${city.id}'`);
  await store.close();
}

const binaries = '/usr/lib/postgresql';
const bin = (name) => {
  const [version] = readdirSync(binaries).sort((a, b) => Number(b) - Number(a));
  return join(binaries, version, 'bin', name);
};
/** PostgreSQL does not run as root. */
const asOwner = (command, args) =>
  process.getuid() === 0
    ? execFileSync('setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args], {
        cwd: folder,
      })
    : execFileSync(command, args, { cwd: folder });
const data = join(folder, 'data');
const psqlArgs = ['-X', '-q', '-h', folder, '-d', 'postgres', '-v', 'ON_ERROR_STOP=1', '-U', 'postgres'];

function psql(script) {
  const { status, stdout, stderr } = spawnSync('psql', psqlArgs, {
    input: script,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`psql failed: ${stderr}`);
  return stdout;
}

// a quarter of a machine of 8 GB, as its manual advises
const settings =
  'shared_buffers=2GB,work_mem=64MB,maintenance_work_mem=1GB,effective_cache_size=6GB,max_wal_size=8GB';
const schema = `CREATE TABLE posts (created_at timestamptz, source text, id text, voice text, sentiment text, topics text[], place text,
  views int, clean boolean, text text);
\\copy posts FROM '${file}'
ALTER TABLE posts ADD PRIMARY KEY (created_at, source, id);
CREATE INDEX ON posts (place, created_at);
CREATE INDEX ON posts USING gin (topics);
CREATE INDEX ON posts USING gin (to_tsvector('simple', text));
CREATE INDEX ON posts (created_at) INCLUDE (sentiment, clean, views, topics, voice);
VACUUM ANALYZE posts;`;

const zone = city.timezone;
const at = (date) => `timestamp '${date}' AT TIME ZONE '${zone}'`;
const before = ({ from, to }) => {
  const length = Date.parse(to) - Date.parse(from);
  return { from: new Date(Date.parse(from) - length).toISOString().slice(0, 10), to: from };
};
const within = ({ from, to }) => `created_at >= ${at(from)} AND created_at < ${at(to)}`;
const sums = `count(*), count(DISTINCT voice), sum(views), count(*) FILTER (WHERE sentiment = 'positive' AND clean),
  count(*) FILTER (WHERE sentiment = 'negative' AND clean), count(*) FILTER (WHERE clean)`;
const newest = 'ORDER BY created_at DESC LIMIT';
const found = (query) => `to_tsvector('simple', text) @@ ${query}`;
const queryOf = (q) =>
  q.startsWith('"')
    ? `phraseto_tsquery('simple', '${q.slice(1, -1)}')`
    : q.endsWith('*')
      ? `to_tsquery('simple', '${q.slice(0, -1)}:*')`
      : `to_tsquery('simple', '${q.replace(/ NOT /g, ' & !').replace(/(\w) (\w)/g, '$1 & $2')}')`;

/** The statements that the same answer takes: this period and the one before, as Earshot gives them. */
const statements = {
  'summary of a week': (p) => [p, before(p)].map((each) => `SELECT ${sums} FROM posts WHERE ${within(each)}`),
  'summary of 30 days': (p) =>
    [p, before(p)].map((each) => `SELECT ${sums} FROM posts WHERE ${within(each)}`),
  'volume by day and topic, 90 days': (p) =>
    [p, before(p)].map(
      (each) => `SELECT (created_at AT TIME ZONE '${zone}')::date AS day, topic, count(*)
        FROM posts, unnest(topics) AS topic WHERE ${within(each)} GROUP BY day, topic`,
    ),
  'topics, 30 days': (p) =>
    [p, before(p)].map(
      (each) =>
        `SELECT topic, ${sums} FROM posts, unnest(topics) AS topic WHERE ${within(each)} GROUP BY topic`,
    ),
  'places, 30 days': (p) =>
    [p, before(p)].map(
      (each) => `SELECT place, ${sums} FROM posts WHERE ${within(each)} AND place <> '' GROUP BY place`,
    ),
  'newest posts': (p) => [`SELECT * FROM posts WHERE ${within(p)} ${newest} 20`],
  'newest posts of a topic': (p) => [
    `SELECT * FROM posts WHERE ${within(p)} AND topics @> ARRAY['${p.topic}'] ${newest} 20`,
  ],
};
const search = (p) => [`SELECT * FROM posts WHERE ${within(p)} AND ${found(queryOf(p.q))} ${newest} 50`];

const quantile = (times, share) => {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] * 10) / 10;
};

function measure({ name, kind, ask }) {
  const random = createRandom(7);
  const asked = Array.from({ length: rounds + 2 }, () => ask(random, city)[1]);
  const script = asked.map((params) => (kind === 'search' ? search(params) : statements[name](params)));
  const out = psql(
    `\\timing on\n\\o /dev/null\n${script.flatMap((list) => list.map((sql) => `${sql};`)).join('\n')}\n`,
  );
  const each = [...out.matchAll(/^Time: ([\d.]+) ms/gm)].map(([, ms]) => Number(ms));
  const perRound = script[0].length;
  const times = asked
    .map((_, round) => each.slice(round * perRound, (round + 1) * perRound).reduce((sum, ms) => sum + ms, 0))
    .slice(2);
  const figures = { name, kind, p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
  console.error(
    `${name.padEnd(40)} ${String(figures.p50Ms).padStart(9)} ${String(figures.p95Ms).padStart(9)} ms`,
  );
  return figures;
}

const isAsked = ({ name, kind }) =>
  kind === 'search' ? !name.startsWith('NEAR') : statements[name] !== undefined;
await exportPosts();
asOwner(bin('initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8']);
const options = `-k ${folder} -h '' ${settings
  .split(',')
  .map((setting) => `-c ${setting}`)
  .join(' ')}`;
asOwner(bin('pg_ctl'), ['-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start']);
try {
  const since = performance.now();
  psql(schema);
  const loadSeconds = Math.round((performance.now() - since) / 1_000);
  const bytes = Number(psql("\\t on\nSELECT pg_total_relation_size('posts');").trim());
  const answers = questionsOf({ firstDay, days, words }).filter(isAsked).map(measure);
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      cpu: cpus()[0].model.trim(),
      cores: availableParallelism(),
      load: Math.round(loadavg()[0] * 10) / 10,
    },
    ...{ version: psql('\\t on\nSHOW server_version;').trim(), settings, posts, loadSeconds },
    bytesPerPost: Math.round((bytes / posts) * 10) / 10,
    answers,
  };
  writeFileSync(here(`baselines/postgres-${posts}.json`), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
} finally {
  asOwner(bin('pg_ctl'), ['-D', data, '-m', 'immediate', 'stop']);
  rmSync(folder, { recursive: true, force: true });
}
