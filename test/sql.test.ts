// What analysts may ask of the store, and that nothing else can be reached from there.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { judged } from '../src/judged.ts';
import { openStore } from '../src/store/client.ts';
import { toRow } from '../src/store/row.ts';
import { askSql, askSqlParquet, readStatement } from '../src/store/sql/ask.ts';
import { lexemesOf } from '../src/store/sql/lexemes.ts';
import { analystViews, wrapStatement } from '../src/store/sql/views.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import { leavingId } from '../src/terms.ts';
import { openTestStore, springfield, type TestStore, testLog } from './support/clickhouse.ts';
import { makePost } from './support/clickhouse-posts.ts';

let test: TestStore;
let folder: string;
let secret: string;
const secretWords = 'nobody may read these words';

beforeAll(async () => {
  test = await openTestStore('embedded');
  folder = await mkdtemp(join(tmpdir(), 'earshot-sql-'));
  secret = join(folder, 'secret.txt');
  await writeFile(secret, `${secretWords}\n`);
  const post = (id: string, over: Parameters<typeof makePost>[0] = {}) =>
    toRow(makePost({ id, ...over }), over.city === 'elsewhere' ? 'UTC' : springfield.timezone);
  await test.writer.write([
    post('one', { createdAt: '2026-03-02T03:00:00.000Z', text: 'the lamp is out' }),
    post('two', {
      createdAt: '2026-03-02T12:00:00.000Z',
      source: 'mastodon',
      text: 'words that may not leave',
    }),
    post('gone', { createdAt: '2026-03-03T12:00:00.000Z' }),
    post('far', { city: 'elsewhere', createdAt: '2026-03-03T12:00:00.000Z' }),
  ]);
  await test.writer.write([post('one', { createdAt: '2026-03-02T03:00:00.000Z', text: 'the lamp is lit' })]);
  await deletePosts(test.store, springfield, [{ source: 'file', id: 'gone' }]);
});
afterAll(async () => {
  await test?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const ask = (sql: string, leaves = false) => askSql(test.store, springfield, sql, { leaves });
const refused = async (sql: string) => {
  const error = await ask(sql).then(
    (answer) => new Error(`answered: ${JSON.stringify(answer)}`),
    (reason: Error) => reason,
  );
  expect(error.name).toBe('ConfigError');
  expect(error.message).not.toContain(secretWords);
  return error.message;
};

it('counts the posts that stand, of this city alone', async () => {
  expect(await ask('SELECT count() FROM posts')).toEqual({
    columns: [{ name: 'count()', type: 'UInt64' }],
    rows: [[2]],
  });
  expect((await ask('select id, text from posts order by id;')).rows).toEqual([
    ['one', 'the lamp is lit'],
    ['two', 'words that may not leave'],
  ]);
});

it('reckons the score and the probability of neutral from the other two', async () => {
  const labelled = [
    ['mixed', judged('neutral', 0.1234, 0.3456)],
    ['none', judged('unknown', 0, 0)],
    ['sure', judged('negative', 1, 0)],
  ] as const;
  const rows = labelled.map(([id, sentiment]) => {
    const at = '2026-04-02T12:00:00.000Z';
    const post = makePost({ id, city: 'feeling', createdAt: at });
    return toRow({ ...post, sentiment: { ...sentiment, evidence: [] } }, 'UTC');
  });
  await test.writer.write(rows);
  const feeling = { ...springfield, id: 'feeling' };
  const sql = 'SELECT id, sentiment_score, p_negative, p_neutral, p_positive FROM posts ORDER BY id';
  const answer = await askSql(test.store, feeling, sql, { leaves: false });
  expect(answer.rows).toEqual(labelled.map(([id, { score, p }]) => [id, score, ...p]));
});

it('tells times of the city', async () => {
  const { rows } = await ask(
    'SELECT toDate(created_at) AS day, count() FROM posts GROUP BY day ORDER BY day',
  );
  expect(rows).toEqual([
    ['2026-03-01', 1],
    ['2026-03-02', 1],
  ]);
});

it('has the words of a day, and what the city wrote down', async () => {
  const event = { title: 'Ferry strike', from: '2026-03-01T00:00:00-06:00' };
  await test.store.writer.insert(
    'state_event',
    ['city', 'id', 'value', 'removed', 'version'],
    [JSON.stringify(['springfield', 'ferry-strike', JSON.stringify(event), 0, 1])],
  );
  const told = await ask('SELECT title, toDate(begins_at), ends_at, url FROM events');
  expect(told.rows).toEqual([['Ferry strike', '2026-03-01', null, '']]);
  const said = await ask("SELECT term, n, voices FROM terms WHERE topic = '' AND day = '2026-03-01'");
  expect(said.columns.map(({ type }) => type)).toEqual(['String', 'UInt64', 'UInt64']);
});

it('keeps the order that was asked for, over many blocks', async () => {
  const { rows: sorted } = await ask('SELECT number FROM numbers(190000) ORDER BY number DESC');
  expect(sorted.every(([n], at) => n === 189_999 - at)).toBe(true);
});

it('takes windows, joins, lambdas, common tables, arrays and unions', async () => {
  const { rows } =
    await ask(`WITH daily AS (SELECT toDate(created_at) AS day, count() AS n FROM posts GROUP BY day)
    SELECT day, n, sum(n) OVER (ORDER BY day) AS so_far, arrayMap((x, y) -> x + y, [1], [2])
    FROM daily LEFT JOIN (SELECT toDate('2026-03-01') AS day) AS other USING (day)
    WHERE day IN (SELECT toDate(created_at) FROM posts) AND n BETWEEN 1 AND 9 ORDER BY day`);
  expect(rows).toEqual([
    ['2026-03-01', 1, 1, [3]],
    ['2026-03-02', 1, 2, [3]],
  ]);
  expect((await ask('SELECT countIf(official), uniqExact(source) FROM posts')).rows).toEqual([[0, 2]]);
  expect((await ask("SELECT '; -- file( /* {x:String} SETTINGS' AS `a;b`")).rows).toEqual([
    ['; -- file( /* {x:String} SETTINGS'],
  ]);
});

describe('refuses', () => {
  const outside = () => [
    `SELECT * FROM file('${secret}', 'LineAsString')`,
    `SELECT * FROM (SELECT * FROM file('${secret}', 'LineAsString') SETTINGS readonly = 0)`,
    `SELECT file('${secret}')`,
    `SELECT FILE('${secret}')`,
    `SELECT \`file\`('${secret}')`,
    `SELECT arrayMap(file, ['${secret}'])`,
    `SELECT arrayMap("file", ['${secret}']), (SELECT 1 AS file)`,
    `SELECT arrayMap(x -> file(x), ['${secret}'])`,
    `SELECT * APPLY(file) FROM (SELECT '${secret}')`,
    `SELECT * APPLY file FROM (SELECT '${secret}')`,
    `SELECT * REPLACE(file(p) AS p) FROM (SELECT '${secret}' AS p)`,
    `SELECT count() OVER (PARTITION BY file('${secret}'))`,
    `SELECT sum(1) OVER w WINDOW w AS (ORDER BY file('${secret}'))`,
    `SELECT 1 ORDER BY 1 WITH FILL FROM length(file('${secret}'))`,
    `SELECT sum(1) FILTER (WHERE file('${secret}') != '')`,
    `SELECT * FROM '${secret}'`,
    `SELECT * FROM \`${secret}\``,
    `SELECT * FROM default.\`${secret}\``,
    `SELECT 1 WHERE 'x' IN file('${secret}')`,
    `WITH (SELECT file('${secret}')) AS x SELECT x`,
    `SELECT 1 UNION ALL SELECT file('${secret}')`,
    `SELECT * FROM view(SELECT file('${secret}'))`,
    `SELECT /* ' */ file('${secret}') /* ' */`,
    `SELECT $a$'$a$, file('${secret}')`,
    `SELECT '\\\\', file('${secret}'), '\\''`,
    `SELECT 'it''s', file('${secret}')`,
    `SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')`,
    `SELECT * FROM (SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString') SETTINGS readonly = 0)`,
    `SELECT * FROM remote('127.0.0.1', system.one)`,
    `SELECT * FROM filesystem('${folder}')`,
    `SELECT * FROM executable('cat', 'TSV', 'a String')`,
    `SELECT * FROM sqlite('${secret}', 'a')`,
    `SELECT dictGet('a', 'b', 1)`,
    'SELECT sleep(1)',
  ];

  it('what reads files, addresses and programs, however it is written', async () => {
    for (const sql of outside()) expect(`${sql}: ${await refused(sql)}`).toMatch(/: this statement is /);
  });

  it.each([
    'SELECT count() FROM earshot.posts',
    'SELECT author FROM `earshot`.`posts`',
    'SELECT author FROM EARSHOT.posts',
    'SELECT * FROM earshot.state_cursor',
    'SELECT 1 WHERE 1 IN earshot.posts',
    'SELECT 1 WHERE 1 IN (earshot.posts)',
    'SELECT * FROM system.tables',
    'SELECT * FROM information_schema.tables',
    "SELECT * FROM merge('earshot', 'posts')",
    "SELECT * FROM merge('posts')",
    'SELECT * FROM loop(earshot.posts)',
    "SELECT * FROM mergeTreeIndex('earshot', 'posts')",
    "SELECT hasColumnInTable('earshot', 'posts', 'author')",
  ])('tables that are none of the views: %s', async (sql) => {
    expect(await refused(sql)).toMatch(/is refused: .*(?:docs\/schema\.md|not available)/);
  });

  it('names that lead nowhere: state, the posts as they lie, the author, the link', async () => {
    for (const sql of [
      'SELECT * FROM state_cursor',
      'WITH state_cursor AS (SELECT 1) SELECT * FROM (SELECT 1) AS a, state_deleted',
      'SELECT * FROM analyst_posts',
      'SELECT author FROM posts',
      'SELECT url FROM posts',
      'SELECT signature FROM posts',
    ])
      expect(`${sql}: ${await refused(sql)}`).toMatch(/is not understood: .*(?:Unknown|identifier)/i);
    const all = await ask('SELECT * FROM posts');
    expect(all.columns.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['author']));
    expect(JSON.stringify(all)).not.toContain(makePost({ id: 'one' }).author ?? 'no author');
  });

  it.each([
    ['SELECT 1; SELECT 2', 'one statement at a time'],
    ['SELECT 1; DROP TABLE posts', 'one statement at a time'],
    ['SELECT 1 -- more', 'comment at its end'],
    ['SELECT 1 --', 'comment at its end'],
    ['SELECT 1 # more', 'comment at its end'],
    ['SELECT 1 /* more */', 'comment at its end'],
    ['SELECT 1) -- ', 'not understood'],
    ['SELECT 1) UNION ALL (SELECT 2', 'not understood'],
    ["SELECT 1 INTO OUTFILE '/tmp/earshot-never'", 'INTO OUTFILE is not taken'],
    ['SELECT 1 FORMAT CSV', 'FORMAT is not taken'],
    ['SELECT 1 SETTINGS max_threads = 1', 'SETTINGS is not taken'],
    ['SELECT {city:String}', 'parameters'],
    ['SELECT * FROM (EXPLAIN SELECT 1)', 'EXPLAIN is not taken'],
    ['EXPLAIN SELECT 1', 'only SELECT'],
    ['DROP TABLE posts', 'only SELECT'],
    ['INSERT INTO posts SELECT 1', 'only SELECT'],
    ['SET readonly = 0', 'only SELECT'],
    ['SHOW TABLES', 'only SELECT'],
    ['SELECT 1 PARALLEL WITH DROP TABLE posts', 'not understood|only SELECT|refused'],
    ['', 'empty'],
    ['SELEC 1', 'not understood'],
    [`SELECT '${'a'.repeat(200_000)}'`, 'at most 100,000'],
  ])('%s', async (sql, reason) => {
    expect(await refused(sql)).toMatch(new RegExp(reason));
    await expect(stat('/tmp/earshot-never')).rejects.toThrow();
  });

  it('what goes over its limits, and answers the next question', async () => {
    expect(await refused('SELECT number FROM numbers(300000)')).toMatch(/at most 200,000 rows/);
    expect(await refused('SELECT groupArray(randomString(1000000)) FROM numbers(2000)')).toMatch(
      /more memory/,
    );
    expect((await ask('SELECT 1')).rows).toEqual([[1]]);
  });
});

it('pages are answered while an analyst waits', async () => {
  let isDone = false;
  const slow = ask('SELECT sum(cityHash64(number, number)) FROM numbers(1000000000)').finally(() => {
    isDone = true;
  });
  await test.store.pages.rows(z.object({ n: z.number() }), 'SELECT count() AS n FROM posts FINAL');
  expect(isDone).toBe(false);
  await slow.catch(() => {});
}, 60_000);

it('lets no id out that names who wrote', async () => {
  const id = 'at://did:plc:invented/app.bsky.feed.post/3k';
  const sql = `SELECT '${id}' AS id, 'bluesky' AS source`;
  const { database } = test.store;
  const told = wrapStatement('SELECT id FROM posts', { database, leaves: true });
  const digest = /substring\(lower\(hex\(SHA256\(id\)\)\), 1, 32\)/.exec(told)![0];
  const rows = await test.store.pages.rows(
    z.object({ d: z.string() }),
    `SELECT ${digest} AS d FROM (${sql})`,
  );
  expect(rows).toEqual([{ d: leavingId('bluesky', id) }]);
  expect(told).toContain("if(id != '' AND source IN ('', 'bluesky')");
});

it('keeps words of sources whose terms let none go out of files', async () => {
  expect((await ask('SELECT id, text FROM posts ORDER BY id', true)).rows).toEqual([
    ['one', 'the lamp is lit'],
    ['two', ''],
  ]);
  const file = await askSqlParquet(test.store, springfield, 'SELECT id, text FROM posts ORDER BY id');
  expect(file.subarray(0, 4).toString()).toBe('PAR1');
  expect(await parquetReadObjects({ file: new Uint8Array(file).buffer })).toEqual([
    { id: 'one', text: 'the lamp is lit' },
    { id: 'two', text: '' },
  ]);
  const sample = await askSqlParquet(
    test.store,
    { ...springfield, sample: true },
    'SELECT id FROM posts ORDER BY id',
  );
  expect(await parquetReadObjects({ file: new Uint8Array(sample).buffer })).toEqual([
    { id: 'one', note: 'sample data' },
    { id: 'two', note: 'sample data' },
  ]);
});

it('reads signs as the engine reads them', async () => {
  const tokens = z.object({ words: z.array(z.string()) });
  const statement = "SELECT 'a\\'b', `c\\`d`.e, \"f\" FROM posts AS p WHERE x IN (1, 2.5, 1e5) AND y[1] = -3";
  const analysts = await test.store.analysts();
  const formatted = await readStatement(analysts, statement);
  const [row] = await test.store.jobs.rows(
    tokens,
    `SELECT arrayMap(t -> substring({s:String}, t.begin + 1, t.end - t.begin),
       arrayFilter(t -> t.type IN ('BareWord', 'QuotedIdentifier'), tokenizeQuery({s:String}))) AS words`,
    { s: formatted },
  );
  const bare = (word: string) => word.replace(/^[`"]|[`"]$/g, '').replaceAll('\\', '');
  expect(
    lexemesOf(formatted)
      .filter(({ kind }) => kind === 'word' || kind === 'quoted')
      .map(({ value }) => value),
  ).toEqual(row!.words.map(bare));
});

it('has a page of its own for every column: docs/schema.md is what the store has', async () => {
  const { renderSchema } = await import('../src/store/sql/schema.ts');
  expect(await readFile(new URL('../docs/schema.md', import.meta.url), 'utf8')).toBe(
    await renderSchema(test.store),
  );
});

it('answers every question of the dashboard in examples/grafana', async () => {
  const text = await readFile(
    new URL('../examples/grafana/dashboards/earshot.json', import.meta.url),
    'utf8',
  );
  const dashboard = JSON.parse(text) as {
    panels: { targets: { rawSql: string }[] }[];
    templating: { list: { query: string }[] };
  };
  const asked = dashboard.panels.flatMap(({ targets }) => targets.map(({ rawSql }) => rawSql));
  expect(asked.length).toBeGreaterThan(5);
  for (const sql of [...asked, ...dashboard.templating.list.map(({ query }) => query)]) {
    const plain = sql
      .replace(/\$\{city\}/g, 'springfield')
      .replace(/\$__(?:date|time)Filter\((\w+)\)/g, "$1 >= toDate('2026-01-01')");
    expect(plain).not.toContain('$');
    await test.store.jobs.rows(z.looseObject({}), plain);
  }
});

it('gives the reader of examples/grafana rights on every view', async () => {
  const xml = await readFile(new URL('../examples/grafana/clickhouse-reader.xml', import.meta.url), 'utf8');
  const docs = await readFile(new URL('../docs/sql.md', import.meta.url), 'utf8');
  for (const { name } of analystViews) {
    expect(xml).toContain(`GRANT SELECT ON earshot.analyst_${name}<`);
    expect(docs).toContain(`GRANT SELECT ON earshot.analyst_${name} TO`);
  }
});

it('asks a server as its read-only user, who may set nothing', async () => {
  await using cluster = await openTestStore('cluster');
  const { url, user, password, reader } = cluster.server!;
  await expect(askSql(cluster.store, springfield, 'SELECT 1', { leaves: false })).rejects.toThrow(
    /CLICKHOUSE_READER_USER/,
  );
  const open = (clickhouseReader: { user: string; password: string }) =>
    openStore({
      ...{ dataDir: folder, log: testLog, clickhouseUrl: url },
      ...{ clickhouseUser: user, clickhousePassword: password, clickhouseReader },
    });
  await using store = await open(reader);
  expect((await askSql(store, springfield, 'SELECT count() FROM posts', { leaves: false })).rows).toEqual([
    [0],
  ]);
  const refusal = askSql(store, springfield, `SELECT file('${secret}')`, { leaves: false });
  await expect(refusal).rejects.toThrow(/file is not available/);
  await using careless = await open({ user, password });
  const limits = askSql(careless, springfield, 'SELECT 1', { leaves: false });
  await expect(limits).rejects.toThrow(/must have readonly = 1 and limits/);
});
