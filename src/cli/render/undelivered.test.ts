import { expect, it } from 'vitest';
import { renderUndelivered } from './undelivered.ts';

it('says nothing when everything arrived, else who lacks what and why', () => {
  expect(renderUndelivered([])).toBe('');
  const failed = {
    ...{ id: 'a', kind: 'weekly', about: '2026-W46', recipient: 'mayor', state: 'failed', attempts: 1 },
    error: 'mail.port.example answered 550\nto RCPT',
  };
  expect(renderUndelivered([failed, { ...failed, state: 'waiting', attempts: 3 }]).split('\n')).toEqual([
    '2 messages were not delivered:',
    '  mayor: weekly 2026-W46 is failed — mail.port.example answered 550 to RCPT',
    '  mayor: weekly 2026-W46 is tried again after 3 attempts — mail.port.example answered 550 to RCPT',
    '  see: earshot deliveries --failed, earshot deliveries resend ID',
    '',
  ]);
});
