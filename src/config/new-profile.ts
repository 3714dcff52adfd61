// The text of a new city's two files, made from a few answers: a commented profile and its boundaries.
import { stringify } from 'yaml';
import type { Neighbourhood } from './city.ts';

export interface ProfileAnswers {
  id: string;
  name: string;
  timezone: string;
  aliases: string[];
  languages: string[];
  neighbourhoods: Neighbourhood[];
  /** the day back to which sources are to be collected: 2025-01-01 */
  backfill?: string;
}

/** The contents of <id>.yaml and <id>.geojson. Pure: the same answers give the same bytes. */
export function buildProfile(answers: ProfileAnswers): { yaml: string; geojson: string } {
  return { yaml: profileText(answers), geojson: geojsonText(answers.neighbourhoods) };
}

/** A value as YAML on one line, quoted where it must be. */
const inline = (value: unknown) => stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();

function profileText(answers: ProfileAnswers): string {
  const { id, name, timezone, aliases, languages, neighbourhoods, backfill } = answers;
  const back = backfill === undefined ? '' : `backfill: ${backfill}, `;
  const [first] = neighbourhoods;
  const area = inline(first?.id ?? 'downtown');
  const { lat, lon } = first?.center ?? { lat: 0, lon: 0 };
  return `# The profile of ${inline(name)}: what Earshot knows about the city. Every key is described in docs/city-profile.md.
# Take the # away from an example to use it. A mistake in this file is told at start, with its line.

id: ${inline(id)}
name: ${inline(name)}

# Other names of the city, as residents write them.
aliases: ${inline(aliases)}

# Words that mean another place or a person of the same name: a post with them is not about this city.
notUs:
#  - ${inline(`${name} Street`)}

# Days and hours are counted in this time zone.
timezone: ${inline(timezone)}

# Languages that residents write in, the commonest first.
languages: ${inline(languages)}

# Accounts of the city and its agencies: their posts are counted, but are no resident's voice.
officialAccounts:
#  - { source: x, account: CityAccount }

# People in public office whose names may be shown. Nobody else's ever are.
publicOfficials:
#  - Jane Example

# ${neighbourhoods.length} neighbourhoods, in the file beside this one. The details add what residents call them, and how many live there.
neighbourhoods:
  file: ${inline(`${id}.geojson`)}
  details:
#    ${area}: { aliases: [Another Name], residents: 1234 }

# Streets, landmarks, stations, parks and rivers: a list here, or files beside this one
# (CSV with the columns id, name, kind, aliases, lat, lon, neighbourhood; only name must be there).
places:
#  - { name: City Hall, kind: landmark, aliases: [town hall], lat: ${lat.toFixed(4)}, lon: ${lon.toFixed(4)} }
placeFiles:
#  - ${id}-places.csv

# The neighbourhood of posts that name none, by channel: a subreddit, a group, a feed.
channels:
#  reddit/example-channel: ${area}

# Sources that are collected, with options, schedule and budget. Archives need nothing here: earshot import FILE.
# backfill is the day back to which a source goes, behind its live run, as far as it allows. docs/collectors has a page for each.
sources:
#  open311: { ${back}options: { endpoints: [https://311.example/open311/v2] } }
#  news: { ${back}options: { feeds: [https://paper.example/feed/] } }
#  bluesky: { ${back}options: {} }

# Fewest posts behind a sentiment figure, and fewest voices behind a published one.
minimumN: { sentiment: 10, voices: 5 }
`;
}

/** Seven digits are about a centimetre. */
const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** One feature per line, so that a change to one neighbourhood is one changed line. */
function geojsonText(neighbourhoods: readonly Neighbourhood[]): string {
  const features = neighbourhoods.map(({ id, name, aliases, residents, polygons }) =>
    JSON.stringify({
      type: 'Feature',
      properties: { id, name, aliases, ...(residents !== undefined && { residents }) },
      geometry: {
        type: 'MultiPolygon',
        coordinates: polygons.map((polygon) =>
          polygon.map((ring) => ring.map((position) => position.map(round))),
        ),
      },
    }),
  );
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`;
}
