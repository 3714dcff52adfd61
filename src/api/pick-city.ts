// Which city a question is about: the one it names, else the installation's default.
import type { City } from '../config.ts';
import { ConfigError } from '../errors.ts';
import type { CityDirectory } from './context.ts';
import { quoted } from './parameters.ts';
import type { ParameterMistake } from './problem.ts';

/**
 * The city, or the mistake that lists the known ones. Only ids are looked up: a directory may take paths from a person at a
 * terminal, a question from elsewhere may not name files.
 */
export async function pickCity(
  cities: CityDirectory,
  wanted: string | string[] | undefined,
): Promise<{ city: City } | { mistake: ParameterMistake }> {
  if (wanted === undefined) return pickDefault(cities);
  if (Array.isArray(wanted))
    return { mistake: { parameter: 'city', detail: `given ${wanted.length} times, expected once` } };
  const ids = await knownIds(cities);
  if (ids.includes(wanted)) return { city: await cities.get(wanted) };
  return { mistake: { parameter: 'city', detail: `there is no city ${quoted(wanted)}; ${list(ids)}` } };
}

async function pickDefault(cities: CityDirectory): Promise<{ city: City } | { mistake: ParameterMistake }> {
  try {
    return { city: await cities.get() };
  } catch (error) {
    const ids = await knownIds(cities);
    // with none or one, the installation is wrong and not the question
    if (!(error instanceof ConfigError) || ids.length < 2) throw error;
    return { mistake: { parameter: 'city', detail: `expected one of several cities; ${list(ids)}` } };
  }
}

const knownIds = async (cities: CityDirectory) => (await cities.known()).map(({ id }) => id);

const list = (ids: readonly string[]) =>
  ids.length === 0 ? 'there is no city profile yet' : `known are ${ids.join(', ')}`;
