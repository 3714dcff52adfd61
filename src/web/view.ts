// What is looked at, as the address of the page says it: everything that a shared link must bring back. Pure.
import type { Interval } from '../charts/series-answer.ts';

export const periods = ['24h', '7d', '30d', '90d', '12m'] as const;
export type PeriodName = (typeof periods)[number] | 'custom';
export const lists = ['topics', 'places'] as const;
export type ListName = (typeof lists)[number];
export type SentimentFilter = 'negative' | 'neutral' | 'positive';

export interface View {
  /** id; without it the installation's default */
  city?: string;
  period: PeriodName;
  /** of a custom period: dates of the city, `from` inclusive, `to` exclusive */
  from?: string;
  to?: string;
  /** without it the period's own */
  interval?: Interval;
  topic?: string;
  place?: string;
  /** of the posts that are listed */
  sentiment?: SentimentFilter;
  /** what the colours of the map say */
  map: 'sentiment' | 'posts';
  /** lists that are shown to their end */
  more: ListName[];
}

export const defaultView: View = { period: '30d', map: 'sentiment', more: [] };

const isDate = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** A name in a link may be anything; what no profile could have is not asked for. */
const name = (text: string | null): string | undefined =>
  text !== null && text !== '' && text.length <= 100 ? text : undefined;

function oneOf<T extends string>(text: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((value) => value === text);
}

/** Reads the query string; whatever is not understood is as if it were not there. */
export function parseView(search: string): View {
  const given = new URLSearchParams(search);
  const [from, to] = [given.get('from'), given.get('to')];
  const isCustom = isDate(from) && isDate(to) && from < to;
  const view: View = {
    ...defaultView,
    period: isCustom ? 'custom' : (oneOf(given.get('period'), periods) ?? defaultView.period),
    map: oneOf(given.get('map'), ['sentiment', 'posts'] as const) ?? defaultView.map,
    more: lists.filter((list) => (given.get('more') ?? '').split(',').includes(list)),
  };
  if (isCustom) Object.assign(view, { from, to });
  const optional = {
    city: name(given.get('city')),
    interval: oneOf(given.get('interval'), ['hour', 'day', 'week', 'month'] as const),
    topic: name(given.get('topic')),
    place: name(given.get('place')),
    sentiment: oneOf(given.get('sentiment'), ['negative', 'neutral', 'positive'] as const),
  };
  for (const [key, value] of Object.entries(optional))
    if (value !== undefined) Object.assign(view, { [key]: value });
  return view;
}

/** The query string of a view, `?…` or empty; what is as by default is left out. */
export function viewSearch(view: View): string {
  const said = new URLSearchParams();
  const { city, period, from, to, interval, topic, place, sentiment, map, more } = view;
  if (city !== undefined) said.set('city', city);
  if (period === 'custom' && from !== undefined && to !== undefined) {
    said.set('from', from);
    said.set('to', to);
  } else if (period !== defaultView.period && period !== 'custom') said.set('period', period);
  for (const [key, value] of Object.entries({ interval, topic, place, sentiment }))
    if (value !== undefined) said.set(key, value);
  if (map !== defaultView.map) said.set('map', map);
  if (more.length > 0) said.set('more', more.join(','));
  const text = said.toString();
  return text === '' ? '' : `?${text}`;
}
