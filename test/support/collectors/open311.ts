// A 311 endpoint as https://wiki.open311.org/GeoReport_v2/ describes it, with the `page` extensions.
import type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from '../collector-suite.ts';

const host = '311.quillport.example';
const pageSize = 40;
const minuteMs = 60_000;

export interface Request311 {
  service_request_id?: string;
  token?: string;
  status: 'open' | 'closed';
  status_notes?: string;
  service_name: string;
  service_code: string;
  description?: string;
  agency_responsible?: string;
  requested_datetime: string;
  updated_datetime?: string;
  address?: string;
  lat?: number | string;
  long?: number | string;
  media_url?: string;
}

const services = [
  {
    service_code: '001',
    service_name: 'Pothole',
    description: 'Holes in the road',
    metadata: true,
    type: 'realtime',
    keywords: 'road, hole',
    group: 'streets',
  },
  {
    service_code: '002',
    service_name: 'Street light out',
    description: 'A lamp is dark',
    metadata: false,
    type: 'realtime',
    keywords: '',
    group: 'streets',
  },
  {
    service_code: '003',
    service_name: 'Missed collection',
    description: 'Trash was left',
    metadata: false,
    type: 'batch',
    keywords: '',
    group: 'waste',
  },
];

/** Eastern time with an offset, as the documentation's own examples have it. */
const timeOf = (ms: number) => `${new Date(ms - 5 * 3_600_000).toISOString().slice(0, 19)}-05:00`;

export interface City311 extends Platform {
  requests: Request311[];
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function toXml(outer: string, inner: string, entries: readonly object[]): string {
  const fields = (entry: object) =>
    Object.entries(entry)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
      .join('');
  const body = entries.map((entry) => `<${inner}>${fields(entry)}</${inner}>`).join('\n');
  return `<?xml version="1.0" encoding="utf-8"?>\n<${outer}>\n${body}\n</${outer}>\n`;
}

export interface Manner {
  /** as some endpoints do: `page` is passed over, and every answer is all there is */
  ignoresPages?: boolean;
}

export function createCity311(
  { now, hasEmptyPage, repeatsItems }: PlatformWishes,
  manner: Manner = {},
): City311 {
  const begin = now();
  let made = 0;
  const make = (requestedMs: number): Request311 => {
    made++;
    const service = services[made % services.length]!;
    const isClosed = made % 4 === 0;
    return {
      service_request_id: String(900_000 + made),
      status: isClosed ? 'closed' : 'open',
      status_notes: isClosed ? 'Done by crew 7' : '',
      service_name: service.service_name,
      service_code: service.service_code,
      // many requests are a choice in a form and no words
      description: made % 9 === 0 ? '' : `It has been like this for ${made} days & nobody <came>`,
      agency_responsible: 'Public Works',
      requested_datetime: timeOf(requestedMs),
      updated_datetime: timeOf(requestedMs + (isClosed ? 5 * minuteMs : 0)),
      address: '17 Larch Row, Quillport',
      lat: 40.05 + made / 10_000,
      long: String(-89.95),
      media_url: '',
    };
  };
  const requests = Array.from({ length: 215 }, (_, index) => make(begin - (220 - index) * 12 * minuteMs));
  // one that is still being entered
  requests.push({ ...make(begin - 2 * minuteMs), service_request_id: undefined, token: 'tok-551' });

  function list({ url }: PlatformRequest): Request311[] {
    const query = url.searchParams;
    const time = (name: string, otherwise: number) => Date.parse(query.get(name) ?? '') || otherwise;
    const [from, to] = [time('start_date', begin - 90 * 86_400_000), time('end_date', now())];
    const found = requests.filter(({ requested_datetime }) => {
      const at = Date.parse(requested_datetime);
      return at >= from && at <= to;
    });
    if (manner.ignoresPages) return found;
    let page = Number(query.get('page') ?? 1);
    const size = Math.min(Number(query.get('page_size') ?? 50), pageSize);
    if (hasEmptyPage && page === 3) return [];
    if (hasEmptyPage && page > 3) page--;
    const start = (page - 1) * size - (repeatsItems && page > 1 ? 7 : 0);
    return found.slice(start, page * size);
  }

  function answer(request: PlatformRequest): PlatformAnswer {
    const [, name, format] = /\/open311\/v2\/(\w+)\.(json|xml)$/.exec(request.url.pathname) ?? [];
    if (request.url.searchParams.get('jurisdiction_id') !== 'quillport.example')
      return { status: 404, body: [{ code: 404, description: 'jurisdiction_id provided was not found' }] };
    if (name !== 'requests' && name !== 'services')
      return { status: 404, body: [{ code: 404, description: 'no such resource' }] };
    const entries = name === 'services' ? services : list(request);
    if (format === 'json') return { body: entries };
    const xml =
      name === 'services'
        ? toXml('services', 'service', entries)
        : toXml('service_requests', 'request', entries);
    return { headers: { 'content-type': 'text/xml; charset=utf-8' }, body: xml };
  }

  const idOf = ({ service_request_id }: Request311) => `quillport.example/${service_request_id}`;
  return {
    requests,
    hosts: [host],
    accounts: ['Larch Row', 'crew 7'],
    answer,
    isPage: ({ url }) => url.pathname.includes('/requests.'),
    ids: () => requests.filter((request) => request.service_request_id).map(idOf),
    add(count) {
      for (let index = 0; index < count; index++) requests.push(make(now() - (count - index) * 1_000));
    },
  };
}

export const endpoint = {
  url: `https://${host}/open311/v2/`,
  jurisdiction: 'quillport.example',
  link: 'https://311.quillport.example/requests/{id}',
};
