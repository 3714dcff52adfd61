// Reads a profile and the files it names, and refuses all of their mistakes at once.
import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { checkAlertPlaces, checkAlertTopics } from './alert-rules.ts';
import { checkAudiencePlaces, checkAudienceTopics } from './audiences.ts';
import { readBoundaryFile } from './boundary-file.ts';
import type { City, Neighbourhood, Topic } from './city.ts';
import { type ListedPlace, parseGazetteer } from './gazetteer-file.ts';
import { importedPlacesPath } from './imported-places.ts';
import { suggestion } from './nearest.ts';
import { formatProblem, type Problem } from './problem.ts';
import { type Profile, profileSchema } from './profile.ts';
import { maxDataBytes, readText, shown } from './read-text.ts';
import { checkRecipients } from './recipients.ts';
import { checkListed, checkPlaceIds, checkReferences, resolveCity } from './resolve-city.ts';
import { checkServiceTopics } from './service-topics.ts';
import { readTopics } from './topics.ts';
import { validate, valueAt } from './validate.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

const maxYamlBytes = 10_000_000;

/** What other stages know about sources: the options each of them takes. */
export interface Checks {
  sources?: Readonly<Record<string, z.ZodType>>;
}

/** Loads the profile at `path`; `topicFolders` are searched for topics.yaml in turn. Throws ConfigError with every problem. */
export async function loadCityFiles(
  path: string,
  topicFolders: readonly string[],
  checks: Checks,
): Promise<City> {
  const problems: Problem[] = [];
  const file = shown(resolve(path));
  const text = await readText(path, maxYamlBytes, (expected) => problems.push({ file, path: [], expected }));
  const topicsRead = readTopicsFile([dirname(resolve(path)), ...topicFolders], problems);
  const yaml = text === undefined ? undefined : parseYaml(text, file);
  if (yaml === undefined || !yaml.readable) {
    problems.unshift(...(yaml?.problems ?? []));
    await topicsRead;
    throw configError(file, problems);
  }
  const own: Problem[] = [...yaml.problems];
  const profile = validate(profileSchema, yaml, own);
  const neighbourhoods = await readNeighbourhoods(yaml, resolve(path), own);
  const listed = await readGazetteers(yaml, resolve(path), own);
  if (neighbourhoods !== undefined) {
    own.push(...checkReferences(yaml, neighbourhoods), ...checkListed(listed, neighbourhoods));
    own.push(...checkAudiencePlaces(yaml, neighbourhoods), ...checkAlertPlaces(yaml, neighbourhoods));
    if (profile) own.push(...checkPlaceIds(profile, yaml, neighbourhoods));
  }
  own.push(...checkRecipients(yaml));
  if (profile) checkSources(profile, yaml, checks, own);
  const topics = await topicsRead;
  if (topics.topics.length > 0)
    own.push(
      ...checkServiceTopics(yaml, topics.topics),
      ...checkAudienceTopics(yaml, topics.topics),
      ...checkAlertTopics(yaml, topics.topics),
    );
  problems.unshift(...own);
  if (problems.length > 0 || profile === undefined) throw configError(file, problems);
  const { neighbourhoods: boundaries, placeFiles } = profile;
  const named = [...(boundaries ? [boundaries.file] : []), ...placeFiles];
  const beside = new Set(named.map((name) => resolve(dirname(path), name)));
  // Also while it is missing: its coming is a change.
  beside.add(importedPlacesPath(resolve(path)));
  const files = [resolve(path), ...(topics.path === undefined ? [] : [topics.path]), ...beside];
  return resolveCity({
    path: resolve(path),
    files,
    profile,
    neighbourhoods: neighbourhoods ?? [],
    listed,
    topics: topics.topics,
  });
}

/** The profile's own problems first, then file by file, each from top to bottom. */
function configError(file: string, problems: readonly Problem[]): ConfigError {
  const files = [...new Set([file, ...problems.map((problem) => problem.file)])];
  const place = ({ line = 0, col = 0 }: Problem) => line * 100_000 + col;
  const sorted = [...problems].sort(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || place(a) - place(b),
  );
  const lines = [...new Set(sorted.map(formatProblem))];
  return new ConfigError(`${file}: ${lines.length === 1 ? '1 mistake' : `${lines.length} mistakes`}`, {
    problems: lines,
  });
}

