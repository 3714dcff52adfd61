// The 311 collector and its platform, for its own test and for the soak.
import { collector } from '../../../src/collectors/open311.ts';
import { refusals } from './faults.ts';
import { createCity311, endpoint, type Manner } from './open311.ts';
import type { Subject } from './subject.ts';

export const open311 = (
  format: 'json' | 'xml' = 'json',
  manner: Manner = {},
  more: object = {},
): Subject => ({
  collector,
  options: { endpoints: [{ ...endpoint, format }], ...more },
  platform: (wishes) => createCity311(wishes, manner),
  refusals: { 'Retry-After': refusals.retryAfterSeconds('slow down') },
  refusalWithoutReset: { status: 429, body: 'slow down' },
  crashes: 4,
});
