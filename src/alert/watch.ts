// The rules of a city, taken apart: one watch for everything that a rule watches on its own. Pure.
import type { AlertRule, City } from '../config.ts';

/** A city whose profile says nothing of alerts is told of everything and of each topic, of what fails, and of nothing twice. */
const usualRules: readonly AlertRule[] = (
  [
    { id: 'everything', kind: 'volume' },
    { id: 'topics', kind: 'volume', topic: 'each' },
    { id: 'feeling', kind: 'sentiment' },
    { id: 'terms', kind: 'term' },
    { id: 'silent', kind: 'silent' },
    { id: 'budget', kind: 'budget' },
  ] as const
).map((rule) => ({ ...rule, sensitivity: 'medium', coolDownHours: 3, audience: 'city' }));

export const rulesOf = ({ alerts }: Pick<City, 'alerts'>): readonly AlertRule[] => alerts ?? usualRules;

/** At most one of topic, place and project; none is everything. */
export interface Subject {
  topic?: string;
  place?: string;
  project?: string;
}

export interface Watch {
  rule: AlertRule;
  subject: Subject;
  /** the same for the same watch, as long as its rule keeps its id */
  key: string;
}

const isPart = ({ topic, place, project }: Subject) => (topic ?? place ?? project) !== undefined;

/** Watches on what is said; `silent` and `budget` watch sources and are no part of it. */
export function watchesOf(city: Pick<City, 'alerts' | 'topics' | 'neighbourhoods'>): Watch[] {
  return rulesOf(city).flatMap((rule) => {
    if (rule.kind === 'silent' || rule.kind === 'budget') return [];
    const subjects: Subject[] =
      rule.topic === 'each'
        ? city.topics.map(({ id }) => ({ topic: id }))
        : rule.place === 'each'
          ? city.neighbourhoods.map(({ id }) => ({ place: id }))
          : [
              {
                ...(rule.topic !== undefined && { topic: rule.topic }),
                ...(rule.place !== undefined && { place: rule.place }),
                ...(rule.project !== undefined && { project: rule.project }),
              },
            ];
    return subjects.map((subject) => ({
      ...{ rule, subject },
      key: [rule.id, subject.topic ?? subject.place ?? subject.project ?? ''].join('/'),
    }));
  });
}

/** How many watches of this kind watch a part of the city: they share what may be told for nothing. */
export const partsOf = (watches: readonly Watch[], kind: AlertRule['kind']): number =>
  watches.filter(({ rule, subject }) => rule.kind === kind && isPart(subject)).length;

export const isAll = (subject: Subject): boolean => !isPart(subject);
