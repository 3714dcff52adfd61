// A city of no name: for measuring without a profile.
import type { City, Topic } from '../config/city.ts';

/** No places, no names that a text could hold; only the topics. */
export function neutralCity(topics: Topic[]): City {
  return {
    id: 'none',
    name: '',
    aliases: [],
    notUs: [],
    timezone: 'UTC',
    languages: ['en'],
    officialAccounts: [],
    publicOfficials: [],
    neighbourhoods: [],
    places: [],
    channels: {},
    sources: {},
    minimumN: { sentiment: 10, voices: 5 },
    topics,
    path: '',
    files: [],
    hash: '0'.repeat(64),
  };
}
