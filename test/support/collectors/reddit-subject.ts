// Reddit as the suite and the soak know it.
import { collector } from '../../../src/collectors/reddit.ts';
import { refusals } from './faults.ts';
import { clientId, clientSecret, createReddit } from './reddit.ts';
import type { Subject } from './subject.ts';

export const reddit: Subject = {
  collector,
  options: { operator: 'quill_ops', subreddits: ['r/quillport'], search: true },
  city: { name: 'Quillport' },
  credentials: { clientId, clientSecret },
  platform: createReddit,
  refusals: {
    'seconds left': refusals.secondsLeft('x-ratelimit-reset', { message: 'Too Many Requests', error: 429 }),
  },
  refusalWithoutReset: { status: 429, body: { message: 'Too Many Requests', error: 429 } },
  expired: () => ({ status: 401, body: { message: 'Unauthorized', error: 401 } }),
  crashes: 4,
};
