import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keptTables, readsOf } from './statement.ts';

const source = join(import.meta.dirname, '..', '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /store\/queries\/[\w-]+\.sql$/.test(path))
  .map((path) => [path.split('/').at(-1)!, readFileSync(join(source, path), 'utf8')] as const);
const isAccepted = (sql: string) => {
  try {
    return readsOf(sql).tables.length > 0;
  } catch {
    return false;
  }
};

describe('statements of the queries', () => {
  it.each(files)('%s: taken only where no line reads anything but sums and ledgers', (_, sql) => {
    if (!isAccepted(sql)) return;
    const said = sql.replace(/--.*/g, '').replace(/\s+/g, ' ');
    const read = said.match(/\b(?:FROM|IN \(SELECT \w+ FROM) \w+/g)!.map((text) => text.split(' ').at(-1));
    expect(read.filter((name) => !(keptTables as readonly string[]).includes(name!))).toEqual([]);
    expect(said).not.toMatch(/\b(settled|state_(?!coverage\b|event\b)\w+)\b|\b(now|today)\(|(?<!ARRAY )JOIN/);
  });

  it('takes all that are asked of days and hours, and says that they stay within their days', () => {
    const taken = files.filter(([name]) => /^measure-(day|hour|total|place)\.sql$/.test(name));
    expect(taken.map(([, sql]) => readsOf(sql))).toEqual(
      ['rollup_day', 'rollup_hour', 'rollup_place', 'rollup_total'].map((table) => ({
        ...{ tables: [table], isByDay: true },
      })),
    );
    const rising = files.filter(([name]) =>
      /^trends-(day|hour|whole|edges|said|voices-\w+|terms-\w+)\.sql$/.test(name),
    );
    expect(rising.map(([, sql]) => readsOf(sql).isByDay)).toEqual(rising.map(() => true));
    expect(rising).toHaveLength(10);
    expect(
      files.filter(([name, sql]) => /posts|settled|export|relevance/.test(name) && isAccepted(sql)),
    ).toEqual([]);
  });
});

describe('readsOf', () => {
  it('names each table once, through joins, unions, subqueries and names of its own', () => {
    const days = 'day >= {fromDay:Date} AND day < {toDay:Date}';
    expect(
      readsOf(`WITH few AS (SELECT term FROM said_day WHERE ${days})
        SELECT n FROM (SELECT n FROM rollup_day FINAL PREWHERE ${days}) UNION ALL
        SELECT n FROM rollup_total AS t ARRAY JOIN arrayFilter(x -> x, [1]) AS x
        INNER JOIN rollup_day AS d USING (day) WHERE topic IN few AND ${days} -- FROM posts`),
    ).toEqual({ tables: ['rollup_day', 'rollup_total', 'said_day'], isByDay: false });
    expect(readsOf("SELECT 'FROM posts' FROM rollup_day /* FROM posts */").tables).toEqual(['rollup_day']);
  });

  it('says that a statement stays within its days only where every table is read by them', () => {
    const bound = 'WHERE day >= {fromDay:Date} AND day <= {toDay:Date}';
    const reads = (sql: string) => readsOf(sql).isByDay;
    expect(reads(`SELECT 1 FROM rollup_day ${bound}`)).toBe(true);
    expect(reads(`SELECT 1 FROM rollup_day ${bound} UNION ALL SELECT 2 FROM rollup_hour ${bound}`)).toBe(
      true,
    );
    expect(reads(`SELECT 1 FROM rollup_day ${bound} UNION ALL SELECT 2 FROM rollup_hour`)).toBe(false);
    expect(reads('SELECT 1 FROM rollup_day WHERE day >= {fromDay:Date}')).toBe(false);
    expect(reads('SELECT 1 FROM rollup_day WHERE day >= {sinceDay:Date} AND day < {toDay:Date}')).toBe(false);
  });

  it.each([
    ['SELECT 1'],
    ['SELECT n FROM posts'],
    ['SELECT n FROM rollup_day, posts'],
    ['SELECT n FROM rollup_day FINAL, posts WHERE 1'],
    ['SELECT n FROM rollup_day AS d, posts'],
    ['SELECT n FROM rollup_day JOIN settled USING (day)'],
    ['SELECT n FROM other.rollup_day'],
    ['SELECT n FROM (SELECT n FROM state_project)'],
    ['SELECT n FROM numbers(3)'],
    ["SELECT n FROM merge('x') "],
    ['SELECT n FROM rollup_day WHERE day IN posts'],
    ['SELECT n FROM rollup_day WHERE (source, id) NOT IN (settled)'],
    ['SELECT n FROM rollup_day WHERE day IN (SELECT day FROM posts)'],
    ['SELECT n FROM rollup_day WHERE day < now()'],
    ['SELECT n FROM rollup_day WHERE day < today()'],
    ['SELECT n FROM rollup_day WHERE hour < now64(3)'],
    ["SELECT dictGet('d', 'x', n) FROM rollup_day"],
    ['SELECT rand() FROM rollup_day'],
  ])('refuses %s', (sql) => {
    expect(() => readsOf(sql)).toThrow(/only answers made from sums and ledgers may be kept/);
  });
});
