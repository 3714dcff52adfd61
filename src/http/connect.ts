// The one place where a socket is opened: resolve, judge every answer, connect to what was judged. A guard on the
// look-up alone lets literal addresses through, and a second look-up lets a name change its mind (DNS rebinding).
import { lookup } from 'node:dns/promises';
import {
  connect as connectTcp,
  isIP,
  type LookupFunction,
  type Socket,
  type TcpNetConnectOpts,
} from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { TransientError } from '../errors.ts';
import { insideKind } from './address.ts';
import { RefusedError } from './refused-error.ts';
import { type Endpoint, endpointRefusal, hostPort, plainHost, type TargetPolicy } from './target.ts';

/** All addresses of a name, in the order to try them. */
export type Resolve = (hostname: string) => Promise<readonly { address: string }[]>;

export interface ConnectGuard extends TargetPolicy {
  resolve: Resolve;
  /** look-up, TCP and TLS together */
  connectTimeoutMs: number;
  /** a further root certificate in PEM, for tests */
  ca?: string | undefined;
}

/** The system's own resolver: /etc/hosts, search domains and all, since what it answers is judged. */
export const resolveBySystem: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

/**
 * Opens a TCP or TLS socket to `hostname:port`, or throws RefusedError before any packet leaves. Every address is
 * refused if one of them is inside: a public site has none, and a name that mixes them is an attack.
 */
export async function openSocket(
  guard: ConnectGuard,
  target: { hostname: string; port: number; isTls: boolean },
): Promise<Socket> {
  const hostname = plainHost(target.hostname);
  if (hostname === undefined) throw new RefusedError('url', 'not a host');
  let socket: Socket | undefined;
  const clock = countdown(hostname, guard.connectTimeoutMs);
  try {
    const endpoints = await Promise.race([candidates(guard, hostname, target.port), clock.late]);
    socket = startSocket(guard, hostname, endpoints, target.isTls);
    await Promise.race([connected(socket, target.isTls), clock.late]);
    checkPeer(socket, hostname, endpoints);
    return socket;
  } catch (error) {
    socket?.destroy();
    if (error instanceof Error) neverOpened.add(error);
    throw error;
  } finally {
    clock.stop();
  }
}

const neverOpened = new WeakSet<Error>();

/** Whether a request failed before there was a connection: then nothing of it was sent. */
export const wasNeverSent = (error: unknown): boolean =>
  error instanceof Error &&
  (neverOpened.has(error) || (error.cause instanceof Error && neverOpened.has(error.cause)));

function countdown(hostname: string, timeoutMs: number): { late: Promise<never>; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(new TransientError(`${hostname}: no connection within ${timeoutMs} ms`));
    timer = setTimeout(fail, timeoutMs);
  });
  return { late, stop: () => clearTimeout(timer) };
}

async function candidates(guard: ConnectGuard, hostname: string, port: number): Promise<readonly Endpoint[]> {
  const mapped = guard.allow.get(hostPort(hostname, port));
  if (mapped) return [mapped];
  const refusal = endpointRefusal(hostname, port, guard);
  if (refusal) throw refusal;
  const answers = isIP(hostname) === 0 ? await resolveName(guard.resolve, hostname) : [{ address: hostname }];
  const endpoints = answers.map(({ address }) => judged(guard, hostname, { address, port }));
  const first = endpoints[0];
  if (!first) throw new TransientError(`${hostname}: the name has no address`);
  // Only a mapped address can differ in its port.
  return endpoints.filter((endpoint) => endpoint.port === first.port);
}

async function resolveName(resolve: Resolve, hostname: string): Promise<readonly { address: string }[]> {
  try {
    return await resolve(hostname);
  } catch (cause) {
    throw new TransientError(`${hostname}: the name could not be resolved`, { cause });
  }
}

/** Networks that an operator may open; not link-local, where clouds hand out credentials, nor other spellings of IPv4. */
const openable = new Set(['loopback', 'private', 'shared (CGNAT)', 'unique local or metadata']);

function judged(guard: ConnectGuard, hostname: string, endpoint: Endpoint): Endpoint {
  const mapped = guard.allow.get(hostPort(endpoint.address, endpoint.port));
  if (mapped) return mapped;
  const kind = insideKind(endpoint.address);
  const isOpened = guard.inside?.has(hostPort(hostname, endpoint.port)) && openable.has(kind ?? '');
  if (kind && !isOpened)
    throw new RefusedError('address', `${hostname} is refused: it leads to an address that is ${kind}`);
  return endpoint;
}

function startSocket(
  guard: ConnectGuard,
  hostname: string,
  endpoints: readonly Endpoint[],
  isTls: boolean,
): Socket {
  const [first] = endpoints as [Endpoint];
  // With several addresses Node tries both families in turn (RFC 8305), asking this look-up, which answers with
  // the judged addresses and nothing else. A single one is given as a literal, which skips look-ups.
  const address: TcpNetConnectOpts =
    endpoints.length === 1
      ? { host: first.address, port: first.port }
      : { host: hostname, port: first.port, lookup: fixedLookup(endpoints), autoSelectFamily: true };
  if (!isTls) return connectTcp({ ...address, noDelay: true, keepAlive: true });
  return connectTls({
    ...address,
    servername: isIP(hostname) === 0 ? hostname : '',
    ALPNProtocols: ['http/1.1'],
    ...(guard.ca === undefined ? {} : { ca: [...rootCertificates, guard.ca] }),
  }).setNoDelay(true);
}

function fixedLookup(endpoints: readonly Endpoint[]): LookupFunction {
  const all = endpoints.map(({ address }) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    if (options.all) callback(null, all);
    else callback(null, all[0]!.address, all[0]!.family);
  };
}

function connected(socket: Socket, isTls: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(isTls ? 'secureConnect' : 'connect', resolve);
    // It stays: an error between here and the new owner's own listener would otherwise end the process.
    socket.on('error', reject);
  });
}

/** The last word: what the socket itself says it is connected to. */
function checkPeer(socket: Socket, hostname: string, endpoints: readonly Endpoint[]): void {
  const peer = socket.remoteAddress;
  if (peer === undefined) throw new TransientError(`${hostname}: the connection closed at once`);
  if (endpoints.some(({ address }) => address === peer) || insideKind(peer) === undefined) return;
  throw new RefusedError('address', `${hostname} is refused: the socket is connected to an inside address`);
}
