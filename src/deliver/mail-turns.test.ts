import { expect, it } from 'vitest';
import { createMailTurns } from './mail-turns.ts';

const smtp = (host: string) => ({
  delivery: {
    smtp: { host, port: 25, security: 'tls' as const, from: 'e@port.example' },
    recipients: [],
  },
});
const mail = { channel: 'smtp' as const };

it('four e-mails at a time for a server; other servers and channels are not held up', () => {
  const turns = createMailTurns();
  const given = Array.from({ length: 4 }, () => turns.take(smtp('a'), mail)!);
  expect(turns.take(smtp('a'), mail)).toBeUndefined();
  expect(turns.take(smtp('b'), mail)).toBeDefined();
  expect(turns.take(smtp('a'), { channel: 'folder' })).toBeDefined();
  given[0]!();
  expect(turns.take(smtp('a'), mail)).toBeDefined();
  expect(turns.take(smtp('a'), mail)).toBeUndefined();
});
