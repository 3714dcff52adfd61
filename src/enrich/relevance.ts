// Does a post speak of this city? Every piece of evidence has a weight, together they make the score, the strongest is the reason.
import type { City } from '../config/city.ts';
import type { Relevance } from '../post.ts';
import { createLocator } from './locate.ts';
import type { NameMatch } from './names.ts';
import { createNamesakeFinder, type Namesake } from './namesakes.ts';
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
  /** what the post answers to, compared with the post itself: a reply has its thread's relevance */
  context: 0.97,
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
  const findNamesake = createNamesakeFinder(city.timezone, [city.name, ...city.aliases]);

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

  function fromName({ type, index, confidence }: NameMatch): Evidence | undefined {
    const share = confidence;
    switch (type) {
      case 'alias':
        return { weight: weights.alias, reason: 'names the city' };
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

  /** A name that seems to be something else counts for less. */
  function fromText(reading: Reading, match: NameMatch): Evidence | undefined {
    const evidence = fromName(match);
    const namesake = namesakeOf(reading, match);
    return evidence && namesake ? { ...evidence, weight: evidence.weight * namesake.factor } : evidence;
  }

  function namesakeOf({ fields }: Reading, { type, field, first, last }: NameMatch): Namesake | undefined {
    return type === 'alias' ? findNamesake(fields[field]!.tokens, first, last) : undefined;
  }

  /** What the thread or the parent says of the city, as one piece. */
  function fromContext(names: readonly NameMatch[]): Evidence[] {
    const found = names.filter(({ field }) => field < 0).map(fromName);
    const { score, reason } = weigh(distinct(found.filter((evidence) => evidence !== undefined)));
    return score === 0 ? [] : [{ weight: score * weights.context, reason }];
  }

  return (reading, names, { imported, isOfficial }) => {
    const own = names.filter(({ field }) => field >= 0).map((match) => fromText(reading, match));
    const byName = distinct(own.filter((evidence) => evidence !== undefined));
    const { score, reason } = weigh([...fromPost(reading, isOfficial), ...byName, ...fromContext(names)]);
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

  function doubtsOf(reading: Reading, names: readonly NameMatch[]): { factor: number; reason?: string } {
    const { geo } = reading.post;
    const km = geo && locator.distanceKm(geo.lat, geo.lon);
    if (km !== undefined && km > farKm) return { factor: doubt.elsewhere, reason: 'coordinates elsewhere' };
    const hasOwn = names.some(({ type, field }) => type !== 'notUs' && field >= 0);
    // What is answered to rules out only an answer that names nothing of ours itself.
    const other = names.find(({ type, field }) => type === 'notUs' && (field >= 0 || !hasOwn));
    if (other) return { factor: doubt.anotherPlace, reason: `another place: ${city.notUs[other.index]!}` };
    const namesake = names
      .filter(({ field }) => field >= 0)
      .map((match) => namesakeOf(reading, match))
      .find((found) => found !== undefined);
    return { factor: 1, ...(namesake && { reason: namesake.reason }) };
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
