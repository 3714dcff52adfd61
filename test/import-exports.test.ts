// Exports of other services as an analyst brings them in: by their header, by --map, and an account's own archive of X.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCounts } from './support/cli.ts';
import { createInstallation, type Installation } from './support/installation.ts';

let here: Installation;
beforeAll(async () => {
  here = await createInstallation();
});
afterAll(() => here[Symbol.asyncDispose]());

const shared = '1990000000000000001';
const csv = (...rows: string[][]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');

const brandwatch = csv(
  ['Query Id', 'Date', 'Title', 'Url', 'Domain', 'Author', 'Full Text', 'Thread Id', 'Thread Author'],
  [
    ...['9', '2026-03-01 10:00:00.0', '', `https://twitter.com/wren_of_quay/status/${shared}`],
    ...['twitter.com', 'wren_of_quay', 'The ferry to Harbor Point is late "again"', '', ''],
  ],
  [
    ...['9', '2026-03-02 08:30:00.0', 'Ferry', 'https://herald.example/ferry', 'herald.example'],
    ...['Rosalind Quayside', 'The council speaks about the ferry on Tuesday', 't1', ''],
  ],
);
const meltwater = [
  ['Date', 'Time', 'Document ID', 'URL', 'Source Domain', 'Author Handle', 'Title', 'Opening Text'],
  ['2026-03-03', '09:15', 'd1', 'https://courier.example/1', 'courier.example', 'desk', 'Lights'],
].map((row, index) =>
  [...row, ...(index === 0 ? ['Hit Sentence'] : ['The lights are out.', 'Nobody said why.'])].join('\t'),
);
const archive = `window.YTD.tweets.part0 = ${JSON.stringify(
  [
    {
      id_str: shared,
      full_text: 'The ferry to Harbor Point is late "again"',
      created_at: 'Sun Mar 01 16:00:00 +0000 2026',
    },
    {
      id_str: '1990000000000000002',
      full_text: 'Bread &amp; roses',
      created_at: 'Mon Mar 02 12:00:00 +0000 2026',
    },
    { id_str: '1990000000000000003', full_text: 'RT @quay_neighbour: not mine', created_at: 'x' },
  ].map((tweet) => ({ tweet })),
)}`;

it('become posts with the terms of where they were written, and one post is one row whoever exported it', {
  timeout: 300_000,
}, async () => {
  const imports: [string, string | Buffer, string[], string][] = [
    ['mentions.csv', brandwatch, ['--map', 'brandwatch'], 'brandwatch'],
    ['table.tsv', Buffer.from(`\ufeff${meltwater.join('\n')}\n`, 'utf16le'), [], 'meltwater'],
    ['tweets.js', archive, ['--map', 'x-archive'], 'x-archive'],
  ];
  const counts: unknown[] = [];
  for (const [name, content, flags, service] of imports) {
    const path = await here.write(name, content);
    const { code, stderr, lastLine } = await here.run(['import', path, ...flags, '--city', here.city]);
    expect(stderr).toContain(`read as an export of ${service}`);
    expect(code).toBe(0);
    counts.push(parseCounts(lastLine));
  }
  expect(counts).toEqual([
    { read: 2, stored: 2, skipped: 0, dead: 0 },
    { read: 1, stored: 1, skipped: 0, dead: 0 },
    { read: 3, stored: 2, skipped: 1, dead: 0 },
  ]);
  const period = ['--from', '2026-02-28', '--to', '2026-03-10'];
  const { rows } = await here.ask(['posts', ...period, '--city', here.city]);
  expect(rows.map(({ source, time }) => `${source} ${time}`).sort()).toEqual([
    'brandwatch 2026-03-02T08:30:00-06:00',
    'meltwater 2026-03-03T09:15:00-06:00',
    'x 2026-03-01T10:00:00-06:00',
    'x 2026-03-02T06:00:00-06:00',
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/wren_of_quay|Rosalind|quay_neighbour/);
});
