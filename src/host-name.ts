// What a host name or address says about who can reach it.
import { isIPv4 } from 'node:net';

/** Is this a name or address that only this machine can reach? */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return bare === 'localhost' || bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}
