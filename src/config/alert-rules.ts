// What is watched and who is told: `alerts` of the profile. docs/alerts.md is for people.
import { z } from 'zod';
import type { AlertRule, Neighbourhood, Topic } from './city.ts';
import { describeUnknown, findNeighbourhood } from './find-neighbourhood.ts';
import { suggestion } from './nearest.ts';
import type { Problem } from './problem.ts';
import { slugPattern } from './slug.ts';
import { section, valueAt } from './validate.ts';
import type { YamlFile } from './yaml-file.ts';

export const alertKinds = ['volume', 'sentiment', 'term', 'silent', 'budget'] as const;
export const alertSensitivities = ['low', 'medium', 'high'] as const;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "22:00"');
const name = z.string().trim().min(1).max(200);

const ruleSchema = section({
  id: z.string().max(80).regex(slugPattern, 'lower-case words joined by "-", such as transit-alerts'),
  kind: z.enum(alertKinds),
  topic: name.optional(),
  place: name.optional(),
  project: name.optional(),
  sensitivity: z.enum(alertSensitivities).default('medium'),
  quietHours: section({ from: clock, to: clock }).optional(),
  coolDown: z.number().min(0).max(168).default(3),
  audience: name.default('city'),
})
  .refine(
    ({ topic, place, project }) => [topic, place, project].filter(Boolean).length <= 1,
    'one of topic, place and project; without them it is everything',
  )
  .refine(
    ({ kind, topic, place, project }) =>
      kind === 'volume' || (kind === 'sentiment' && project === undefined) || !(topic ?? place ?? project),
    'topic, place and project are of rules on volume; of those on sentiment, topic and place',
  );

export const alertsSchema = z
  .array(ruleSchema)
  .max(200)
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, 'every id once');

const textAt = (yaml: YamlFile, index: number, key: string) => {
  const value = valueAt(yaml.raw, ['alerts', index, key]);
  return typeof value === 'string' ? value : undefined;
};
const rulesOf = (yaml: YamlFile) => {
  const rules = valueAt(yaml.raw, ['alerts']);
  return Array.isArray(rules) ? [...rules.keys()] : [];
};

/** Every topic and audience of a rule that there is none of. */
export function checkAlertTopics(yaml: YamlFile, topics: readonly Topic[]): Problem[] {
  const ids = topics.map(({ id }) => id);
  const audiences = ['city', ...Object.keys(Object(valueAt(yaml.raw, ['audiences'])))];
  return rulesOf(yaml).flatMap((index) => {
    const [topic, audience] = [textAt(yaml, index, 'topic'), textAt(yaml, index, 'audience')];
    const problems: Problem[] = [];
    if (topic !== undefined && topic !== 'each' && !ids.includes(topic)) {
      const expected = `each, or the id of a topic of topics.yaml, one of ${ids.join(', ')}${suggestion(topic, ids)}`;
      problems.push(yaml.problem(['alerts', index, 'topic'], expected, { value: topic }));
    }
    if (audience !== undefined && !audiences.includes(audience)) {
      const expected = `an audience of the profile, one of ${audiences.join(', ')}`;
      problems.push(yaml.problem(['alerts', index, 'audience'], expected, { value: audience }));
    }
    return problems;
  });
}

/** Every neighbourhood of a rule that the city does not have. */
export function checkAlertPlaces(yaml: YamlFile, neighbourhoods: readonly Neighbourhood[]): Problem[] {
  return rulesOf(yaml).flatMap((index) => {
    const place = textAt(yaml, index, 'place');
    if (place === undefined || place === 'each') return [];
    if (findNeighbourhood(neighbourhoods, place) !== undefined) return [];
    const path = ['alerts', index, 'place'];
    return [yaml.problem(path, describeUnknown(neighbourhoods, place), { value: place })];
  });
}

/** In the order of the profile; neighbourhoods by their id. */
export function resolveAlerts(
  written: z.output<typeof alertsSchema>,
  neighbourhoods: readonly Neighbourhood[],
): AlertRule[] {
  return written.map(({ coolDown, place, topic, project, quietHours, ...rule }) => ({
    ...rule,
    ...(topic !== undefined && { topic }),
    ...(place !== undefined && { place: findNeighbourhood(neighbourhoods, place)?.id ?? place }),
    ...(project !== undefined && { project }),
    ...(quietHours && { quietHours }),
    coolDownHours: coolDown,
  }));
}
