// Which addresses are inside, and therefore never connected to. Pure: it judges the address that a socket is
// about to use, not the name or the spelling that led there.
import { BlockList, isIP } from 'node:net';

// https://www.iana.org/assignments/iana-ipv4-special-registry, and RFC 5771 (multicast).
const IPV4: readonly (readonly [network: string, bits: number, kind: string])[] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'shared (CGNAT)'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local or metadata'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'IETF protocol assignments'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.88.99.0', 24, '6to4 relay'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'benchmarking'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved or broadcast'],
  // The agent of Azure's own hosts: a public number that answers only from inside.
  ['168.63.129.16', 32, 'metadata'],
];

// https://www.iana.org/assignments/iana-ipv6-special-registry. The first match names the kind; whatever is not
// global unicast (2000::/3, RFC 4291) is refused at the end, listed or not. Every form that carries an IPv4
// address inside is refused whole: no public site is reached through one, and each is one more spelling.
const IPV6: readonly (readonly [network: string, bits: number, kind: string])[] = [
  ['::1', 128, 'loopback'],
  ['::', 128, 'this host'],
  ['::ffff:0:0', 96, 'IPv4-mapped'],
  ['::ffff:0:0:0', 96, 'IPv4-translated'],
  ['::', 96, 'IPv4-compatible'],
  ['64:ff9b::', 96, 'NAT64'],
  ['64:ff9b:1::', 48, 'NAT64'],
  ['100::', 64, 'discard-only'],
  ['2001::', 32, 'Teredo'],
  ['2001::', 23, 'IETF protocol assignments'],
  ['2001:db8::', 32, 'documentation'],
  ['2002::', 16, '6to4'],
  ['3fff::', 20, 'documentation'],
  ['5f00::', 16, 'segment routing'],
  ['fc00::', 7, 'unique local or metadata'],
  ['fe80::', 10, 'link-local'],
  ['fec0::', 10, 'site-local'],
  ['ff00::', 8, 'multicast'],
];

function blockList(network: string, bits: number, type: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  list.addSubnet(network, bits, type);
  return list;
}

const INSIDE_IPV4 = IPV4.map(([network, bits, kind]) => ({ list: blockList(network, bits, 'ipv4'), kind }));
const INSIDE_IPV6 = IPV6.map(([network, bits, kind]) => ({ list: blockList(network, bits, 'ipv6'), kind }));
const GLOBAL_UNICAST = blockList('2000::', 3, 'ipv6');

/**
 * The kind of inside address this is ("loopback", "private", …), or undefined for a public one. Takes the plain
 * form that sockets and resolvers use (no brackets); anything else, zone ids included, counts as inside.
 */
export function insideKind(address: string): string | undefined {
  if (address.includes('%')) return 'address with a zone';
  const version = isIP(address);
  if (version === 4) return INSIDE_IPV4.find(({ list }) => list.check(address, 'ipv4'))?.kind;
  if (version !== 6) return 'no plain address';
  const known = INSIDE_IPV6.find(({ list }) => list.check(address, 'ipv6'))?.kind;
  return known ?? (GLOBAL_UNICAST.check(address, 'ipv6') ? undefined : 'not global unicast');
}
