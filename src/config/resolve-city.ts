// From what is written (profile, boundaries, gazetteers, topics) to a City in which every reference is resolved.
import { createHash } from 'node:crypto';
import { createLocator } from '../enrich/locate.ts';
import { resolveAlerts } from './alert-rules.ts';
import { resolveAudiences } from './audiences.ts';
import type { City, GazetteerPlace, Neighbourhood, Topic } from './city.ts';
import { describeUnknown, findNeighbourhood } from './find-neighbourhood.ts';
import type { ListedPlace } from './gazetteer-file.ts';
import type { Path, Problem } from './problem.ts';
import type { Profile } from './profile.ts';
import { resolveDelivery } from './recipients.ts';
import { serviceTopicsOf } from './service-topics.ts';
import { uniqueSlug } from './slug.ts';
import { valueAt } from './validate.ts';
import type { YamlFile } from './yaml-file.ts';

/** References of the profile to neighbourhoods that do not exist; works on the raw data, so that nothing hides them. */
export function checkReferences(yaml: YamlFile, neighbourhoods: readonly Neighbourhood[]): Problem[] {
  const places = valueAt(yaml.raw, ['places']);
  const named: Path[] = [
    ...(Array.isArray(places) ? places : []).map((_, index) => ['places', index, 'neighbourhood']),
    ...Object.keys(Object(valueAt(yaml.raw, ['channels']))).map((channel) => ['channels', channel]),
  ];
  const problems: Problem[] = [];
  for (const path of named) {
    const value = valueAt(yaml.raw, path);
    if (typeof value !== 'string' || findNeighbourhood(neighbourhoods, value) !== undefined) continue;
    problems.push(yaml.problem(path, describeUnknown(neighbourhoods, value), { value }));
  }
  for (const key of Object.keys(Object(valueAt(yaml.raw, ['neighbourhoods', 'details'])))) {
    if (findNeighbourhood(neighbourhoods, key) !== undefined) continue;
    const path = ['neighbourhoods', 'details', key];
    problems.push(yaml.problem(path, describeUnknown(neighbourhoods, key), { at: 'key' }));
  }
  return problems;
}

/** The same for the lines of gazetteer files. */
export function checkListed(
  listed: readonly ListedPlace[],
  neighbourhoods: readonly Neighbourhood[],
): Problem[] {
  return listed.flatMap(({ neighbourhood, problem }) =>
    neighbourhood === undefined || findNeighbourhood(neighbourhoods, neighbourhood)
      ? []
      : [problem(describeUnknown(neighbourhoods, neighbourhood))],
  );
}

const merged = (...lists: string[][]) => [...new Set(lists.flat())];

function withDetails(neighbourhoods: Neighbourhood[], profile: Profile): Neighbourhood[] {
  const byId = new Map(neighbourhoods.map((neighbourhood) => [neighbourhood.id, { ...neighbourhood }]));
  for (const [key, { aliases, residents }] of Object.entries(profile.neighbourhoods?.details ?? {})) {
    const known = byId.get(findNeighbourhood(neighbourhoods, key)?.id ?? '');
    if (known === undefined) continue;
    known.aliases = merged(known.aliases, aliases);
    if (residents !== undefined) known.residents = residents;
  }
  return [...byId.values()];
}

function resolvePlaces(places: Profile['places'], neighbourhoods: Neighbourhood[]): GazetteerPlace[] {
  // Neighbourhoods and places are filtered by the same parameter: they share one set of ids.
  const taken = new Set(neighbourhoods.map(({ id }) => id));
  for (const { id } of places) if (id !== undefined) taken.add(id);
  const locator = createLocator(neighbourhoods);
  return places.map((place, index) => {
    const { neighbourhood: named, lat, lon } = place;
    const inside =
      named !== undefined
        ? findNeighbourhood(neighbourhoods, named)
        : lat !== undefined && lon !== undefined
          ? neighbourhoods[locator.find(lat, lon)]
          : undefined;
    const id = place.id ?? uniqueSlug(place.name, `place-${index + 1}`, taken);
    const { name, kind, aliases } = place;
    return {
      id,
      name,
      kind,
      aliases,
      ...(lat !== undefined && lon !== undefined && { lat, lon }),
      ...(inside && { neighbourhood: inside.id }),
    };
  });
}

/** Ids written twice, or taken by a neighbourhood. */
export function checkPlaceIds(
  profile: Profile,
  yaml: YamlFile,
  neighbourhoods: readonly Neighbourhood[],
): Problem[] {
  const taken = new Set(neighbourhoods.map(({ id }) => id));
  return profile.places.flatMap(({ id }, index) => {
    if (id === undefined || !taken.has(id)) {
      if (id !== undefined) taken.add(id);
      return [];
    }
    return [
      yaml.problem(['places', index, 'id'], 'an id that no other place or neighbourhood has', { value: id }),
    ];
  });
}

/** JSON in which the order of keys says nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** sha256 of what enrichment reads; schedules, budgets, residents or the time zone change no tag. */
function hashCity(city: Omit<City, 'hash'>): string {
  const { id, name, aliases, notUs, languages, officialAccounts, publicOfficials, places, channels, topics } =
    city;
  const areas = city.neighbourhoods.map(({ id, name, aliases }) => ({ id, name, aliases }));
  const tagged = {
    id,
    name,
    aliases,
    notUs,
    languages,
    officialAccounts,
    publicOfficials,
    places,
    channels,
    topics,
    areas,
    // Not named where there is none: profiles of before have the same hash.
    ...(city.serviceTopics && { serviceTopics: city.serviceTopics }),
  };
  const hash = createHash('sha256').update(canonical(tagged));
  // Most of the bytes, and without keys: no need to put them in order.
  for (const { polygons } of city.neighbourhoods) hash.update(JSON.stringify(polygons));
  return hash.digest('hex');
}

export interface Parts {
  path: string;
  files: string[];
  profile: Profile;
  neighbourhoods: Neighbourhood[];
  listed: ListedPlace[];
  topics: Topic[];
}

/** The city, once nothing is wrong any more. */
export function resolveCity({ path, files, profile, neighbourhoods: bare, listed, topics }: Parts): City {
  const {
    neighbourhoods: _,
    places,
    placeFiles: __,
    channels,
    sources,
    contact,
    sample,
    audiences,
    delivery: written,
    reports,
    alerts,
    ...rest
  } = profile;
  const neighbourhoods = withDetails(bare, profile);
  const fromFiles = listed.map(({ problem: _problem, ...place }) => place);
  const resolved = Object.entries(channels).map(([channel, wanted]) => [
    channel,
    findNeighbourhood(neighbourhoods, wanted)?.id ?? wanted,
  ]);
  const serviceTopics = serviceTopicsOf(sources);
  const delivery = resolveDelivery(written);
  const city: Omit<City, 'hash'> = {
    ...rest,
    path,
    files,
    neighbourhoods,
    places: resolvePlaces([...places, ...fromFiles], neighbourhoods),
    channels: Object.fromEntries(resolved),
    sources,
    ...(contact !== undefined && { contact }),
    ...(sample && { sample }),
    ...(Object.keys(audiences).length > 0 && { audiences: resolveAudiences(audiences, neighbourhoods) }),
    ...(delivery && { delivery }),
    ...(alerts && { alerts: resolveAlerts(alerts, neighbourhoods) }),
    ...(reports && { reports: reports as City['reports'] }),
    topics,
    ...(serviceTopics && { serviceTopics }),
  };
  return { ...city, hash: hashCity(city) };
}
