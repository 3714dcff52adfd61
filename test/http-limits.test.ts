// Bombs, endless, trickling and halved bodies: each ends at its limit, in time and memory (T3, F9).
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import * as zlib from 'node:zlib';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RefusedError } from '../src/http/refused-error.ts';
import { type Loopback, rejection, serve, serveBytes, testClient } from './http-support.ts';

const MEGABYTE = 1024 * 1024;

/** Asks a site whose server listens as given, with small limits. */
async function ask(site: Loopback, options: Parameters<ReturnType<typeof testClient>['get']>[1] = {}) {
  await using client = testClient({ allow: { 'news.example:80': `127.0.0.1:${site.port}` } });
  return await client.get('http://news.example/', options);
}

async function refusal(listener: RequestListener, options: Parameters<typeof ask>[1] = {}): Promise<Error> {
  await using site = await serve(listener);
  return await rejection(ask(site, options));
}

/** Ten megabytes of gzip that unpack to ten gigabytes: one hundred members of a hundred megabytes of zeros. */
function bomb(): Buffer {
  const member = gzipSync(Buffer.alloc(100 * MEGABYTE), { level: 9 });
  return Buffer.concat(Array.from({ length: 100 }, () => member));
}

describe('bombs', () => {
  let tenGigabytes: Buffer;
  beforeAll(() => {
    tenGigabytes = bomb();
  });
  afterAll(() => {
    tenGigabytes = Buffer.alloc(0);
  });

  it.each([
    ['gzip', () => tenGigabytes],
    ['gzip, gzip', () => gzipSync(tenGigabytes)],
    [
      'br',
      () =>
        brotliCompressSync(Buffer.alloc(200 * MEGABYTE), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
    ],
    ['deflate', () => deflateSync(Buffer.alloc(200 * MEGABYTE))],
    ['deflate', () => deflateRawSync(Buffer.alloc(200 * MEGABYTE))],
  ])('%s is refused at the decoded limit, within 1 s and 200 MB', async (encoding, make) => {
    const packed = make();
    await using site = await serve((_request, response) => {
      response.setHeader('content-encoding', encoding);
      response.end(packed);
    });
    const memory = process.memoryUsage().rss;
    const begin = process.cpuUsage();
    const error = await rejection(ask(site, { maxBytes: 20 * MEGABYTE }));
    // What it costs, whoever else is at work on the machine.
    const { user, system } = process.cpuUsage(begin);
    expect(error).toMatchObject({ name: 'PermanentError', reason: 'size' });
    expect((user + system) / 1_000).toBeLessThan(1_000);
    expect(process.memoryUsage().rss - memory).toBeLessThan(200 * MEGABYTE);
  });

  it('wrapping without end and without content is counted on the wire', async () => {
    // Empty stored blocks: valid, five bytes each, and they unpack to nothing.
    const emptyBlocks = Buffer.concat(
      Array.from({ length: 20_000 }, () => Buffer.from([0, 0, 0, 0xff, 0xff])),
    );
    const error = await refusal(
      (_request, response) => {
        response.setHeader('content-encoding', 'deflate');
        response.write(Buffer.from([0x78, 0x9c]));
        const more = () => {
          while (!response.destroyed && response.write(emptyBlocks));
          response.once('drain', more);
        };
        more();
      },
      { maxBytes: MEGABYTE },
    );
    expect(error).toMatchObject({ reason: 'size' });
  });

  it('too many layers, and unknown ones, are refused unread', async () => {
    for (const encoding of ['gzip, gzip, gzip', 'compress', 'aes128gcm', 'gzip;q=1']) {
      const error = await refusal((_request, response) => {
        response.setHeader('content-encoding', encoding);
        response.end('x');
      });
      expect(error, encoding).toMatchObject({ reason: 'encoding' });
    }
  });

  it('what is no valid packing is refused as such', async () => {
    for (const encoding of ['gzip', 'deflate', 'br']) {
      const error = await refusal((_request, response) => {
        response.setHeader('content-encoding', encoding);
        response.end('this was never packed');
      });
      expect(error, encoding).toMatchObject({ reason: 'encoding' });
    }
  });

  it.each(['gzip', 'x-gzip', 'br', 'deflate', 'raw', 'gzip, br', 'identity'])(
    'an honest %s body is read',
    async (encoding) => {
      const text = 'The park opens on Saturday. '.repeat(1000);
      const pack: Record<string, () => Buffer | string> = {
        gzip: () => gzipSync(text),
        'x-gzip': () => gzipSync(text),
        br: () => brotliCompressSync(text),
        deflate: () => deflateSync(text),
        raw: () => deflateRawSync(text),
        'gzip, br': () => brotliCompressSync(gzipSync(text)),
        identity: () => text,
      };
      await using site = await serve((_request, response) => {
        response.setHeader('content-encoding', encoding === 'raw' ? 'deflate' : encoding);
        response.end(pack[encoding]!());
      });
      expect((await ask(site)).text()).toBe(text);
    },
  );

  // Node reads zstd from 22.15 on; before, it is not asked for, and refused like every coding that is not known.
  const zstdCompress: unknown = Reflect.get(zlib, 'zstdCompressSync');
  it('zstd is read where Node can, within limits, and refused elsewhere', async () => {
    let packed: Buffer = Buffer.from('28b52ffd', 'hex');
    await using site = await serve((_request, response) => {
      response.setHeader('content-encoding', 'zstd');
      response.end(packed);
    });
    if (typeof zstdCompress !== 'function') {
      expect(await rejection(ask(site))).toMatchObject({ reason: 'encoding' });
      return;
    }
    const pack = zstdCompress as (bytes: Buffer, options?: object) => Buffer;
    const windowLog = { params: { [Reflect.get(zlib.constants, 'ZSTD_c_windowLog')]: 27 } };
    const lines = Array.from({ length: 64 }, (_, at) => `line ${at} of a park\n`).join('');
    packed = pack(Buffer.from('hello'));
    expect((await ask(site)).text()).toBe('hello');
    packed = pack(Buffer.alloc(200 * MEGABYTE));
    expect(await rejection(ask(site, { maxBytes: MEGABYTE }))).toMatchObject({ reason: 'size' });
    packed = pack(Buffer.from(lines.repeat(20_000)), windowLog);
    expect(await rejection(ask(site, { maxBytes: 100 * MEGABYTE }))).toMatchObject({ reason: 'encoding' });
  });

  it('an empty body is empty, though it claims to be packed', async () => {
    await using site = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(),
    );
    expect((await ask(site)).body.length).toBe(0);
  });
});

