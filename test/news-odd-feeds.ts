// Odd and hostile feeds that are too large, or too exact in their bytes, to lie in a file.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

export type Answer = Buffer | ((request: IncomingMessage, response: ServerResponse) => void);

const item = (inner: string) =>
  `<item><guid>g-1</guid><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>${inner}</item>`;
const rss = (inner: string, head = '') =>
  `${head}<rss version="2.0"><channel><title>x</title>${inner}</channel></rss>`;
const titled = (title: string) => rss(item(`<title>${title}</title>`));
const bytes = (text: string) => Buffer.from(text, 'utf8');

const cp1251 = (text: string) =>
  Buffer.from(
    [...text].map((one) => (/[А-я]/.test(one) ? one.charCodeAt(0) - 0x410 + 0xc0 : one.charCodeAt(0))),
  );
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const as =
  (type: string, body: Buffer): Answer =>
  (_, response) => {
    response.setHeader('content-type', type);
    response.end(body);
  };
const packed =
  (body: Buffer): Answer =>
  (_, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(body);
  };

function entry(n: number): string {
  const body = `<p>Word from <b>street ${n}</b>.</p><p>${'The council spoke about it at length. '.repeat(4)}</p>`;
  return `<item><title>Item ${n}</title><link>http://herald.example/${n}</link><guid>http://herald.example/${n}</guid><pubDate>${new Date(Date.UTC(2026, 10, 20) - n * 60_000).toUTCString()}</pubDate><description><![CDATA[${body}]]></description></item>`;
}
const numbered = (count: number) => Array.from({ length: count }, (_, index) => entry(index)).join('');

const laughs = () => {
  const lines = ['<!ENTITY l0 "lol">'];
  for (let n = 1; n < 12; n++) lines.push(`<!ENTITY l${n} "${`&l${n - 1};`.repeat(10)}">`);
  return rss(item('<title>&l11;</title>'), `<?xml version="1.0"?><!DOCTYPE rss [${lines.join('')}]>`);
};

/** Sends `chunk` for as long as the other side takes it. */
const endless =
  (head: string, chunk: Buffer): Answer =>
  (_, response) => {
    response.write(head);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  };

