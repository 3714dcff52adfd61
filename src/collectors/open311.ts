// 311 requests of a city, by Open311 GeoReport v2. docs/collectors/open311.md. Everything asked for and read here is from
// https://wiki.open311.org/GeoReport_v2/ unless a comment says otherwise.
import { DateTime } from 'luxon';
import { ConfigError } from '../errors.ts';
import { readRateWindow } from '../http/rate-window.ts';
import { termsOf } from '../terms.ts';
import {
  type CollectContext,
  type CollectEnd,
  defineCollector,
  type Page,
  type RawPost,
} from './collector.ts';
import { channelOf, type Endpoint, type Options, optionsSchema } from './open311/options.ts';
import { type Fields, fieldsOf, readRecords, textOf } from './open311/records.ts';
import {
  cursorSchema,
  cutWindows,
  type EndpointState,
  halve,
  mostRequests,
  planWindows,
  takeNew,
  type Window,
} from './open311/windows.ts';

type Context = CollectContext<Options>;
type Pages = AsyncGenerator<Page<ServiceRequest>, CollectEnd | undefined>;

/** A request with what its endpoint adds. */
export interface ServiceRequest {
  fields: unknown;
  endpoint: Endpoint;
}

const maxBytes = 20 * 1024 * 1024;

async function* collect(context: Context): Pages {
  const { options, clock, from, to } = context;
  const cursor = cursorSchema.parse(context.cursor ?? {});
  const known = new Set(options.endpoints.map(channelOf));
  for (const channel of Object.keys(cursor)) if (!known.has(channel)) delete cursor[channel];
  for (const endpoint of options.endpoints) {
    const channel = channelOf(endpoint);
    const nowMs = clock.now().getTime();
    cursor[channel] ??= { windows: [], seen: [] };
    const state = cursor[channel];
    // Windows of a run that was interrupted come first, and end where that run began.
    const isBehind = state.windows.length > 0 && !from && !to;
    if (from || to) {
      const begin = from?.getTime() ?? nowMs - options.backfillDays * 86_400_000;
      if (state.toMs === undefined && state.windows.length === 0)
        state.windows = cutWindows(begin, to?.getTime() ?? nowMs);
    } else planWindows(state, { nowMs, ...options });
    const copyCursor = () => structuredClone(cursor);
    let end = yield* readWindows(context, endpoint, state, copyCursor);
    if (isBehind && !end) {
      planWindows(state, { nowMs, ...options });
      end = yield* readWindows(context, endpoint, state, copyCursor);
    }
    if (end) return end;
  }
  return undefined;
}

/** Reads what is to be read of an endpoint, page by page; each page carries how far it is. */
async function* readWindows(
  context: Context,
  endpoint: Endpoint,
  state: EndpointState,
  cursor: () => unknown,
): Pages {
  const nowMs = context.clock.now().getTime();
  let isCut = false;
  let shape: PageShape = { ids: new Set(), isEmpty: false };
  for (let window = state.windows[0]; window; window = state.windows[0]) {
    if (context.signal.aborted) return { ended: 'stopped', reason: 'it was stopped' };
    const records = await fetchPage(context, endpoint, window);
    const ids = new Set(records.map((fields) => textOf(fieldsOf(fields) ?? {}, 'service_request_id') ?? ''));
    // An endpoint without paging answers every page alike.
    const isRepeated = window.page > 1 && ids.size > 0 && [...ids].every((id) => shape.ids.has(id));
    // One empty page may be a page whose requests are not shown: the next one tells.
    const isLast = isRepeated || (records.length === 0 && (window.page === 1 || shape.isEmpty));
    const halves = isRepeated && records.length >= mostRequests ? halve(window) : undefined;
    isCut ||= isRepeated && records.length >= mostRequests && !halves;
    if (halves) state.windows.splice(0, 1, ...halves);
    else if (isLast) state.windows.shift();
    else state.windows[0] = { ...window, page: window.page + 1 };
    const isNewWindow = state.windows[0]?.page === 1;
    shape = isNewWindow ? { ids: new Set(), isEmpty: false } : { ids, isEmpty: records.length === 0 };
    if (isLast && !halves)
      state.toMs = Math.max(state.toMs ?? 0, window.sinceMs === undefined ? window.toMs : 0);
    const items = isRepeated ? [] : changedOf(records, window, endpoint, state, context.city.timezone, nowMs);
    yield pageOf({ endpoint, window, items, isDone: isLast && !halves, cursor: cursor() });
  }
  return isCut
    ? { ended: 'truncated', reason: 'the endpoint gives no more than 1,000 requests of a minute' }
    : undefined;
}

interface PageShape {
  ids: ReadonlySet<string>;
  isEmpty: boolean;
}

async function fetchPage(context: Context, endpoint: Endpoint, window: Window): Promise<unknown[]> {
  const { http, turn, noteRate, signal, clock, credentials } = context;
  if (!http) throw new ConfigError('the open311 collector needs the guarded HTTP client');
  const { format } = endpoint;
  const url = addressOf(endpoint, `requests.${format}`, credentials.key);
  url.searchParams.set('start_date', isoOf(window.fromMs));
  url.searchParams.set('end_date', isoOf(window.toMs));
  // Extensions that many endpoints have and others pass over: https://github.com/open311/open311-docs (page, page_size).
  url.searchParams.set('page', String(window.page));
  url.searchParams.set('page_size', String(endpoint.pageSize));
  if (window.sinceMs !== undefined && endpoint.updatedAfter)
    url.searchParams.set('updated_after', isoOf(window.sinceMs));
  await turn(url.host);
  const response = await http.get(url.href, { expect: format, maxBytes, signal });
  noteRate(readRateWindow(response.headers, clock.now().getTime()), url.host);
  return readRecords(response.text(), format, url.host);
}

