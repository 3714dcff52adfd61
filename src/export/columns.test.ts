import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { lexemesOf } from '../store/sql/lexemes.ts';
import { exportColumns } from './columns.ts';

const names = new Set(exportColumns.map(({ name }) => name));
const sql =
  'create or replace view as select from where group by order desc limit having with cast filter and not is null date posts'.split(
    ' ',
  );

it('examples/duckdb asks for columns that an exported file has', async () => {
  const text = await readFile(new URL('../../examples/duckdb/posts.sql', import.meta.url), 'utf8');
  const lexemes = lexemesOf(text.replace(/^--.*$/gm, ''));
  const isBefore = (at: number, sign: string) => lexemes[at + 1]?.value === sign;
  // A name is given behind AS, or in front of it by WITH.
  const given = lexemes.flatMap(({ value }, at) => {
    if (/^as$/i.test(value)) return [lexemes[at + 1]!.value];
    return /^with$/i.test(value) ? [lexemes[at + 1]!.value] : [];
  });
  const asked = lexemes.filter(
    ({ kind, value }, at) => kind === 'word' && !isBefore(at, '(') && !sql.includes(value.toLowerCase()),
  );
  const columns = new Set(asked.map(({ value }) => value).filter((name) => !given.includes(name)));
  expect(columns.size).toBeGreaterThan(8);
  expect([...columns].filter((name) => !names.has(name))).toEqual([]);
});

it('no column is an author or a link', () => {
  expect([...names].filter((name) => /author|url|link|account|user/.test(name))).toEqual([]);
});