const trickle: Answer = (_, response) => {
  response.write('<rss version="2.0"><channel>');
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

/** Name → what the server answers. Made when asked for: together they would take hundreds of megabytes. */
export const oddFeeds: Record<string, () => Answer> = {
  'utf-8 with a byte order mark': () => bytes(`\ufeff${titled('Café')}`),
  'utf-16 little endian with a mark': () => Buffer.from(`\ufeff${titled('Café')}`, 'utf16le'),
  'utf-16 big endian without a mark': () =>
    utf16be(`<?xml version="1.0" encoding="utf-16"?>${titled('Café')}`),
  'windows-1252 declared as utf-8': () =>
    Buffer.from(`<?xml version="1.0" encoding="utf-8"?>${titled('Caf\xe9 \x93now\x94')}`, 'latin1'),
  'utf-8 declared as iso-8859-1': () => bytes(`<?xml version="1.0" encoding="iso-8859-1"?>${titled('Café')}`),
  'utf-8 with a wrong header': () => as('application/rss+xml; charset=iso-8859-1', bytes(titled('Café'))),
  'windows-1251, declared': () => cp1251(`<?xml version="1.0" encoding="windows-1251"?>${titled('Трамвай')}`),
  'an encoding nobody knows': () => bytes(`<?xml version="1.0" encoding="klingon-8"?>${titled('Café')}`),
  'control characters': () => bytes(titled('Bell\u0007 and\u000b tab\u0000 end')),
  'text/html as its type': () => as('text/html', bytes(titled('Café'))),
  'packed with gzip': () => packed(gzipSync(bytes(titled('Café')))),
  '5,000 items': () => bytes(rss(numbered(5_000))),
  'a title of 1 MB': () => bytes(titled('word '.repeat(200_000))),
  'a text of 5 MB': () =>
    bytes(rss(item(`<title>Long</title><description>${'word '.repeat(1_000_000)}</description>`))),
  'a million entities in a text': () =>
    bytes(rss(item(`<title>Amp</title><description>${'&amp;'.repeat(1_000_000)}</description>`))),
  'HTML nested 100,000 deep': () =>
    bytes(
      rss(item(`<title>Deep</title><description><![CDATA[${'<div>'.repeat(100_000)}end]]></description>`)),
    ),
  'HTML with 100,000 open tags': () =>
    bytes(
      rss(item(`<title>Open</title><description><![CDATA[${'<p><b>'.repeat(50_000)}end]]></description>`)),
    ),
  'HTML with 200,000 open attributes': () =>
    bytes(
      rss(
        item(`<title>Quotes</title><description><![CDATA[${'<a href="'.repeat(200_000)}end]]></description>`),
      ),
    ),
  '200,000 comments': () => bytes(rss(`${'<!-- x -->'.repeat(200_000)}${item('<title>After</title>')}`)),
  'billion laughs': () => bytes(laughs()),
  'quadratic blow-up': () =>
    bytes(
      rss(
        item(`<title>${'&a;'.repeat(50_000)}</title>`),
        `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(50_000)}">]>`,
      ),
    ),
  'external entity': () =>
    bytes(rss(item('<title>&x;</title>'), '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
  'external parameter entity': () =>
    bytes(
      rss(
        item('<title>x</title>'),
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/evil.dtd"> %x;]>',
      ),
    ),
  'entity outside the DOCTYPE': () => bytes(rss(`<!ENTITY a "x">${item('<title>&a;</title>')}`)),
  'a second DOCTYPE': () =>
    bytes(rss(item('<title>&a;</title>'), '<!DOCTYPE rss><!DOCTYPE rss [<!ENTITY a "x">]>')),
  'elements nested 100,000 deep': () => bytes(rss(item('<a>'.repeat(100_000) + '</a>'.repeat(100_000)))),
  '1,000 attributes on an element': () =>
    bytes(
      rss(`<item ${Array.from({ length: 1_000 }, (_, n) => `a${n}="x"`).join(' ')}><title>x</title></item>`),
    ),
  '100,000 namespaces': () =>
    bytes(
      `<rss version="2.0" ${Array.from({ length: 100_000 }, (_, n) => `xmlns:n${n}="u:${n}"`).join(' ')}><channel/></rss>`,
    ),
  'an attribute of 5 MB': () => bytes(rss(`<item a="${'x'.repeat(5_000_000)}"><title>x</title></item>`)),
  'a tag name of 1 MB': () => bytes(rss(`<${'x'.repeat(1_000_000)}/>`)),
  'a million elements': () => bytes(rss(item('<a/>'.repeat(1_000_000)))),
  'a million opening brackets': () => bytes(titled('<'.repeat(1_000_000))),
  'CDATA without an end': () => bytes('<rss version="2.0"><channel><item><title><![CDATA[never ends'),
  'JSON nested a million deep': () =>
    bytes(`{"version":"https://jsonfeed.org/version/1.1","items":${'['.repeat(1_000_000)}`),
  'JSON with a million items': () =>
    bytes(`{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[${'{},'.repeat(999_999)}{}]}`),
  'JSON with 30,000 items': () =>
    bytes(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        items: Array.from({ length: 30_000 }, (_, id) => ({ id, content_text: 'x' })),
      }),
    ),
  'a gzip bomb': () => packed(gzipSync(Buffer.alloc(200_000_000, 0x20))),
  'a gzip bomb in XML': () => packed(gzipSync(bytes(titled('a'.repeat(50_000_000))))),
  'gzip cut off': () => packed(gzipSync(bytes(rss(numbered(200)))).subarray(0, 3_000)),
  'an endless body': () =>
    endless('<rss version="2.0"><channel>', Buffer.alloc(65_536, '<item><title>x</title></item>')),
  'an endless title': () => endless('<rss version="2.0"><channel><title>', Buffer.alloc(65_536, 'x')),
  'a trickling body': () => trickle,
  'half a body': () => (_, response) => {
    response.setHeader('content-length', '100000');
    response.write('<rss version="2.0"><channel>');
    response.socket?.end();
  },
  'nothing at all': () => Buffer.alloc(0),
  'only spaces': () => bytes(' \n\n '),
  'plain words': () => bytes('There is no feed here.'),
  'bytes without sense': () => Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7919) % 256)),
};
