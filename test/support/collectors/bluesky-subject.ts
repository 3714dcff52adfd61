// Bluesky as the suite and the soak know it.
import { collector } from '../../../src/collectors/bluesky.ts';
import { cityHall, createNetwork, jetstream } from './bluesky.ts';
import { refusals } from './faults.ts';
import type { Subject } from './subject.ts';

export const bluesky: Subject = {
  collector,
  options: { authors: [cityHall], jetstream, quietSeconds: 2 },
  city: { name: 'Quillport', aliases: [], notUs: ['Quillport Falls'] },
  platform: createNetwork,
  refusals: {
    'RateLimit-Reset in seconds left': refusals.secondsLeft('ratelimit-reset', {
      error: 'RateLimitExceeded',
    }),
    'Retry-After in seconds': refusals.retryAfterSeconds(),
  },
  refusalWithoutReset: { status: 429, body: { error: 'RateLimitExceeded' } },
  crashes: 5,
};
