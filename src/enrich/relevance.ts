// Does a post speak of this city? Every piece of evidence has a weight, together they make the score, the strongest is the reason.
import type { City } from '../config/city.ts';
import type { Relevance } from '../post.ts';
import { createLocator } from './locate.ts';
import type { NameMatch } from './names.ts';
import type { Reading } from './reading.ts';

/** From `keep` on a post is kept, under `drop` it is dropped, between them a person may look. */
const thresholds = { keep: 0.6, drop: 0.25 };

/** How sure one piece of evidence alone makes us. */
const weights = {
  coordinates: 0.95,
  official: 0.95,
  request: 0.95,
  channel: 0.9,
  alias: 0.85,
  person: 0.65,
  neighbourhood: 0.7,
  place: 0.5,
  /** a name in what the post answers to, compared with the same name in the post */
  context: 0.8,
};
/** What is left of the score when another place is named, and when the coordinates are elsewhere. */
const doubt = { anotherPlace: 0.25, elsewhere: 0.05 };
/** Coordinates further away than this from every neighbourhood are not ours. */
const farKm = 50;

interface Evidence {
  weight: number;
  reason: string;
}

export type RelevanceJudge = (
  reading: Reading,
  names: readonly NameMatch[],
  options: { imported: boolean; isOfficial: boolean },
) => Relevance;

export function createRelevanceJudge(city: City): RelevanceJudge {
  const locator = createLocator(city.neighbourhoods);
  const channels = ownChannels(city);

  function fromPost({ post }: Reading, isOfficial: boolean): Evidence[] {
    const found: Evidence[] = [];
    if (post.geo && locator.find(post.geo.lat, post.geo.lon) >= 0) {
      found.push({ weight: weights.coordinates, reason: 'coordinates in the city' });
    }
    if (isOfficial) found.push({ weight: weights.official, reason: 'official account' });
    if (post.kind === 'request') found.push({ weight: weights.request, reason: 'service request' });
    const channel = post.channel.toLowerCase();
    if (channels.has(channel) || channels.has(`${post.source}/${channel}`)) {
      found.push({ weight: weights.channel, reason: 'channel of the city' });
    }
    return found;
  }

  function fromName({ type, index, field, confidence }: NameMatch): Evidence | undefined {
    const share = confidence * (field < 0 ? weights.context : 1);
    switch (type) {
      case 'alias':
        return { weight: weights.alias * (field < 0 ? weights.context : 1), reason: 'names the city' };
      case 'neighbourhood':
        return { weight: weights.neighbourhood * share, reason: `names ${city.neighbourhoods[index]!.name}` };
      case 'place':
        return { weight: weights.place * share, reason: `names ${city.places[index]!.name}` };
      case 'official':
        return { weight: weights.person * share, reason: `names ${city.publicOfficials[index]!}` };
      default:
        return undefined;
    }
  }

  return (reading, names, { imported, isOfficial }) => {
    const byName = names.map(fromName).filter((evidence) => evidence !== undefined);
    const { score, reason } = weigh([...fromPost(reading, isOfficial), ...distinct(byName)]);
    const doubts = doubtsOf(reading, names);
    const final = round(score * doubts.factor);
    if (imported) return { decision: 'keep', score: final, reason: 'imported' };
    if (final >= thresholds.keep) return { decision: 'keep', score: final, reason };
    return {
      decision: final < thresholds.drop ? 'drop' : 'unsure',
      score: final,
      reason: doubts.reason ?? reason,
    };
  };

  function doubtsOf({ post }: Reading, names: readonly NameMatch[]): { factor: number; reason?: string } {
    const km = post.geo && locator.distanceKm(post.geo.lat, post.geo.lon);
    if (km !== undefined && km > farKm) return { factor: doubt.elsewhere, reason: 'coordinates elsewhere' };
    const other = names.find(({ type, field }) => type === 'notUs' && field >= 0);
    return other
      ? { factor: doubt.anotherPlace, reason: `another place: ${city.notUs[other.index]!}` }
      : { factor: 1 };
  }
}

/** The same name ten times is one piece of evidence. */
function distinct(evidence: readonly Evidence[]): Evidence[] {
  const strongest = new Map<string, Evidence>();
  for (const entry of evidence) {
    if ((strongest.get(entry.reason)?.weight ?? 0) < entry.weight) strongest.set(entry.reason, entry);
  }
  return [...strongest.values()];
}

/** Independent pieces: 1 − Π(1 − weight). */
function weigh(evidence: readonly Evidence[]): { score: number; reason: string } {
  let doubtLeft = 1;
  let best: Evidence = { weight: 0, reason: 'nothing names the city' };
  for (const entry of evidence) {
    doubtLeft *= 1 - entry.weight;
    if (entry.weight > best.weight) best = entry;
  }
  return { score: 1 - doubtLeft, reason: best.reason };
}

const round = (value: number) => Math.round(value * 1000) / 1000;

/** Channels with a neighbourhood, and those called like the city ("houston", "r/houston"). */
function ownChannels(city: City): ReadonlySet<string> {
  const names = [city.id, city.name, ...city.aliases].map((name) => name.toLowerCase());
  return new Set([
    ...Object.keys(city.channels).map((channel) => channel.toLowerCase()),
    ...names,
    ...names.map((name) => name.replaceAll(' ', '')),
  ]);
}
