import { describe, expect, it } from 'vitest';
import { createMention, namesOf } from './mention.ts';

describe('createMention', () => {
  const isOurs = createMention(
    ['Quillport', 'Port of Quills', 'Ñuñoa'],
    ['Quillport Falls', 'new quillport'],
  );

  it.each([
    'I love quillport.',
    '#QUILLPORT',
    'the port of quills, again',
    'Ｑｕｉｌｌｐｏｒｔ in full width',
    'Quillport Falls is not Quillport',
    'vivo en Ñuñoa',
    '🌉Quillport🌉',
  ])('finds us in "%s"', (text) => expect(isOurs(text)).toBe(true));

  it.each([
    'Quillports',
    'aquillport',
    'Quillport Falls',
    'New Quillport',
    'Quillportñ',
    '',
    '__proto__',
    '\ud800',
  ])('does not find us in "%s"', (text) => expect(isOurs(text)).toBe(false));

  it('costs linear time on hostile text', () => {
    const begin = process.cpuUsage();
    expect(isOurs('quillporta'.repeat(100_000))).toBe(false);
    expect(isOurs('🌉'.repeat(100_000))).toBe(false);
    expect(process.cpuUsage(begin).user).toBeLessThan(5_000_000);
  });
});

it('namesOf has every name once, and none that is too short to mean anything', () => {
  const city = {
    id: 'q',
    timezone: 'UTC',
    officialAccounts: [],
    sources: {},
    name: 'Quillport',
    aliases: ['QP', 'quillport'],
  };
  expect(namesOf(city, ['Harbour Line'])).toEqual(['Quillport', 'Harbour Line']);
});
