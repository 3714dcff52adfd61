// Who gets a report of their own: a department with its topics and neighbourhoods, `audiences` of the profile.
import type { Audience, Neighbourhood, Topic } from './city.ts';
import { describeUnknown, findNeighbourhood } from './find-neighbourhood.ts';
import { suggestion } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Profile } from './profile.ts';
import { valueAt } from './validate.ts';
import type { YamlFile } from './yaml-file.ts';

/** Texts of a list with their place in it; what is no text is told by the schema. */
function textsAt(yaml: YamlFile, path: string[]): [index: number, value: string][] {
  const list = valueAt(yaml.raw, path);
  return [...(Array.isArray(list) ? list : []).entries()].filter(
    (entry): entry is [number, string] => typeof entry[1] === 'string',
  );
}

const audienceIds = (yaml: YamlFile) => Object.keys(Object(valueAt(yaml.raw, ['audiences'])));

/** Every topic of an audience that topics.yaml does not have. */
export function checkAudienceTopics(yaml: YamlFile, topics: readonly Topic[]): Problem[] {
  const ids = topics.map(({ id }) => id);
  return audienceIds(yaml).flatMap((audience) =>
    textsAt(yaml, ['audiences', audience, 'topics']).flatMap(([index, topic]) => {
      if (ids.includes(topic)) return [];
      const expected = `the id of a topic of topics.yaml, one of ${ids.join(', ')}${suggestion(topic, ids)}`;
      return [yaml.problem(['audiences', audience, 'topics', index], expected, { value: topic })];
    }),
  );
}

/** Every neighbourhood of an audience that the city does not have. */
export function checkAudiencePlaces(yaml: YamlFile, neighbourhoods: readonly Neighbourhood[]): Problem[] {
  return audienceIds(yaml).flatMap((audience) =>
    textsAt(yaml, ['audiences', audience, 'places']).flatMap(([index, place]) => {
      if (findNeighbourhood(neighbourhoods, place) !== undefined) return [];
      const path = ['audiences', audience, 'places', index];
      return [yaml.problem(path, describeUnknown(neighbourhoods, place), { value: place })];
    }),
  );
}

/** In the order of the profile; neighbourhoods by their id. */
export function resolveAudiences(
  audiences: Profile['audiences'],
  neighbourhoods: readonly Neighbourhood[],
): Audience[] {
  return Object.entries(audiences).map(([id, { name, topics, places }]) => ({
    id,
    name,
    topics: [...new Set(topics)],
    places: [...new Set(places.map((place) => findNeighbourhood(neighbourhoods, place)?.id ?? place))],
  }));
}
