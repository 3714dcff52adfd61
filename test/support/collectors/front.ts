// Stands before a platform on loopback, over TLS: writes down what comes, and does wrong what a test asks for.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Fault } from './faults.ts';
import type { Platform, PlatformAnswer, PlatformRequest } from './platform.ts';

export interface Seen extends PlatformRequest {
  /** epoch ms by the platform's clock */
  at: number;
  isPage: boolean;
  /** what was done wrong */
  fault?: string;
  /** as answered; 0 for a connection that was cut, 101 for a WebSocket */
  status: number;
}

interface Plan {
  fault: Fault;
  /** pages that are answered rightly before */
  skip: number;
  times: number;
  strikes(request: PlatformRequest): boolean;
}

export interface Front extends AsyncDisposable {
  /** for the guarded client: every host of the platform leads here */
  allow: Record<string, string>;
  /** what has come, in order */
  seen: Seen[];
  /** Does wrong the next page after `skip` others, so many `times` (1) in a row. */
  inject(fault: Fault, how?: Partial<Omit<Plan, 'fault'>>): void;
  /** What has not struck yet strikes no more. */
  mend(): void;
}

export async function openFront(
  platform: Platform,
  { tls, nowMs }: { tls: { key: string; cert: string }; nowMs: () => number },
): Promise<Front> {
  const seen: Seen[] = [];
  const plans: Plan[] = [];
  const sockets = new Set<Socket>();

  /** Writes a request down, with the fault it meets. */
  function meet(request: PlatformRequest): { entry: Seen; fault: Fault | undefined } {
    const isPage = platform.isPage(request);
    const entry: Seen = { ...request, at: nowMs(), isPage, status: 0 };
    seen.push(entry);
    const plan = plans.find(({ strikes, times }) => times > 0 && strikes(request));
    if (!plan) return { entry, fault: undefined };
    if (plan.skip > 0) {
      plan.skip--;
      return { entry, fault: undefined };
    }
    plan.times--;
    entry.fault = plan.fault.name;
    return { entry, fault: plan.fault };
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await incoming.toArray()).toString();
    const request = requestOf(incoming, body);
    const { entry, fault } = meet(request);
    if (fault?.kind === 'cut' && fault.where === 'before') {
      incoming.socket.destroy();
      return;
    }
    const right = () => platform.answer(request);
    const answer = fault?.kind === 'answer' ? fault.answer(nowMs()) : await right();
    entry.status = send(response, answer, fault, nowMs());
  }

  const server = https.createServer(tls, (incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      // A mistake of the test's platform is told where it is seen, and not taken for an answer.
      console.error(error);
      incoming.socket.destroy();
    });
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { entry, fault } = meet(requestOf(incoming, ''));
    if (fault === undefined || (fault.kind !== 'answer' && !isCutBefore(fault))) {
      entry.status = 101;
      if (fault) cutAfter(socket, 3);
      platform.upgrade?.(incoming, socket, head);
    } else if (fault.kind === 'answer') entry.status = refuseUpgrade(socket, fault.answer(nowMs()));
    else socket.destroy();
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    allow: Object.fromEntries(platform.hosts.map((host) => [`${host}:443`, `127.0.0.1:${port}`])),
    inject(
      fault,
      { skip = 0, times = 1, strikes = (request: PlatformRequest) => platform.isPage(request) } = {},
    ) {
      plans.push({ fault, skip, times, strikes });
    },
    mend: () => void plans.splice(0),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function requestOf({ method = 'GET', url = '/', headers }: IncomingMessage, body: string): PlatformRequest {
  return { method, url: new URL(url, `https://${headers.host}`), headers, body };
}

function bytesOf({ body = '' }: PlatformAnswer): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function headersOf({ headers = {}, body }: PlatformAnswer): Record<string, string> {
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
  return { ...(isJson && { 'content-type': 'application/json; charset=utf-8' }), ...headers };
}

/** Sends the answer, or what the fault leaves of it; returns its status. */
function send(
  response: ServerResponse,
  answer: PlatformAnswer,
  fault: Fault | undefined,
  nowMs: number,
): number {
  const { status = 200, stream } = answer;
  if (stream) {
    response.writeHead(status, headersOf(answer));
    stream.on('data', (chunk: Buffer) => {
      response.write(chunk, () => {
        if (fault?.kind === 'cut' && String(chunk).trim() !== '') response.destroy();
      });
    });
    response.on('close', () => stream.destroy());
    return status;
  }
  const bytes = bytesOf(answer);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const sent = fault?.kind === 'half' ? half : bytes;
  response.writeHead(status, {
    date: new Date(nowMs).toUTCString(),
    ...headersOf(answer),
    ...(status !== 304 && status !== 204 && { 'content-length': String(sent.length) }),
  });
  if (fault?.kind !== 'cut') {
    response.end(sent);
    return status;
  }
  response.write(half, () => response.destroy());
  return 0;
}

const isCutBefore = (fault: Fault) => fault.kind === 'cut' && fault.where === 'before';

function refuseUpgrade(socket: Duplex, answer: PlatformAnswer): number {
  const { status = 200 } = answer;
  const bytes = bytesOf(answer);
  const headers = Object.entries({ ...headersOf(answer), 'content-length': String(bytes.length) });
  const lines = [`HTTP/1.1 ${status} Refused`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  socket.end(`${lines.join('\r\n')}\r\nconnection: close\r\n\r\n${bytes.toString()}`);
  return status;
}

/** Breaks a WebSocket after so many messages. */
function cutAfter(socket: Duplex, messages: number): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  let left = messages;
  socket.write = ((...args: unknown[]) => {
    left--;
    if (left < 0) {
      socket.destroy();
      return false;
    }
    return write(...args);
  }) as typeof socket.write;
}
