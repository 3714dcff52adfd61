import { describe, expect, it } from 'vitest';
import { declaredCharset, decodeText } from './charset.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const CAFE_LATIN = latin('caf\xe9');
const CAFE_UTF8 = Buffer.from('café');
// "Парк" in three encodings
const PARK_1251 = Buffer.from([0xcf, 0xe0, 0xf0, 0xea]);
const PARK_KOI8 = Buffer.from([0xf0, 0xc1, 0xd2, 0xcb]);

describe('decodeText', () => {
  it.each<[string, Uint8Array, string | undefined, string | undefined, string]>([
    ['UTF-8, undeclared', CAFE_UTF8, undefined, undefined, 'café'],
    [
      'UTF-8, declared as Latin-1 by the server',
      CAFE_UTF8,
      'text/xml; charset=ISO-8859-1',
      undefined,
      'café',
    ],
    ['UTF-8, declared as Latin-1 by the document', CAFE_UTF8, undefined, 'iso-8859-1', 'café'],
    ['Latin-1, declared as UTF-8 by both', CAFE_LATIN, 'text/xml; charset=utf-8', 'utf-8', 'café'],
    ['Latin-1, undeclared', CAFE_LATIN, undefined, undefined, 'café'],
    [
      'windows-1252 quotation marks',
      Buffer.from([0x93, 0x61, 0x94, 0x20, 0x80, 0x85]),
      'text/html; charset=iso-8859-1',
      undefined,
      '“a” €…',
    ],
    ['Cyrillic, by the server', PARK_1251, 'text/xml; charset="windows-1251"', undefined, 'Парк'],
    ['Cyrillic, by the document', PARK_KOI8, undefined, 'KOI8-R', 'Парк'],
    [
      "a server's default Latin-1 gives way to what the document says",
      PARK_1251,
      'text/xml; charset=iso-8859-1',
      'windows-1251',
      'Парк',
    ],
    ['Shift_JIS', Buffer.from([0x8c, 0xf6, 0x89, 0x80]), 'text/xml;charset=Shift_JIS', undefined, '公園'],
    [
      'ISO-2022-JP, which is ASCII bytes',
      Buffer.from('\x1b$B8x1`\x1b(B'),
      'text/xml; charset=ISO-2022-JP',
      undefined,
      '公園',
    ],
    ['UTF-8 with a mark', Buffer.from('\ufeffcafé'), 'text/xml; charset=utf-16', undefined, 'café'],
    [
      'UTF-16 LE with a mark',
      Buffer.from('\ufeffcafé', 'utf16le'),
      'text/xml; charset=utf-8',
      undefined,
      'café',
    ],
    ['UTF-16 BE with a mark', Buffer.from('\ufeffcafé', 'utf16le').swap16(), undefined, undefined, 'café'],
    ['UTF-16 LE without one', Buffer.from('café', 'utf16le'), undefined, 'utf-16le', 'café'],
    ['an unknown label', CAFE_UTF8, 'text/xml; charset=klingon', 'x-none', 'café'],
    ['nothing', new Uint8Array(), undefined, undefined, ''],
  ])('%s', (_case, bytes, contentType, declared, expected) => {
    expect(decodeText(bytes, contentType, declared)).toBe(expected);
  });

  it('decodes a part of a larger buffer', () => {
    expect(decodeText(Buffer.from([0x20, 0xe9, 0x20]).subarray(1, 2))).toBe('é');
  });
});

describe('declaredCharset', () => {
  it.each([
    ['<?xml version="1.0" encoding="ISO-8859-1"?><rss/>', 'ISO-8859-1'],
    ["\n<?xml version='1.0' encoding = 'utf-8' ?>", 'utf-8'],
    ['<html><head><meta charset=windows-1251>', 'windows-1251'],
    ['<META http-equiv="Content-Type" content="text/html; charset=KOI8-R">', 'KOI8-R'],
    ['<?xml version="1.0"?><rss/>', undefined],
    ['<rss>encoding="utf-8"</rss>', undefined],
    [`${' '.repeat(2000)}<meta charset=koi8-r>`, undefined],
  ])('%s', (text, expected) => {
    expect(declaredCharset(latin(text))).toBe(expected);
  });

  it('sees UTF-16 by its zeros', () => {
    const xml = Buffer.from('<?xml version="1.0"?>', 'utf16le');
    expect(declaredCharset(xml)).toBe('utf-16le');
    expect(declaredCharset(Buffer.from(xml).swap16())).toBe('utf-16be');
  });

  it('costs linear time on hostile markup', () => {
    const begin = process.cpuUsage();
    for (const piece of ['<meta ', '<meta content="', '<?xml ', '<meta charset'])
      declaredCharset(latin(piece.repeat(200_000)));
    expect(process.cpuUsage(begin).user / 1_000).toBeLessThan(2_000);
  });
});