/** ISO 8601 with seconds, in UTC. */
const isoOf = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

function addressOf(endpoint: Endpoint, name: string, key: string | undefined): URL {
  const url = new URL(`${endpoint.url.replace(/\/+$/, '')}/${name}`);
  if (endpoint.jurisdiction) url.searchParams.set('jurisdiction_id', endpoint.jurisdiction);
  if (key) url.searchParams.set('api_key', key);
  return url;
}

/** What has not been brought in this form before; a second look brings only what has changed since the last one. */
function changedOf(
  records: readonly unknown[],
  window: Window,
  endpoint: Endpoint,
  state: EndpointState,
  timezone: string,
  nowMs: number,
): ServiceRequest[] {
  const all = records.map((value, index) => {
    const fields = fieldsOf(value) ?? {};
    const updated = readTime(fields, 'updated_datetime', timezone);
    const requestedMs = readTime(fields, 'requested_datetime', timezone)?.toMillis() ?? nowMs;
    const stamp = `${textOf(fields, 'status')} ${updated?.toMillis()} ${textOf(fields, 'description')?.length}`;
    const id = textOf(fields, 'service_request_id') ?? `without id ${window.fromMs} ${window.page} ${index}`;
    return { id, stamp, requestedMs, updatedMs: updated?.toMillis(), item: { fields: value, endpoint } };
  });
  const { sinceMs } = window;
  const wanted =
    sinceMs === undefined
      ? all
      : all.filter(({ updatedMs }) => updatedMs === undefined || updatedMs >= sinceMs);
  return takeNew(state, wanted, nowMs).map(({ item }) => item);
}

function pageOf({
  endpoint,
  window,
  items,
  isDone,
  cursor,
}: {
  endpoint: Endpoint;
  window: Window;
  items: ServiceRequest[];
  isDone: boolean;
  cursor: unknown;
}): Page<ServiceRequest> {
  const channel = channelOf(endpoint);
  const { fromMs, toMs, page, sinceMs } = window;
  const interval = { from: new Date(fromMs), to: new Date(toMs) };
  const isCovered = isDone && sinceMs === undefined;
  return {
    name: `${channel} ${fromMs} ${toMs} ${page}`,
    ...{ items, cursor },
    ...(isCovered && { covered: [interval, { ...interval, channel }] }),
  };
}

/** Times should carry an offset; those that do not are the city's own. */
function readTime(fields: Fields, name: string, timezone: string): DateTime | undefined {
  const text = textOf(fields, name);
  const time = text === undefined ? undefined : DateTime.fromISO(text.replace(' ', 'T'), { zone: timezone });
  return time?.isValid ? time : undefined;
}

function geoOf(fields: Fields): { lat: number; lon: number } | undefined {
  const [lat, lon] = [Number(textOf(fields, 'lat')), Number(textOf(fields, 'long'))];
  // 0, 0 is what is written where nothing is known
  return Number.isFinite(lat) && Number.isFinite(lon) && (lat !== 0 || lon !== 0) ? { lat, lon } : undefined;
}

export const collector = defineCollector<ServiceRequest, Options>({
  source: 'open311',
  homepage: 'https://wiki.open311.org/GeoReport_v2/',
  terms: termsOf('open311'),
  options: optionsSchema,
  secrets: [],
  secretsOf: ({ key }) => (key ? ['key'] : []),
  every: 'every hour',
  collect,
  toPost(item, { city }) {
    const fields = fieldsOf(item?.fields);
    if (!fields) return { dead: 'not a service request' };
    const id = textOf(fields, 'service_request_id');
    // A request that is still being entered has a token and no id; it comes again with one.
    if (!id) return textOf(fields, 'token') ? { skip: 'has no id yet' } : { dead: 'without an id' };
    const created = readTime(fields, 'requested_datetime', city.timezone);
    if (!created) return { dead: 'without a time of the request' };
    return requestPost(item.endpoint, fields, { id, created, timezone: city.timezone });
  },
  async check({ options, http, turn, signal, credentials }) {
    for (const endpoint of options.endpoints) {
      const { format } = endpoint;
      const url = addressOf(endpoint, `services.${format}`, credentials.key);
      await turn(url.host);
      const response = await http!.get(url.href, { expect: format, signal });
      if (readRecords(response.text(), format, url.host).length === 0)
        return `${channelOf(endpoint)} lists no services: is the jurisdiction right?`;
    }
    return undefined;
  },
});

/** Neither the address nor the notes of the agency: one may be somebody's home, the other is not a resident's voice. */
function requestPost(
  endpoint: Endpoint,
  fields: Fields,
  { id, created, timezone }: { id: string; created: DateTime; timezone: string },
): RawPost {
  const channel = channelOf(endpoint);
  const name = textOf(fields, 'service_name');
  const code = textOf(fields, 'service_code');
  const status = textOf(fields, 'status')?.toLowerCase();
  const closed = status === 'closed' ? readTime(fields, 'updated_datetime', timezone) : undefined;
  return {
    source: 'open311',
    id: `${channel}/${id}`,
    channel,
    kind: 'request',
    createdAt: created.toUTC().toISO()!,
    text: textOf(fields, 'description') ?? '',
    title: name ?? code,
    ...(endpoint.link && { url: endpoint.link.replaceAll('{id}', encodeURIComponent(id)) }),
    geo: geoOf(fields),
    service: { code, name, status, closedAt: closed?.toUTC().toISO() ?? undefined },
  };
}
