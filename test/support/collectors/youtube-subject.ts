// YouTube as the suite and the soak know it.
import { collector } from '../../../src/collectors/youtube.ts';
import { refusals } from './faults.ts';
import type { Subject } from './subject.ts';
import { channel, createYouTube, fault, key } from './youtube.ts';

export const youtube: Subject = {
  collector,
  options: { channels: [channel] },
  credentials: { key },
  platform: createYouTube,
  refusals: {
    'Retry-After in seconds': refusals.retryAfterSeconds({ error: { code: 429, message: 'later' } }),
  },
  refusalWithoutReset: { status: 429, body: { error: { code: 429, message: 'later' } } },
  expired: () => fault(400, 'keyInvalid'),
  crashes: 4,
};
