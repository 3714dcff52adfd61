import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeJson, neutralise, onOneLine } from './safe-text.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
const harmful = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u061c\u200e\u200f]/u;

describe('text of strangers', () => {
  it('keeps nothing that acts on a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(neutralise(text)).not.toMatch(harmful);
        expect(onOneLine(text)).not.toMatch(/[\n\r\t\u2028\u2029]/);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['\x1b[31mred\x1b[0m', '\ufffd[31mred\ufffd[0m'],
    ['\x1b]0;title\x07', '\ufffd]0;title\ufffd'],
    ['\u009b2J', '\ufffd2J'],
    ['back\b\bspace', 'back\ufffd\ufffdspace'],
    ['user\u202etxt.exe', 'user\ufffdtxt.exe'],
    ['two\r\nlines\ttabbed', 'two lines tabbed'],
    ['שלום\u200f!', 'שלום!'],
    ['half \ud83d pair', 'half \ufffd pair'],
    ['👩‍👩‍👧 naïve 日本', '👩‍👩‍👧 naïve 日本'],
  ])('%j becomes %j', (text, expected) => {
    expect(onOneLine(text)).toBe(expected);
  });
});

describe('JSON for a terminal', () => {
  it('means the same and acts on nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = escapeJson(JSON.stringify(value));
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(json).not.toMatch(harmful);
      }),
    );
    expect(escapeJson(JSON.stringify('\u009b2J\u202e'))).toBe('"\\u009b2J\\u202e"');
  });
});
