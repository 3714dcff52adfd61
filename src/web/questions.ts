// The questions of a view, as paths of the API. Pure.
import type { Period } from './period.ts';
import type { View } from './view.ts';

export type QuestionName = 'summary' | 'volume' | 'sentiment' | 'topics' | 'places' | 'posts' | 'coverage';

const postsAPage = 15;

function path(query: string, params: Record<string, string | number | undefined>): string {
  const said = Object.entries(params).filter(([, value]) => value !== undefined);
  return `/api/v1/${query}?${new URLSearchParams(said.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

/** Topics are listed without the topic filter, and places without theirs, so that one can change to another. */
export function questions(city: string, view: View, period: Period): Record<QuestionName, string> {
  const { from, to, interval } = period;
  const { topic, place, sentiment } = view;
  const base = { city, from, to };
  return {
    summary: path('summary', { ...base, topic, place }),
    volume: path('series', { ...base, metric: 'volume', interval, topic, place }),
    sentiment: path('series', { ...base, metric: 'sentiment', interval, topic, place }),
    topics: path('topics', { ...base, place, limit: 500 }),
    places: path('places', { ...base, topic, limit: 500 }),
    posts: path('posts', { ...base, topic, place, sentiment, limit: postsAPage }),
    coverage: path('coverage', { ...base, limit: 200 }),
  };
}