/** The topics alone, of the first folder that has them. Throws ConfigError with every problem. */
export async function loadTopicsFile(topicFolders: readonly string[]): Promise<Topic[]> {
  const problems: Problem[] = [];
  const { topics } = await readTopicsFile(topicFolders, problems);
  if (problems.length > 0) throw configError(problems[0]!.file, problems);
  return topics;
}

/** The topics of one file, whatever it is called. Throws ConfigError with every problem. */
export async function loadTopicsPath(path: string): Promise<Topic[]> {
  const problems: Problem[] = [];
  const file = shown(path);
  const text = await readText(path, maxYamlBytes, (expected) => problems.push({ file, path: [], expected }));
  const topics = text === undefined ? [] : readTopics(parseYaml(text, file), problems);
  if (problems.length > 0) throw configError(file, problems);
  return topics;
}

async function readTopicsFile(
  folders: readonly string[],
  problems: Problem[],
): Promise<{ path?: string; topics: Topic[] }> {
  for (const folder of folders) {
    const path = join(folder, 'topics.yaml');
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (!exists) continue;
    const text = await readText(path, maxYamlBytes, (expected) =>
      problems.push({ file: shown(path), path: [], expected }),
    );
    return { path, topics: text === undefined ? [] : readTopics(parseYaml(text, shown(path)), problems) };
  }
  problems.push({
    file: 'topics.yaml',
    path: [],
    expected: `a file in one of ${folders.map(shown).join(', ')}`,
  });
  return { topics: [] };
}

/** Undefined when the boundaries could not be read: then nothing can be said about references to them. */
async function readNeighbourhoods(
  yaml: YamlFile,
  path: string,
  problems: Problem[],
): Promise<Neighbourhood[] | undefined> {
  const at = ['neighbourhoods', 'file'];
  const name = valueAt(yaml.raw, at);
  if (typeof name !== 'string' || name.trim() === '') {
    return valueAt(yaml.raw, ['neighbourhoods']) === undefined ? [] : undefined;
  }
  const nameProperty = valueAt(yaml.raw, ['neighbourhoods', 'nameProperty']);
  const timezone = valueAt(yaml.raw, ['timezone']);
  const boundaries = await readBoundaryFile(resolve(dirname(path), name.trim()), {
    nameProperty: typeof nameProperty === 'string' ? nameProperty : undefined,
    timezone: typeof timezone === 'string' ? timezone : undefined,
    unreadable: (expected) => yaml.problem(at, expected, { value: name }),
  });
  problems.push(...boundaries.problems);
  return boundaries.problems.length > 0 ? undefined : boundaries.neighbourhoods;
}

async function readGazetteers(yaml: YamlFile, path: string, problems: Problem[]): Promise<ListedPlace[]> {
  const names = valueAt(yaml.raw, ['placeFiles']);
  const listed: ListedPlace[] = [];
  const read = new Set<string>();
  for (const [index, name] of (Array.isArray(names) ? names : []).entries()) {
    if (typeof name !== 'string' || name.trim() === '') continue;
    const file = resolve(dirname(path), name.trim());
    const text = await readText(file, maxDataBytes, (expected) =>
      problems.push(yaml.problem(['placeFiles', index], expected, { value: name })),
    );
    if (text !== undefined) listed.push(...parseGazetteer(text, shown(file), problems));
    read.add(file);
  }
  const imported = importedPlacesPath(path);
  const text = read.has(imported) ? undefined : await readIfThere(imported, problems);
  if (text !== undefined) listed.push(...parseGazetteer(text, shown(imported), problems));
  return listed;
}

async function readIfThere(path: string, problems: Problem[]): Promise<string | undefined> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  const file = shown(path);
  return isThere
    ? readText(path, maxDataBytes, (expected) => problems.push({ file, path: [], expected }))
    : undefined;
}

function checkSources(profile: Profile, yaml: YamlFile, { sources }: Checks, problems: Problem[]): void {
  if (sources === undefined) return;
  for (const name of Object.keys(profile.sources)) {
    const options = Object.hasOwn(sources, name) ? sources[name] : undefined;
    const known = Object.keys(sources);
    if (options === undefined) {
      const expected = `a source Earshot knows, one of ${known.join(', ')}${suggestion(name, known)}`;
      problems.push(yaml.problem(['sources', name], expected, { at: 'key' }));
    } else if (valueAt(yaml.raw, ['sources', name, 'options']) !== undefined) {
      validate(options, yaml, problems, ['sources', name, 'options']);
    } else if (!options.safeParse({}).success) {
      problems.push(
        yaml.problem(['sources', name], 'options; this source cannot run without them', { at: 'key' }),
      );
    }
  }
}
