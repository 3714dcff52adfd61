// The local press as the suite and the soak know it.
import { collector } from '../../../src/collectors/news.ts';
import { refusals } from './faults.ts';
import { bulletin, courier, createPress, gazette, herald } from './press.ts';
import type { Subject } from './subject.ts';

export const news: Subject = {
  collector,
  options: {
    feeds: [
      `https://${herald}/feed/`,
      `https://${gazette}/feed/`,
      `https://${courier}/feed.atom`,
      { url: `https://${bulletin}/feed.json`, comments: 'off' },
    ],
    backfillDays: 7,
  },
  platform: createPress,
  // Web servers say it so (RFC 9110, 10.2.3); sites have no header of their own.
  refusals: {
    'Retry-After in seconds': refusals.retryAfterSeconds('slow down'),
    'Retry-After as a date': refusals.retryAfterDate('slow down'),
  },
  refusalWithoutReset: { status: 429, body: 'slow down' },
  isUncounted: ({ url }) => url.pathname === '/robots.txt',
  undated: [`${bulletin}/story-82`],
  crashes: 3,
};
