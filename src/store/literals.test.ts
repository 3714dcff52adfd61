import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withLiterals } from './literals.ts';

/** Any unit of UTF-16, halves of pairs too. */
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

/** Reads a literal as the engine does. */
function readText(literal: string): string {
  const bytes = literal.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

it('writes any text with nothing in it that could end a literal', () => {
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const [, literal] = /^SELECT CAST\('(.*)' AS String\)$/.exec(
        withLiterals('SELECT {q:String}', { q: text })!,
      )!;
      expect(literal).toMatch(/^(?:[A-Za-z0-9 _.,:+-]|\\x[0-9a-f]{2})*$/);
      expect(readText(literal!)).toBe(Buffer.from(text).toString('utf8'));
    }),
  );
});

it('writes every kind of value, each place by its own type', () => {
  const sql =
    "SELECT {n:UInt32}, {at:DateTime64(3, 'UTC')}, {list:Array(String)}, {lists:Array(Array(String))}, {none:Array(UInt16)}, {n:UInt64}";
  const params = { n: 7, at: '2026-03-01', list: ['it’s', "'"], lists: [['a'], []], none: [] };
  expect(withLiterals(sql, params)).toBe(
    `SELECT CAST(7 AS UInt32), CAST('2026-03-01' AS DateTime64(3, 'UTC')), CAST(['it\\xe2\\x80\\x99s','\\x27'] AS Array(String)), ` +
      `CAST([['a'],[]] AS Array(Array(String))), CAST([] AS Array(UInt16)), CAST(7 AS UInt64)`,
  );
});

it('takes no value for a place', () => {
  expect(withLiterals('SELECT {a:String}', { a: '{b:String}' })).toBe(
    "SELECT CAST('\\x7bb:String\\x7d' AS String)",
  );
});

it('leaves to the engine what lacks a value, and what is too long', () => {
  expect(withLiterals('SELECT {constructor:String}', {})).toBeUndefined();
  expect(withLiterals('SELECT {a:String}', { a: 'x'.repeat(1_000_000) })).toBeUndefined();
  expect(withLiterals('SELECT {a:String}', { a: '😀'.repeat(100_000) })).toBeUndefined();
});
