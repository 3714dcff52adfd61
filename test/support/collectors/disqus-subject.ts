// Disqus as the suite and the soak know it.
import { collector } from '../../../src/collectors/disqus.ts';
import { createDisqus, disqusError, forum, key } from './disqus.ts';
import { refusals } from './faults.ts';
import type { Subject } from './subject.ts';

const limited = { code: 14, response: 'words for people' };

export const disqus: Subject = {
  collector,
  options: { forums: [{ forum, channel: 'herald.example' }], backfillDays: 7 },
  credentials: { key },
  platform: createDisqus,
  refusals: {
    'epoch seconds': refusals.epochSeconds('x-ratelimit-reset', limited),
    'Retry-After in seconds': refusals.retryAfterSeconds(limited),
  },
  refusalWithoutReset: { status: 400, body: { code: 13, response: 'words for people' } },
  expired: () => disqusError(401, 5),
  crashes: 4,
};
