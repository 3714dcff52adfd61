// There is no sign-in yet, so the API listens on this machine only, and only answers to this machine's names.
import type { FastifyInstance } from 'fastify';
import { ConfigError } from '../errors.ts';
import { isLoopback } from '../host-name.ts';

/** ConfigError unless `host` is loopback, or is published on a loopback address alone (EARSHOT_PUBLISHED_ON). */
export function assertBindable(host: string, publishedOn?: string): void {
  if (isLoopback(host) || (publishedOn !== undefined && isLoopback(publishedOn))) return;
  throw new ConfigError(
    `Will not listen on ${JSON.stringify(host)}: anyone who reaches it could read everything, because sign-in does not exist yet. ` +
      'Use 127.0.0.1, ::1 or localhost, and reach it from elsewhere through an SSH tunnel. In a container whose port is published on ' +
      'a loopback address of the host only, say so: EARSHOT_PUBLISHED_ON=127.0.0.1.',
  );
}

/**
 * Listens on a loopback address and returns the URL for other processes of this machine; port 0 picks a free one.
 * What the name resolved to is checked too: a hosts file may say anything about "localhost".
 */
export async function listen(
  app: FastifyInstance,
  host: string,
  port: number,
  publishedOn?: string,
): Promise<string> {
  assertBindable(host, publishedOn);
  await app.listen({ host: host.replace(/^\[(.*)\]$/, '$1'), port });
  const addresses = app.addresses().filter((address) => typeof address === 'object');
  const first = addresses[0];
  if (publishedOn !== undefined && first !== undefined)
    return `http://${bracketed(publishedOn)}:${first.port}`;
  const outside = addresses.find((address) => !isLoopback(address.address));
  if (outside !== undefined || first === undefined) {
    await app.close();
    assertBindable(outside?.address ?? host);
    throw new ConfigError(`Could not listen on ${JSON.stringify(host)}.`);
  }
  return `http://${bracketed(first.address)}:${first.port}`;
}

const bracketed = (address: string) => (/^[^[].*:/.test(address) ? `[${address}]` : address);

/**
 * Does a Host header name this machine? A page of another site that points its own name at 127.0.0.1 (DNS rebinding)
 * still sends its own name.
 */
export function isOwnHost(header: string | undefined, boundHost: string | undefined): boolean {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(header ?? '');
  const host = match?.[1]?.toLowerCase();
  if (host === undefined) return false;
  return ['localhost', '127.0.0.1', '[::1]', boundHost?.toLowerCase()].includes(host);
}
