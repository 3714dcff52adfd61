// The guard in the shapes that libraries take: node:http agents (twitter-api-v2, request, …) and an undici
// dispatcher (its fetch, its WebSocket).
import http, { type ClientRequestArgs } from 'node:http';
import https from 'node:https';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Agent as Dispatcher } from 'undici';
import { type ConnectGuard, openSocket } from './connect.ts';
import { RefusedError } from './refused-error.ts';
import { hostPort, plainHost } from './target.ts';

type SocketCallback = (error: Error | null, socket: Duplex) => void;

/** Sockets stay open this long for the next request to the same host. */
const KEEP_ALIVE_MS = 4_000;
const MAX_SOCKETS_PER_HOST = 4;

/** Hand these to a library; it opens no socket but through them. */
export interface GuardedAgents {
  https: https.Agent;
  /** Refuses everything but hosts allowed for tests: a library with its own HTTP carries credentials. */
  http: http.Agent;
}

export function createAgents(guard: ConnectGuard, timeoutMs: number): GuardedAgents {
  const options = {
    keepAlive: true,
    keepAliveMsecs: KEEP_ALIVE_MS,
    maxSockets: MAX_SOCKETS_PER_HOST,
    timeout: timeoutMs,
  };
  return { https: new GuardedHttpsAgent(guard, options), http: new GuardedHttpAgent(guard, options) };
}

/** TLS options of the library (an own CA, `rejectUnauthorized: false`, a socket path) are ignored on purpose. */
class GuardedHttpsAgent extends https.Agent {
  readonly #guard: ConnectGuard;
  constructor(guard: ConnectGuard, options: https.AgentOptions) {
    super(options);
    this.#guard = guard;
  }
  override createConnection(options: ClientRequestArgs, callback?: SocketCallback): undefined {
    deliver(this.#guard, options, true, callback);
  }
}

class GuardedHttpAgent extends http.Agent {
  readonly #guard: ConnectGuard;
  constructor(guard: ConnectGuard, options: http.AgentOptions) {
    super(options);
    this.#guard = guard;
  }
  override createConnection(options: ClientRequestArgs, callback?: SocketCallback): undefined {
    deliver(this.#guard, options, false, callback);
  }
}

function deliver(
  guard: ConnectGuard,
  options: ClientRequestArgs,
  isTls: boolean,
  callback: SocketCallback | undefined,
): void {
  const hostname = plainHost(options.host ?? '') ?? '';
  const port = Number(options.port ?? (isTls ? 443 : 80));
  const refusal =
    isTls || guard.allow.has(hostPort(hostname, port))
      ? undefined
      : new RefusedError('insecure', `${hostname || 'the host'} is refused: libraries may only use TLS`);
  const socket = refusal ? Promise.reject(refusal) : openSocket(guard, { hostname, port, isTls });
  socket.then(
    (opened) => callback?.(null, opened),
    // Node's types ask for a socket beside the error; its agents do not look at it.
    (error: Error) => callback?.(error, new Socket()),
  );
}

/** An undici agent whose every socket is opened by the guard. Redirects are not followed. */
export function createDispatcher(guard: ConnectGuard, maxHeaderBytes: number): Dispatcher {
  return new Dispatcher({
    maxHeaderSize: maxHeaderBytes,
    connections: MAX_SOCKETS_PER_HOST,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: 30_000,
    pipelining: 1,
    connect: ({ hostname, protocol, port }, callback) => {
      const isTls = protocol === 'https:';
      openSocket(guard, { hostname, port: Number(port) || (isTls ? 443 : 80), isTls }).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
  });
}
