// Mastodon as the suite and the soak know it.
import { collector } from '../../../src/collectors/mastodon.ts';
import { refusals } from './faults.ts';
import { closed, createInstances, open, token } from './mastodon.ts';
import type { Subject } from './subject.ts';

const limited = { error: 'Too many requests' };
export const mastodon: Subject = {
  collector,
  options: { instances: [open, { host: closed, token: 'harbour' }], hashtags: ['Quillport'] },
  credentials: { harbour: token },
  platform: createInstances,
  refusals: {
    'an ISO time': refusals.isoTime('x-ratelimit-reset', limited),
    'Retry-After in seconds': refusals.retryAfterSeconds(limited),
  },
  refusalWithoutReset: { status: 429, body: limited },
  expired: () => ({ status: 401, body: { error: 'The access token is invalid' } }),
  crashes: 5,
};
