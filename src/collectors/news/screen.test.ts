import { describe, expect, it } from 'vitest';
import { isTooDeep, screenXml } from './screen.ts';

describe('what may be parsed', () => {
  it('is XML as feeds have it, without its DOCTYPE', () => {
    const xml =
      '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//x//EN" "http://x/y.dtd">\n<rss><a b="1 > 0"/></rss>';
    expect(screenXml(xml)).toEqual({ text: '<?xml version="1.0"?>\n<rss><a b="1 > 0"/></rss>' });
  });

  it('may speak of declarations in CDATA and comments', () => {
    const xml = '<rss><!-- <!DOCTYPE x [ --><![CDATA[<!DOCTYPE x [<!ENTITY a "b">]>]]></rss>';
    expect(screenXml(xml)).toEqual({ text: xml });
  });

  it('has open tags of HTML without end', () => {
    const open = `<rss>${'<description><p>a<br><b>c</description>'.repeat(500)}</rss>`;
    expect(screenXml(open)).toEqual({ text: open });
  });

  it.each([
    '<!DOCTYPE rss [<!ENTITY a "b">]><rss/>',
    '<!doctype rss [ ]><rss/>',
    '<rss><!ENTITY a "b"></rss>',
    '<!DOCTYPE rss><!DOCTYPE rss><rss/>',
    '<!DOCTYPE rss',
  ])('is not %s', (xml) => expect(screenXml(xml)).toEqual({ refused: 'declares entities of its own' }));
});

it('sees depth in HTML, and takes line breaks for none', () => {
  expect(isTooDeep('<div>'.repeat(300))).toBe(true);
  expect(isTooDeep('<div><br><img></div>'.repeat(300))).toBe(false);
});

it('is linear in what it looks through', () => {
  const size = 3_000_000;
  const begin = process.cpuUsage();
  for (const part of [
    '<',
    '<a ',
    '</a',
    '<a b="',
    "<a b='",
    '<!',
    '<!-- ',
    '<![CDATA[',
    '<?',
    '<a>',
    '<!DOCTYPE ',
  ])
    screenXml(part.repeat(size / part.length));
  expect(process.cpuUsage(begin).user / 1_000).toBeLessThan(3_000);
});
