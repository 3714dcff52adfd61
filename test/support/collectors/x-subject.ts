// X as the suite and the soak know it.
import { collector } from '../../../src/collectors/x.ts';
import { refusals } from './faults.ts';
import type { Subject } from './subject.ts';
import { createX, token } from './x.ts';

const limited = { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 };
export const isSearch = ({ url }: { url: URL }) => url.pathname === '/2/tweets/search/recent';
export const x: Subject = {
  collector,
  options: { terms: ['Harbour Line'] },
  city: { name: 'Quillport', aliases: [], notUs: ['Quillport Falls'] },
  credentials: { token },
  platform: createX,
  refusals: { 'epoch seconds': refusals.epochSeconds('x-rate-limit-reset', limited) },
  refusalWithoutReset: { status: 429, body: limited },
  expired: () => ({
    status: 401,
    body: { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' },
  }),
  sharesLimit: (a, b) => isSearch(a) === isSearch(b),
  crashes: 4,
};
