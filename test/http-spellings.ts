// Every way we know to write an address or a name that leads inside.

/** Hosts as they stand in a URL. Each must be refused, whatever else about the URL is right. */
export const SPELLINGS: readonly string[] = [
  // loopback, in every base and script that a URL parser takes
  '127.0.0.1 127.1 127.0.1 127.0.0.1. 127.255.255.254 0x7f.1 0x7f.0.0.1 0x7F000001 0X7f.0X0.0X0.0X1 127.0x1',
  '2130706433 2130706433. 017700000001 0177.0.0.1 0177.0.0.01 0000177.0.0.1 127.00.000.0001',
  '１２７.０.０.１ 127。0。0。1 127．0．0．1 127｡0｡0｡1 ①②⑦.⓪.⓪.① %31%32%37.0.0.1 𝟏𝟐𝟕.𝟎.𝟎.𝟏',
  '[::1] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0.0.0.1]',
  // names of loopback and of the inside
  'localhost LOCALHOST localhost. localhost.. a.localhost a.b.localhost. ⓛocalhost lo\u00adcalhost localhost.localdomain',
  'metadata metadata.google.internal printer.local router.lan nas.home.arpa wiki.intranet redis clickhouse',
  // this host, and what some systems make of it
  '0.0.0.0 0 0x0 00 0.1.2.3 [::] [0::0]',
  // IPv4 inside IPv6: mapped, translated, compatible, NAT64, 6to4, Teredo
  '[::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:1] [::FFFF:169.254.169.254] [::ffff:8.8.8.8]',
  '[::ffff:0:127.0.0.1] [::127.0.0.1] [::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::7f00:1] [64:ff9b:1:ffff::10.0.0.1] [2002:7f00:1::] [2002:7f00:1::1] [2002:a9fe:a9fe::]',
  '[2001:0:7f00:1::] [2001::1]',
  // link-local and metadata
  '169.254.169.254 169.254.0.1 0xa9fea9fe 2852039166 0251.0376.0251.0376 169.254.43518 [fe80::1] [febf::1]',
  '[fe80::1%25eth0] [fe80::1%eth0] [fd00:ec2::254] [fd20:ce::254] 100.100.100.200 168.63.129.16 192.0.0.192',
  // private, shared, unique local, site-local
  '10.0.0.1 10.255.255.255 0x0a000001 167772161 012.1 172.16.0.1 172.31.255.254 192.168.0.1 192.168.257 3232235521',
  '100.64.0.1 100.127.255.255 [fc00::1] [fdff::1] [fec0::1]',
  // multicast, broadcast, reserved, documentation, benchmarking, discard, not yet given out
  '224.0.0.1 239.255.255.250 255.255.255.255 0xffffffff 240.0.0.1 192.0.2.1 198.51.100.7 203.0.113.9 198.18.0.1',
  '198.19.255.255 192.88.99.1 [ff02::1] [ff0e::1] [2001:db8::1] [3fff::1] [2001:2::1] [2001:10::1] [100::1]',
  '[5f00::1] [4000::1] [e000::1]',
].flatMap((line) => line.split(' '));

/** Whole URLs that lead inside by their shape. `#` stands for the canary's port. */
export const TRICKS = [
  'http://example.org@127.0.0.1:#/',
  'http://user:secret@example.org/',
  'http://127.0.0.1:#\\@example.org/',
  'http:\\\\127.0.0.1:#\\',
  'http:127.0.0.1:#',
  'http:///127.0.0.1:#/',
  'http://127.0.0.1%00.example.org/',
  'http://127.0.0.1:#\u0000.example.org/',
  'ht\ntp://127.0.0.1:#/',
  'http://127.0.\t0.1:#/',
  ' http://127.0.0.1:#/',
  'http://[::1]:#/',
  'http://[::1].:#/',
  'http://0:#',
  '//127.0.0.1:#/',
  'file:///etc/passwd',
  'ftp://127.0.0.1:#/',
  'gopher://127.0.0.1:#/_x',
  'data:text/plain,x',
  'javascript:alert(1)',
  'unix:/run/docker.sock',
  'http+unix://%2Frun%2Fdocker.sock/',
  'blob:http://127.0.0.1:#/x',
  'ws://127.0.0.1:#/',
  '',
  'http://',
  'http://%/',
  'http://127.0.0.1:99999/',
  'http://example.org:22/',
  'http://example.org:6379/',
  'https://example.org:8443/',
] as const;
