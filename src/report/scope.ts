// What one report is about: a city, a week, and the topics and neighbourhoods of its reader.
import type { Audience, City } from '../config.ts';
import { addDays } from '../store/city-time.ts';
import type { Week } from '../store/iso-week.ts';

export interface Scope {
  city: City;
  /** undefined: the whole city */
  audience?: Audience;
  week: Week;
}

/** Parameters that every question of a report has in common; dates are days of the city, `to` exclusive. */
export type ScopeParams = {
  from: string;
  to: string;
  topic?: string;
  place?: string;
};

export function paramsOf({ audience, week: { from, to } }: Scope): ScopeParams {
  const { topics = [], places = [] } = audience ?? {};
  return {
    ...{ from, to },
    ...(topics.length > 0 && { topic: topics.join(',') }),
    ...(places.length > 0 && { place: places.join(',') }),
  };
}

/** The same questions, `weeks` before. */
export const weeksBefore = (params: ScopeParams, weeks: number): ScopeParams => ({
  ...params,
  from: addDays(params.from, -7 * weeks),
  to: addDays(params.to, -7 * weeks),
});
