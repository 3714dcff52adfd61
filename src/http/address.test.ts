import { isIPv4 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insideKind } from './address.ts';

/** The same judgement by arithmetic, for every IPv4 address. */
function isInsideByArithmetic([a, b, c, d]: readonly number[]): boolean {
  const n = ((a! << 24) | (b! << 16) | (c! << 8) | d!) >>> 0;
  const within = (network: number, bits: number) => n >>> (32 - bits) === network >>> (32 - bits);
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a! >= 224 ||
    within(0x64400000, 10) ||
    within(0xa9fe0000, 16) ||
    within(0xac100000, 12) ||
    within(0xc0000000, 24) ||
    within(0xc0000200, 24) ||
    within(0xc0586300, 24) ||
    within(0xc0a80000, 16) ||
    within(0xc6120000, 15) ||
    within(0xc6336400, 24) ||
    within(0xcb007100, 24) ||
    within(0xa83f8110, 32)
  );
}

const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));

describe('insideKind', () => {
  it('agrees with arithmetic on any IPv4 address', () => {
    // Half of the addresses begin where the networks are.
    const near = fc.constantFrom(
      [100, 64],
      [100, 127],
      [100, 128],
      [169, 254],
      [172, 15],
      [172, 16],
      [172, 31],
      [172, 32],
      [192, 0],
      [192, 88],
      [192, 168],
      [198, 17],
      [198, 18],
      [198, 19],
      [198, 20],
      [198, 51],
      [203, 0],
      [168, 63],
      [223, 255],
    );
    const nearby = fc
      .tuple(near, fc.constantFrom(0, 2, 99, 100, 113, 129, 255), fc.nat(255))
      .map(([[a, b], c, d]) => [a!, b!, c, d]);
    fc.assert(
      fc.property(fc.oneof(octets, nearby), (parts) => {
        expect(insideKind(parts.join('.')) !== undefined).toBe(isInsideByArithmetic(parts));
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses every IPv6 form that carries an IPv4 address, public or not', () => {
    fc.assert(
      fc.property(octets, ([a, b, c, d]) => {
        const dotted = `${a}.${b}.${c}.${d}`;
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        expect(isIPv4(dotted)).toBe(true);
        for (const form of [
          `::ffff:${dotted}`,
          `::ffff:${hex}`,
          `::${dotted}`,
          `::ffff:0:${dotted}`,
          `64:ff9b::${dotted}`,
          `64:ff9b:1::${hex}`,
          `2002:${hex}::1`,
          `2001:0:${hex}::1`,
          `2001::${hex}`,
        ]) {
          expect(insideKind(form), form).toBeDefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['169.254.169.254', 'link-local or metadata'],
    ['fd00:ec2::254', 'unique local or metadata'],
    ['100.64.0.1', 'shared (CGNAT)'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['2002:7f00:1::', '6to4'],
    ['2001::1', 'Teredo'],
    ['fe80::1', 'link-local'],
    ['4000::1', 'not global unicast'],
    ['fe80::1%eth0', 'address with a zone'],
    ['localhost', 'no plain address'],
    ['127.1', 'no plain address'],
    ['', 'no plain address'],
  ])('%s is %s', (address, kind) => {
    expect(insideKind(address)).toBe(kind);
  });

  it.each([
    '93.184.216.34',
    '8.8.8.8',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '198.20.0.1',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
    '2001:4860:4860::8888',
    '2003::1',
    '3ffe::1',
  ])('%s is public', (address) => {
    expect(insideKind(address)).toBeUndefined();
  });
});
