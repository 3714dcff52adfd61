// An archive with everything that goes wrong in archives: each bad line is told with its number and reason, and ends
// among the dead letters or mended; the rest goes in.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventPosts } from './support/city.ts';
import { parseCounts } from './support/cli.ts';
import { createInstallation, type Installation } from './support/installation.ts';

const [sample] = inventPosts(1) as [Record<string, unknown>];
const line = (id: string, changes: Record<string, unknown> = {}) =>
  JSON.stringify({ ...sample, id, ...changes });

interface Bad {
  name: string;
  text: string;
  /** what is said of it; the line's number goes before */
  says: RegExp;
  fate: 'dead' | 'mended';
}

const cases: Bad[] = [
  { name: 'broken JSON', text: '{"source":"x","id":"broken"', says: /not valid JSON/, fate: 'dead' },
  { name: 'no object', text: '[1,2,3]', says: /object/, fate: 'dead' },
  { name: 'missing text', text: line('no-text', { text: undefined }), says: /text/, fate: 'dead' },
  {
    name: 'an impossible date',
    text: line('date', { createdAt: '2025-02-31T10:00:00Z' }),
    says: /createdAt|date/i,
    fate: 'dead',
  },
  {
    name: 'the year 0001',
    text: line('year-1', { createdAt: '0001-01-01T00:00:00Z' }),
    says: /1990|createdAt|date/i,
    fate: 'dead',
  },
  {
    name: 'the year 9999',
    text: line('year-9999', { createdAt: '9999-12-31T00:00:00Z' }),
    says: /future|createdAt|date/i,
    fate: 'dead',
  },
  {
    name: 'text of 10 MB',
    text: line('huge', { text: 'pothole '.repeat(1_250_000) }),
    says: /cut/,
    fate: 'mended',
  },
  {
    name: 'a lone surrogate',
    text: `{"source":"x","id":"surrogate","createdAt":"2025-03-02T00:00:00Z","text":"half a \\ud83d pair"}`,
    says: /surrogate|U\+FFFD/i,
    fate: 'mended',
  },
  { name: 'NUL', text: line('nul', { text: 'a\u0000b is broken' }), says: /NUL|U\+FFFD/i, fate: 'mended' },
  { name: 'a wrong type', text: line('type', { text: 12 }), says: /text/, fate: 'dead' },
];

describe('an archive with bad lines', () => {
  let here: Installation;
  let stderr: string;
  let stdout: string;
  let lastLine: string;
  const good = 110;
  /** 110 months of dates in one file, a `__proto__` in each. */
  const lines = [
    ...inventPosts(good, '2010-01-15T12:00:00Z', 730.5).map((post) =>
      JSON.stringify(post).replace('{', '{"__proto__":{"polluted":true},"constructor":"x",'),
    ),
    ...cases.map(({ text }) => text),
    line('last'),
  ];
  const dead = cases.filter(({ fate }) => fate === 'dead').length;

  beforeAll(async () => {
    here = await createInstallation();
    const archive = await here.write('bad.jsonl', `${lines.join('\n')}\n`);
    const done = await here.run(['import', archive, '--city', here.city]);
    ({ stderr, lastLine } = done);
    expect(done.code, stderr).toBe(0);
    ({ stdout } = await here.run(['dead', 'list', '--format', 'json', '--city', here.city]));
  });
  afterAll(() => here[Symbol.asyncDispose]());

  it('stores the rest, dates over 110 months included', async () => {
    expect(parseCounts(lastLine)).toEqual({
      read: lines.length,
      stored: lines.length - dead,
      skipped: 0,
      dead,
    });
    const { rows } = await here.ask([
      'summary',
      '--from',
      '2009-12-01',
      '--to',
      '2026-01-01',
      '--city',
      here.city,
    ]);
    expect(rows[0]?.volume).toBe(lines.length - dead);
  });

  it.each(cases.map((bad, index) => ({ ...bad, number: good + index + 1 })))(
    'tells the line and the reason of $name',
    ({ number, says, fate }) => {
      const said = stderr.split('\n').find((each) => each.startsWith(`bad.jsonl:${number}: `));
      expect(said, stderr).toMatch(says);
      expect(said?.endsWith('(mended)')).toBe(fate === 'mended');
    },
  );

  it('keeps a dead letter of each, with its place and reason, and no handle', () => {
    const letters = JSON.parse(stdout) as { where: string; reason: string }[];
    const places = cases.flatMap(({ fate }, index) =>
      fate === 'dead' ? [`bad.jsonl:${good + index + 1}`] : [],
    );
    expect(letters.map(({ where }) => where).sort()).toEqual(places.sort());
    expect(stdout).not.toMatch(/resident\d/);
  });

  it('does not let a key of a line reach a prototype', () => {
    expect(stderr).not.toContain('polluted');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
