// Coral as the suite and the soak know it.
import { collector } from '../../../src/collectors/coral.ts';
import { coralError, createCoral, host, token } from './coral.ts';
import { refusals } from './faults.ts';
import type { Subject } from './subject.ts';

const limited = { errors: [{ message: 'later', extensions: { code: 'RATE_LIMIT_EXCEEDED' } }] };

export const coral: Subject = {
  collector,
  options: { installations: [{ url: `https://${host}`, channel: 'herald.example' }], backfillDays: 7 },
  credentials: { token },
  platform: createCoral,
  // Coral names no moment; what stands before it does.
  refusals: { 'Retry-After in seconds': refusals.retryAfterSeconds(limited) },
  refusalWithoutReset: { status: 200, body: limited },
  expired: () => coralError(401, 'TOKEN_INVALID'),
  crashes: 4,
};
