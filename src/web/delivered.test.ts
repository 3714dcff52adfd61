import { expect, it } from 'vitest';
import { recipientsOf, undeliveredWords } from './delivered.ts';

const row = (recipient: string, state: string, more: object = {}) => ({
  ...{ kind: 'weekly', about: '2026-W46', audience: 'city', recipient, state },
  ...{ isUndelivered: state === 'failed' || state === 'uncertain', ...more },
});

it('says how much was not delivered, and nothing when all was', () => {
  expect(undeliveredWords([row('mayor', 'sent')])).toBe('');
  expect(undeliveredWords([row('mayor', 'failed')])).toBe('1 message not delivered');
  expect(undeliveredWords([row('mayor', 'failed'), row('chat', 'uncertain')])).toBe(
    '2 messages not delivered',
  );
});

it('names those who got a summary, and those who did not', () => {
  const rows = [
    row('mayor', 'sent'),
    row('archive', 'failed'),
    row('chat', 'waiting'),
    row('streets', 'sent', { audience: 'streets' }),
    row('clerk', 'sent', { about: '2026-W45' }),
    row('desk', 'sent', { kind: 'digest' }),
  ];
  expect(recipientsOf(rows, { week: '2026-W46', audience: 'city' })).toBe(
    'to archive (failed), chat (not yet), mayor',
  );
  expect(recipientsOf(rows, { week: '2026-W44', audience: 'city' })).toBe('');
});
