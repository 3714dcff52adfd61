import { expect, it } from 'vitest';
import { alertExample } from '../api/alert-example.ts';
import { type Alert, openAlerts } from './alert.ts';

it('what is open is not over and no flood, seen or not, the newest first by the instant', () => {
  const alert = (id: string, change: Partial<Alert>): Alert => ({ ...alertExample, id, ...change });
  const alerts = [
    alert('silent for days', { foundAt: '2026-03-01T00:00:00-06:00' }),
    alert('before the clock changed', { foundAt: '2026-11-01T01:50:00-05:00', state: 'acknowledged' }),
    alert('after it', { foundAt: '2026-11-01T01:10:00-06:00' }),
    alert('over', { state: 'over' }),
    alert('flood', { flood: 'copies' }),
  ];
  expect(openAlerts(alerts).map(({ id }) => id)).toEqual([
    'after it',
    'before the clock changed',
    'silent for days',
  ]);
});
