// Loopback servers, a certificate authority made for the run, and a canary, for the tests of src/http.ts.
import { once } from 'node:events';
import http, { type IncomingMessage, type RequestListener } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import { generate } from 'selfsigned';
import type { HttpClientOptions } from '../src/http/options.ts';
import { createHttpClient } from '../src/http.ts';
import { createLog } from '../src/log.ts';

export interface Loopback extends AsyncDisposable {
  port: number;
  /** connections accepted so far */
  connections(): number;
}

export interface Authority {
  /** root certificate, PEM */
  ca: string;
  /** a server's key and certificate for these names */
  issue(names: readonly string[]): Promise<{ key: string; cert: string }>;
}

/** An authority whose key never leaves the memory of this run. */
export async function makeAuthority(): Promise<Authority> {
  const options = { keyType: 'ec', algorithm: 'sha256' } as const;
  const root = await generate([{ name: 'commonName', value: 'Earshot test authority' }], {
    ...options,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    ca: root.cert,
    async issue(names) {
      const leaf = await generate([{ name: 'commonName', value: names[0]! }], {
        ...options,
        ca: { key: root.private, cert: root.cert },
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2, value })) },
        ],
      });
      return { key: leaf.private, cert: leaf.cert };
    },
  };
}

export async function serve(
  listener: RequestListener,
  tls?: { key: string; cert: string },
): Promise<Loopback> {
  return listen(tls ? https.createServer(tls, listener) : http.createServer(listener), '127.0.0.1');
}

/** A server that writes bytes as it likes, beneath HTTP. */
export async function serveBytes(listener: (socket: Socket) => void): Promise<Loopback> {
  return listen(
    net.createServer((socket) => {
      socket.on('error', () => {});
      listener(socket);
    }),
    '127.0.0.1',
  );
}

async function listen(server: Server, host: string, port = 0): Promise<Loopback> {
  let connections = 0;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Listens on loopback in both families (where there is IPv6) and answers whatever comes with a secret. */
export async function openCanary(): Promise<Loopback> {
  const answer: RequestListener = (_request, response) => response.end('inside');
  // 0.0.0.0 hears every address of 127.0.0.0/8 and of the machine's own interfaces.
  const four = await listen(http.createServer(answer), '0.0.0.0');
  const six = await listen(http.createServer(answer), '::1', four.port).catch(() => undefined);
  return {
    port: four.port,
    connections: () => four.connections() + (six?.connections() ?? 0),
    async [Symbol.asyncDispose]() {
      await four[Symbol.asyncDispose]();
      await six?.[Symbol.asyncDispose]();
    },
  };
}

/** A client that can reach nothing but what `allow` maps to loopback: names are answered with nothing by default. */
export function testClient(options: Partial<HttpClientOptions> = {}) {
  return createHttpClient({
    userAgent: 'Earshot/0.0 (+mailto:test@city.example)',
    resolve: async () => [],
    log: createLog('silent'),
    ...options,
    limits: { minIntervalMs: 0, requestsPerMinute: 60_000, burst: 1_000, ...options.limits },
  });
}

/** What a promise was rejected with; fails when it resolves. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('resolved, but should have been refused');
}

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

/** api.example and other.example over http and https, on one listener each; `seen` is what reached them, in order. */
export async function world(authority: Authority, listener: RequestListener) {
  const seen: Seen[] = [];
  const record: RequestListener = async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    listener(request, response);
  };
  const certificate = await authority.issue(['api.example', 'other.example']);
  const [plain, tls] = [await serve(record), await serve(record, certificate)];
  const names = ['api.example', 'other.example'];
  const clock = { wall: Date.parse('2026-11-21T12:00:00Z'), elapsed: 0 };
  const make = (options: Parameters<typeof testClient>[0] = {}) =>
    testClient({
      ca: authority.ca,
      allow: Object.fromEntries(
        names.flatMap((name) => [
          [`${name}:80`, `127.0.0.1:${plain.port}`],
          [`${name}:443`, `127.0.0.1:${tls.port}`],
        ]),
      ),
      clock: { now: () => clock.wall, elapsed: () => clock.elapsed },
      ...options,
    });
  const client = make();
  return {
    seen,
    client,
    clock,
    make,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await plain[Symbol.asyncDispose]();
      await tls[Symbol.asyncDispose]();
    },
  };
}
