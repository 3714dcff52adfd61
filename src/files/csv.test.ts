import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protectCell, renderCsv } from './csv.ts';

const formulas = [
  '=1+1',
  '+1',
  '-1+cmd',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\0=1',
  ' =1',
  '   +1',
  '\u00a0=1',
  '\ufeff=1',
];
const fullWidth = ['＝1+1', '＋1', '－1', '＠SUM', ' ＝1'];

describe('CSV', () => {
  it.each([...formulas, ...fullWidth])('makes text of %j', (cell) => {
    const [row] = parse(renderCsv([{ text: cell }]), { columns: true }) as { text: string }[];
    expect(row?.text).toMatch(/^'/);
  });

  it('makes no formula of anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(protectCell(text)).not.toMatch(/^[\s\0]*[=+\-@＝＋－＠]/u);
      }),
    );
  });

  it('names its columns also where there is no row', () => {
    expect(renderCsv([], ['week', 'posts'])).toBe('week,posts\n');
    expect(renderCsv([{ posts: 3, more: 1 }], ['week', 'posts'])).toBe('week,posts,more\n,3,1\n');
  });

  it('leaves numbers numbers and plain text alone', () => {
    expect(renderCsv([{ value: -0.25, n: 12, text: 'a, "b"', isNew: true, none: null }])).toBe(
      'value,n,text,isNew,none\n-0.25,12,"a, ""b""",true,\n',
    );
  });

  it('has a column for everything that occurs in any row', () => {
    expect(renderCsv([{ a: 1 }, { b: { c: 2, d: ['x', 'y'] } }])).toBe('a,b.c,b.d\n1,,\n,2,"x; y"\n');
  });

  it('keeps rows apart whatever stands in them', () => {
    const texts = ['two\nlines', 'with "quotes"', 'semi;colon', 'a,b', '\u2028', ''];
    const rows = parse(renderCsv(texts.map((text) => ({ text }))), { columns: true });
    expect(rows).toHaveLength(texts.length);
  });

  it('of nothing is nothing but its line of names', () => {
    expect(renderCsv([]).trim()).toBe('');
  });
});
