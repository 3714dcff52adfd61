// Where a URL may point before anything is resolved: scheme, port, name, no userinfo. Pure. The address itself is
// judged again when the socket connects (connect.ts), since names and literals can both lead inside.
import { isIP } from 'node:net';
import { insideKind } from './address.ts';
import { RefusedError } from './refused-error.ts';

/** Where requests may go. */
export interface TargetPolicy {
  /** allowed ports; 80 and 443 unless the caller adds to them */
  ports: ReadonlySet<number>;
  /** exact `host:port` → loopback `address:port`, for tests (`readAllow`) */
  allow: ReadonlyMap<string, Endpoint>;
  /** exact `host:port` that the operator of this machine opens although it is inside, or its port is unusual */
  inside?: ReadonlySet<string>;
}

export interface Endpoint {
  address: string;
  port: number;
}

// Names that lead inside by definition or by custom: RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa),
// the private-use `internal` of ICANN, and the other names that routers and distributions give to inside hosts.
const INSIDE_SUFFIXES = ['localhost', 'localdomain', 'local', 'internal', 'intranet', 'lan', 'home.arpa'];

/** `host:port` as the maps and the rate limiter key it; IPv6 without brackets. */
export function hostPort(hostname: string, port: number): string {
  return `${hostname}:${port}`;
}

/**
 * A host in the one spelling that everything else uses: lower case, no brackets, no final dot, numbers in any
 * base or script as a dotted quad (the URL standard's parser does that). Undefined when it is no host.
 */
export function plainHost(host: string): string | undefined {
  const bracketed = isIP(host) === 6 ? `[${host}]` : host;
  const url = `http://${bracketed}/`;
  if (/[/?#@\\\s]/.test(bracketed) || !URL.canParse(url)) return undefined;
  return hostOf(new URL(url));
}

/** The plain host of a parsed URL (see `plainHost`). */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

export function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

/** Why a plain host is refused by its name or literal address alone; undefined when it may be resolved. */
export function hostRefusal(hostname: string): RefusedError | undefined {
  if (isIP(hostname) !== 0) {
    const kind = insideKind(hostname);
    return kind ? new RefusedError('address', `${hostname} is refused: its address is ${kind}`) : undefined;
  }
  const labels = hostname.split('.');
  const isInside = INSIDE_SUFFIXES.some((suffix) => hostname === suffix || hostname.endsWith(`.${suffix}`));
  if (labels.length < 2 || labels.includes('') || isInside) {
    return new RefusedError('host', `${hostname || 'an empty host'} is refused: it is not a public name`);
  }
  return undefined;
}

/** Parses and judges a URL. Throws RefusedError; its message names the host only, since paths and queries may hold secrets. */
export function readTarget(url: string, policy: TargetPolicy): URL {
  // Control characters and surrounding space would be dropped silently, and hide what is asked for from a reader.
  if (/\p{Cc}|^\s|\s$/u.test(url) || !URL.canParse(url)) throw new RefusedError('url', 'not a URL');
  const target = new URL(url);
  const host = hostOf(target);
  const port = portOf(target);
  if (target.protocol !== 'http:' && target.protocol !== 'https:') {
    throw new RefusedError('scheme', `only http and https are fetched, not ${target.protocol.slice(0, 20)}`);
  }
  if (target.username !== '' || target.password !== '') {
    throw new RefusedError('userinfo', `${host} is refused: a URL may not hold a user name or password`);
  }
  const refusal = endpointRefusal(host, port, policy);
  if (refusal) throw refusal;
  return target;
}

/** Port and host together, unless exactly this pair is allowed. */
export function endpointRefusal(host: string, port: number, policy: TargetPolicy): RefusedError | undefined {
  if (policy.allow.has(hostPort(host, port)) || policy.inside?.has(hostPort(host, port))) return undefined;
  const refusal = hostRefusal(host);
  if (refusal) return refusal;
  if (policy.ports.has(port)) return undefined;
  return new RefusedError('port', `${host} is refused: port ${port} is not allowed`);
}

/**
 * Reads the test mapping `{ 'news.example:443': '127.0.0.1:40123' }`. Targets other than loopback are refused, so
 * that no profile can ever use it to open the inside network.
 */
export function readAllow(allow: Readonly<Record<string, string>>): ReadonlyMap<string, Endpoint> {
  return new Map(
    Object.entries(allow).map(([from, to]) => {
      const [name, target] = [splitEndpoint(from), splitEndpoint(to)];
      if (!isLoopback(target.address))
        throw new RefusedError('address', `${from} may be mapped to loopback only`);
      return [hostPort(name.address, name.port), target];
    }),
  );
}

function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && insideKind(address) === 'loopback';
}

function splitEndpoint(text: string): Endpoint {
  const at = text.lastIndexOf(':');
  const address = plainHost(text.slice(0, at));
  const port = Number(text.slice(at + 1));
  if (address === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new RefusedError('url', `not a host:port: ${text}`);
  }
  return { address, port };
}
