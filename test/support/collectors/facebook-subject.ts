// Facebook as the suite and the soak know it.
import { collector } from '../../../src/collectors/facebook.ts';
import { createFacebook, graphError, page, token } from './facebook.ts';
import { refusals } from './faults.ts';
import type { Subject } from './subject.ts';

const later = { error: { message: 'later', type: 'OAuthException', code: 4, fbtrace_id: 'A' } };
export const facebook: Subject = {
  collector,
  options: { pages: [page] },
  credentials: { token },
  platform: createFacebook,
  refusals: {
    'estimated_time_to_regain_access in minutes': (reset, now) => ({
      status: 400,
      headers: {
        'x-business-use-case-usage': JSON.stringify({
          [page]: [
            {
              type: 'pages',
              call_count: 100,
              total_cputime: 1,
              total_time: 1,
              estimated_time_to_regain_access: Math.ceil((reset - now) / 60_000),
            },
          ],
        }),
      },
      body: later,
    }),
    'Retry-After in seconds': refusals.retryAfterSeconds(later),
  },
  refusalWithoutReset: { status: 400, body: later },
  expired: () => graphError(401, 190, 463),
  crashes: 4,
};