describe('sizes', () => {
  const endless: RequestListener = (_request, response) => {
    const chunk = Buffer.alloc(65_536, 'x');
    const more = () => {
      while (!response.destroyed && response.write(chunk));
      response.once('drain', more);
    };
    more();
  };

  it('an endless body is cut at the limit', async () => {
    expect(await refusal(endless, { maxBytes: MEGABYTE })).toMatchObject({ reason: 'size' });
  });

  it('truncate keeps the first bytes instead', async () => {
    await using site = await serve(endless);
    const response = await ask(site, { maxBytes: 1000, truncate: true });
    expect(response.body.length).toBe(1000);
  });

  it('exactly the limit is read, one byte more is not', async () => {
    await using site = await serve((_request, response) => {
      response.write('x'.repeat(500));
      response.end('x'.repeat(500));
    });
    expect((await ask(site, { maxBytes: 1000 })).body.length).toBe(1000);
    expect(await rejection(ask(site, { maxBytes: 999 }))).toMatchObject({ reason: 'size' });
  });

  it('an announced length beyond the limit is not even read', async () => {
    const error = await refusal((_request, response) => {
      response.writeHead(200, { 'content-length': '99999999' });
      response.write('x');
    });
    expect(error).toMatchObject({ reason: 'size' });
    expect(error.message).toContain('announced');
  });

  it('headers without end are refused', async () => {
    await using site = await serveBytes((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let line = 0; line < 1000; line++) socket.write(`x-${line}: ${'y'.repeat(100)}\r\n`);
    });
    expect(await rejection(ask(site))).toMatchObject({ reason: 'headers' });
  });
});

