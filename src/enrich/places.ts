// Where a post speaks of: names of the profile, and the neighbourhood of its coordinates; one neighbourhood is the primary one.
import type { City } from '../config/city.ts';
import type { Evidence, PlaceTag } from '../post.ts';
import { createLocator } from './locate.ts';
import type { NameMatch } from './names.ts';
import { evidenceOf, type Reading } from './reading.ts';

export interface Places {
  places: PlaceTag[];
  /** id of the primary neighbourhood, or empty */
  neighbourhood: string;
}

export type PlaceTagger = (reading: Reading, names: readonly NameMatch[]) => Places;

const mostEvidence = 20;

export function createPlaceTagger(city: City): PlaceTagger {
  const { neighbourhoods, places, channels } = city;
  const locator = createLocator(neighbourhoods);
  const idAt = (lat?: number, lon?: number) =>
    lat === undefined || lon === undefined ? undefined : neighbourhoods[locator.find(lat, lon)]?.id;
  const homes = places.map(({ neighbourhood, lat, lon }) => neighbourhood ?? idAt(lat, lon));

  const neighbourhoodTag = (index: number, confidence: number, evidence: Evidence[]): PlaceTag => {
    const { id, name, center } = neighbourhoods[index]!;
    return { id, kind: 'neighbourhood', name, lat: center.lat, lon: center.lon, confidence, evidence };
  };

  return (reading, names) => {
    const tags = new Map<string, PlaceTag>();
    const { geo, source, channel } = reading.post;
    const here = geo ? locator.find(geo.lat, geo.lon) : -1;
    if (here >= 0) tags.set(`n${here}`, neighbourhoodTag(here, 1, []));
    let home: string | undefined;
    for (const { type, index, field, first, last, confidence } of names) {
      if (field < 0 || (type !== 'neighbourhood' && type !== 'place')) continue;
      const evidence = evidenceOf(reading.fields[field]!, first, last);
      const key = type === 'neighbourhood' ? `n${index}` : `p${index}`;
      const known = tags.get(key);
      if (known) {
        if (known.evidence.length < mostEvidence) known.evidence.push(evidence);
        known.confidence = Math.max(known.confidence, confidence);
      } else if (type === 'neighbourhood') tags.set(key, neighbourhoodTag(index, confidence, [evidence]));
      else {
        const { id, kind, name, lat, lon } = places[index]!;
        tags.set(key, {
          id,
          kind,
          name,
          ...(lat !== undefined && { lat }),
          ...(lon !== undefined && { lon }),
          confidence,
          evidence: [evidence],
        });
        home ??= homes[index];
      }
    }
    const all = [...tags.values()];
    const named = all.find(({ kind, evidence }) => kind === 'neighbourhood' && evidence.length > 0);
    const byChannel = ownValue(channels, `${source}/${channel}`) ?? ownValue(channels, channel);
    const primary = neighbourhoods[here]?.id ?? named?.id ?? home ?? byChannel ?? '';
    return { places: all, neighbourhood: primary };
  };
}

function ownValue(record: Record<string, string>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
