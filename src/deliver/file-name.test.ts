import fc from 'fast-check';
import { expect, it } from 'vitest';
import { folderOf, pathPart } from './file-name.ts';

const hostile = fc.constantFrom(
  '.',
  '/',
  '\\',
  '-',
  '\0',
  '\n',
  '\u202e',
  '\ud800',
  'a',
  'é',
  '😀',
  ' ',
  '~',
  ':',
);

it('a part of a path leads nowhere else, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: hostile }), (text) => {
      const part = pathPart(text);
      expect(part).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u);
      expect(part.length).toBeLessThanOrEqual(120);
    }),
  );
  expect(pathPart('../../etc/passwd')).toBe('etc-passwd');
  expect(pathPart('2026-W46')).toBe('2026-W46');
  expect(pathPart('ä'.repeat(1_000_000))).toHaveLength(120);
  expect(pathPart(`a${'.'.repeat(1_000_000)}b`)).toBe('a');
});

it('the whole city, an audience, and a further copy have folders of their own', () => {
  const delivery = {
    ...{ city: 'port', id: 'a', message: 'b', kind: 'weekly', about: '2026-W46', audience: 'city' },
    ...{ recipient: 'shelf', channel: 'folder', copy: 0, state: 'waiting' as const, attempts: 0, error: '' },
    ...{ askedAt: '', changedAt: '' },
  };
  expect(folderOf({ delivery })).toEqual(['port', 'weekly', '2026-W46']);
  expect(folderOf({ delivery: { ...delivery, audience: 'streets', copy: 2 } })).toEqual([
    ...['port', 'weekly', '2026-W46', 'streets', 'copy-2'],
  ]);
});
