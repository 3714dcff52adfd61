// The guarded client for everything that is fetched: no inside address, no secret to the wrong host, nothing
// without a limit. docs/http.md says what is refused and why.
import type { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import { RateLimitedError } from './errors.ts';
import { createAgents, createDispatcher, type GuardedAgents } from './http/agents.ts';
import { type ConnectGuard, openSocket, resolveBySystem } from './http/connect.ts';
import { hasCredentials, readHeaders } from './http/credentials.ts';
import { type ExchangeTools, exchange } from './http/exchange.ts';
import { ACCEPT } from './http/expect.ts';
import { DEFAULT_LIMITS, type GetOptions, type HttpClientOptions, type SendOptions } from './http/options.ts';
import { createRateLimiter, type RateLimiter } from './http/rate.ts';
import { type Hop, nextHop } from './http/redirect.ts';
import { RefusedError } from './http/refused-error.ts';
import type { HttpResponse } from './http/response.ts';
import { createRobots, ROBOTS_MAX_BYTES, type Robots } from './http/robots.ts';
import { hostOf, hostPort, plainHost, portOf, readAllow, readTarget } from './http/target.ts';
import type { Log } from './log.ts';

export interface HttpClient extends AsyncDisposable {
  /** Resolves for 2xx, and for 304 where a validator was given. Throws one of the program's errors, or the signal's reason. */
  get(url: string, options?: GetOptions): Promise<HttpResponse>;
  send(url: string, options: SendOptions): Promise<HttpResponse>;
  /** A TCP socket for a protocol that is not HTTP, to `port` although it is not one of the web. Throws as `get`. */
  connect(hostname: string, port: number): Promise<Socket>;
  /** Whether the operator opened this host and port. */
  isInside(hostname: string, port: number): boolean;
  /**
   * For libraries that bring their own HTTP. They guard where sockets go and nothing else: the library must not
   * follow redirects (followRedirect: false), since some leave the agent behind when the scheme changes.
   */
  agents: GuardedAgents;
  /** For undici's own fetch and WebSocket; the same holds. */
  dispatcher: Dispatcher;
}

interface Wiring extends ExchangeTools {
  guard: ConnectGuard;
  limiter: RateLimiter;
  robots: Robots;
  log: Log;
}

/** One per process: it holds the rate limits and the robots.txt of every host. Disposing it closes its sockets. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { userAgent, log } = options;
  readHeaders({ 'user-agent': userAgent });
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const clock = options.clock ?? { now: Date.now, elapsed: () => performance.now() };
  const guard: ConnectGuard = {
    ports: new Set([80, 443, ...(options.ports ?? [])]),
    allow: readAllow(options.allow ?? {}),
    inside: new Set(options.inside),
    resolve: options.resolve ?? resolveBySystem,
    connectTimeoutMs: limits.connectTimeoutMs,
    ca: options.ca,
  };
  const dispatcher = createDispatcher(guard, limits.maxHeaderBytes);
  const agents = createAgents(guard, limits.timeoutMs);
  const limiter = createRateLimiter(limits, clock.elapsed);
  const robots = createRobots(userAgent, (url, signal) => fetchRobots(wiring, url, signal), clock.elapsed);
  const wiring: Wiring = { guard, dispatcher, limits, limiter, robots, clock, userAgent, log };
  return {
    get: (url, get = {}) => follow(wiring, url, { ...get, method: 'GET' }),
    send: (url, send) => follow(wiring, url, send),
    connect: (hostname, port) =>
      openSocket({ ...guard, ports: new Set([port]) }, { hostname, port, isTls: false }),
    isInside: (hostname, port) => guard.inside?.has(hostPort(plainHost(hostname) ?? '', port)) === true,
    agents,
    dispatcher,
    async [Symbol.asyncDispose]() {
      agents.https.destroy();
      agents.http.destroy();
      await dispatcher.destroy();
    },
  };
}

async function fetchRobots(wiring: Wiring, url: string, signal?: AbortSignal): Promise<Buffer | undefined> {
  const rateKey = `robots.txt of ${new URL(url).host}`;
  const options = { method: 'GET', maxBytes: ROBOTS_MAX_BYTES, truncate: true, rateKey } as const;
  try {
    const { body } = await follow(wiring, url, signal ? { ...options, signal } : options);
    return body;
  } catch (error) {
    // 4xx, and redirects without end, mean that there is no such file (RFC 9309, 2.3.1.2 and 2.3.1.3).
    const isMissing = error instanceof RefusedError && ['status', 'redirect'].includes(error.reason);
    if (isMissing) return undefined;
    throw error;
  }
}

/** Every hop is judged like the first: where it goes, what it carries, whether it may, whether it is its turn. */
async function follow(wiring: Wiring, firstUrl: string, options: SendOptions): Promise<HttpResponse> {
  const { limits, guard } = wiring;
  let remainingMs = options.timeoutMs ?? limits.timeoutMs;
  let next = firstHop(firstUrl, options);
  for (let redirects = 0; redirects <= limits.maxRedirects; redirects++) {
    const hop: Hop = { ...next, url: readTarget(next.url, guard) };
    checkSecrecy(hop, guard);
    const exchanged = await inTurn(wiring, hop, options, () =>
      exchange(wiring, hop, options, {
        remainingMs,
        used: (ms) => {
          remainingMs -= ms;
        },
      }),
    );
    if ('response' in exchanged) return exchanged.response;
    next = nextHop(hop, exchanged.redirect.status, exchanged.redirect.location);
  }
  throw new RefusedError('redirect', `the site redirects more than ${limits.maxRedirects} times`);
}

function firstHop(url: string, options: SendOptions): Omit<Hop, 'url'> & { url: string } {
  const headers = readHeaders({
    accept: options.expect ? ACCEPT[options.expect] : '*/*',
    'if-none-match': options.etag,
    'if-modified-since': options.lastModified,
    ...options.headers,
  });
  return { url, method: options.method, headers, body: options.body };
}

function checkSecrecy(hop: Hop, { inside }: ConnectGuard): void {
  if (inside?.has(hostPort(hostOf(hop.url), portOf(hop.url)))) return;
  if (hop.url.protocol === 'https:' || !hasCredentials(hop.url, hop.headers)) return;
  throw new RefusedError('insecure', `${hostOf(hop.url)} is refused: credentials are sent over TLS only`);
}

/** After a host said "later", nothing goes to it before that, whoever asks. */
async function inTurn<T>(wiring: Wiring, hop: Hop, options: GetOptions, work: () => Promise<T>): Promise<T> {
  const { limiter, robots, limits, log } = wiring;
  const host = hostOf(hop.url);
  const key = options.rateKey ?? host;
  const minIntervalMs = options.robots ? await robots.check(hop.url, options.signal) : 0;
  await limiter.take(key, {
    minIntervalMs,
    maxWaitMs: options.maxWaitMs ?? limits.maxWaitMs,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  await options.starting?.();
  const started = performance.now();
  try {
    return await work();
  } catch (error) {
    if (error instanceof RateLimitedError) limiter.block(key, error.retryAfterMs);
    throw error;
  } finally {
    log.debug({ host, ms: Math.round(performance.now() - started) }, 'Asked a host');
  }
}