/** Writes a piece every few milliseconds for as long as the other side listens. */
function trickle(socket: Socket, first: string, piece: string): void {
  socket.write(first);
  const timer = setInterval(() => socket.write(piece), 20);
  socket.once('close', () => clearInterval(timer));
}

describe('times', () => {
  async function elapsed(site: Loopback, options: Parameters<typeof ask>[1]): Promise<[Error, number]> {
    const started = performance.now();
    const error = await rejection(ask(site, options));
    return [error, performance.now() - started];
  }

  it('a trickling body is cut when the whole time is over', async () => {
    await using site = await serveBytes((socket) => trickle(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x'));
    const [error, ms] = await elapsed(site, { timeoutMs: 300 });
    expect(error).toMatchObject({ name: 'TransientError' });
    expect(error.message).toContain('news.example');
    expect(ms).toBeLessThan(5_000);
  });

  it('trickling headers are cut when the time to the first byte is over', async () => {
    await using site = await serveBytes((socket) => trickle(socket, 'HTTP/1.1 200 OK\r\nx: ', 'y'));
    const [error, ms] = await elapsed(site, { firstByteTimeoutMs: 200 });
    expect(error).toMatchObject({ name: 'TransientError' });
    expect(error.message).toContain('200 ms');
    expect(ms).toBeLessThan(5_000);
  });

  it('silence is cut, also within TLS and while a name is looked up', async () => {
    await using silent = await serveBytes(() => {});
    expect(await rejection(ask(silent, { firstByteTimeoutMs: 100 }))).toMatchObject({
      name: 'TransientError',
    });
    const limits = { connectTimeoutMs: 150 };
    await using tls = testClient({ limits, allow: { 'news.example:443': `127.0.0.1:${silent.port}` } });
    expect((await rejection(tls.get('https://news.example/'))).message).toContain('150 ms');
    await using lost = testClient({ limits, resolve: () => new Promise(() => {}) });
    expect((await rejection(lost.get('https://news.example/'))).message).toContain('150 ms');
  });

  it('the time of all redirects together is limited', async () => {
    await using site = await serve((request, response) => {
      const timer = setTimeout(() => response.writeHead(302, { location: `${request.url}x` }).end(), 120);
      response.once('close', () => clearTimeout(timer));
    });
    const [error, ms] = await elapsed(site, { timeoutMs: 300 });
    expect(error).toMatchObject({ name: 'TransientError' });
    expect(ms).toBeLessThan(5_000);
  });

  it('the caller can stop it: before, while waiting for headers, within the body', async () => {
    const reason = new Error('shutting down');
    await using silent = await serveBytes(() => {});
    await using slow = await serveBytes((socket) => trickle(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x'));
    expect(await rejection(ask(silent, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    for (const site of [silent, slow]) {
      const controller = new AbortController();
      const asked = rejection(ask(site, { signal: controller.signal }));
      setTimeout(() => controller.abort(reason), 100);
      expect(await asked).toBe(reason);
    }
  });
});

describe('half answers', () => {
  it.each([
    ['a shorter body than announced', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'],
    ['a chunked body without its end', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
    ['headers without their end', 'HTTP/1.1 200 OK\r\ncontent-'],
    ['nothing at all', ''],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ])('%s is a fault that may pass', async (_name, bytes) => {
    await using site = await serveBytes((socket) => void socket.end(bytes));
    const error = await rejection(ask(site));
    expect(error).toMatchObject({ name: 'TransientError' });
    expect(error.message).toContain('news.example');
  });

  it('half a gzip body is a fault that may pass', async () => {
    const packed = gzipSync('The park opens on Saturday. '.repeat(1000));
    const error = await refusal((_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(packed.subarray(0, packed.length / 2));
    });
    expect(error).toMatchObject({ name: 'TransientError' });
    expect(error.message).toContain('half a body');
  });

  it('a reset connection is a fault that may pass', async () => {
    await using site = await serveBytes((socket) => void socket.once('data', () => socket.resetAndDestroy()));
    const error = await rejection(ask(site));
    expect(error).toMatchObject({ name: 'TransientError' });
    expect(error).not.toBeInstanceOf(RefusedError);
  });
});
