// The filters of a query, checked against the city: unknown names are refused with the nearest known ones.
import leven from 'leven';
import { intents, kinds } from '../../post.ts';
import { badParameter, type QueryCity } from './define.ts';
import { leftOut } from './params.ts';
import { SearchError } from './search/lexemes.ts';
import { parseSearch } from './search/parse.ts';
import type { Search, SearchField } from './search/search.ts';

export interface Filter {
  topics: string[];
  places: string[];
  sources: string[];
  kinds: string[];
  langs: string[];
  sentiments: string[];
  intents: string[];
  /** of what sentiment leaves out, what it counts here */
  include: string[];
  search?: Search;
}

export interface FilterQuery {
  topic?: string;
  place?: string;
  source?: string;
  kind?: string;
  lang?: string;
  sentiment?: string;
  intent?: string;
  q?: string;
  include?: string;
}

const sentiments = ['negative', 'neutral', 'positive', 'unknown'];
const mostNames = 100;

function split(name: string, value: string | undefined): string[] {
  if (value === undefined) return [];
  const parts = value.split(',').map((part) => part.trim());
  const list = [...new Set(parts.filter((part) => part !== ''))];
  if (list.length > mostNames) throw badParameter(name, `expected at most ${mostNames} names`, value);
  return list;
}

/** Up to five known names that look like the unknown one, else the first few. */
function nearest(unknown: string, known: readonly string[]): string[] {
  const wanted = unknown.toLowerCase();
  const scored = known
    .map((name) => ({
      name,
      distance: name.toLowerCase().includes(wanted) ? 0 : leven(wanted, name.toLowerCase()),
    }))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
  const close = scored.filter(({ distance }) => distance <= Math.max(2, wanted.length / 2));
  return (close.length > 0 ? close : scored).slice(0, 5).map(({ name }) => name);
}

/** Ids of the given names; a name may be the id itself or the label, in any case. */
function known(
  name: string,
  value: string | undefined,
  list: readonly { id: string; label: string }[],
): string[] {
  const byName = new Map(list.flatMap(({ id, label }) => [[label.toLowerCase(), id] as const]));
  for (const { id } of list) byName.set(id.toLowerCase(), id);
  return split(name, value).map((part) => {
    const id = byName.get(part.toLowerCase());
    if (id !== undefined) return id;
    const ids = list.map((entry) => entry.id);
    throw badParameter(
      name,
      `${part} is not known here; did you mean ${nearest(part, ids).join(', ')}?`,
      value,
    );
  });
}

function oneOf(name: string, value: string | undefined, allowed: readonly string[]): string[] {
  const list = split(name, value);
  const unknown = list.find((part) => !allowed.includes(part));
  if (unknown !== undefined)
    throw badParameter(name, `expected ${allowed.join(', ')}, not ${unknown}`, value);
  return list;
}

function shaped(name: string, value: string | undefined, shape: RegExp, expected: string): string[] {
  const list = split(name, value);
  if (list.some((part) => !shape.test(part))) throw badParameter(name, `expected ${expected}`, value);
  return list;
}

/** Values of one field, given as parameter `name`. Throws ZodError whose path it is. */
function valuesOf(city: QueryCity, field: SearchField, value: string | undefined, name: string): string[] {
  switch (field) {
    case 'topic':
      return known(name, value, city.topics);
    case 'place': {
      const places = city.neighbourhoods.map((place) => ({ id: place.id, label: place.name }));
      return known(name, value, places);
    }
    case 'source':
      return shaped(name, value, /^[a-z][a-z0-9_-]{0,31}$/, 'names of sources');
    case 'kind':
      return oneOf(name, value, kinds);
    case 'lang':
      return shaped(name, value, /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'codes of languages such as en');
    case 'sentiment':
      return oneOf(name, value, sentiments);
    case 'intent':
      return oneOf(name, value, intents);
  }
}

function readSearch(city: QueryCity, q: string | undefined): Search | undefined {
  if (q === undefined || q.trim() === '') return undefined;
  try {
    return parseSearch(q, (field, value) => valuesOf(city, field, value, 'q'));
  } catch (error) {
    if (error instanceof SearchError) throw badParameter('q', error.message, q);
    throw error;
  }
}

/** Checks every filter. Throws ZodError whose path is the parameter. */
export function resolveFilter(city: QueryCity, query: FilterQuery): Filter {
  const values = (field: SearchField) => valuesOf(city, field, query[field], field);
  const search = readSearch(city, query.q);
  return {
    topics: values('topic'),
    places: values('place'),
    sources: values('source'),
    kinds: values('kind'),
    langs: values('lang'),
    sentiments: values('sentiment'),
    intents: values('intent'),
    include: oneOf('include', query.include, leftOut),
    ...(search && { search }),
  };
}

/** The filters that are set, as an answer tells them. */
export function describeFilter(query: FilterQuery): Record<string, unknown> {
  const { topic, place, source, kind, lang, sentiment, intent, q, include } = query;
  const given = Object.entries({ topic, place, source, kind, lang, sentiment, intent, q, include });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
