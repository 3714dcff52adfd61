// Where a post speaks of: names of the profile, what is written as a place is, and the neighbourhood of its coordinates; one
// neighbourhood is the primary one.
import type { City } from '../config/city.ts';
import type { Evidence, PlaceTag } from '../post.ts';
import { createLocator } from './locate.ts';
import type { NameMatch } from './names.ts';
import type { PlaceAtom } from './place-atom.ts';
import { createSpanFinder } from './place-spans.ts';
import type { PlaceProposer } from './place-tagger.ts';
import { evidenceOf, type Field, type Reading } from './reading.ts';
import { tokenKind } from './token-buffer.ts';

export interface Places {
  places: PlaceTag[];
  /** id of the primary neighbourhood, or empty */
  neighbourhood: string;
}

export type PlaceTagger = (reading: Reading, names: readonly NameMatch[]) => Places;

const mostEvidence = 20;
/** Places that no gazetteer has, per post. */
const mostProposed = 100;
/** Words of such a place's id. */
const mostIdWords = 12;

export function createPlaceTagger(city: City, propose: PlaceProposer = () => []): PlaceTagger {
  const { neighbourhoods, places, channels } = city;
  const findSpans = createSpanFinder(city, propose);
  const locator = createLocator(neighbourhoods);
  const idAt = (lat?: number, lon?: number) =>
    lat === undefined || lon === undefined ? undefined : neighbourhoods[locator.find(lat, lon)]?.id;
  const ownIds = new Set(neighbourhoods.map(({ id }) => id));
  const homeOf = (index: number) => {
    const { neighbourhood, lat, lon } = places[index]!;
    return neighbourhood ?? idAt(lat, lon);
  };

  const neighbourhoodTag = (index: number): PlaceTag => {
    const { id, name, center } = neighbourhoods[index]!;
    return { id, kind: 'neighbourhood', name, lat: center.lat, lon: center.lon, confidence: 0, evidence: [] };
  };
  const placeTag = (index: number): PlaceTag => {
    const { id, kind, name, lat, lon } = places[index]!;
    const position = { ...(lat !== undefined && { lat }), ...(lon !== undefined && { lon }) };
    return { id, kind, name, ...position, confidence: 0, evidence: [] };
  };

  return (reading, names) => {
    const tags = new Map<string, PlaceTag>();
    const { geo, source, channel } = reading.post;
    const here = geo ? locator.find(geo.lat, geo.lon) : -1;
    if (here >= 0) tags.set(`n${here}`, { ...neighbourhoodTag(here), confidence: 1 });
    let home: string | undefined;
    let proposed = 0;

    function add(key: string, make: () => PlaceTag, confidence: number, evidence: Evidence): void {
      const tag = tags.get(key) ?? make();
      tags.set(key, tag);
      tag.confidence = Math.max(tag.confidence, confidence);
      if (tag.evidence.length >= mostEvidence) return;
      const isKnown = tag.evidence.some(
        ({ field, start }) => field === evidence.field && start === evidence.start,
      );
      if (!isKnown) tag.evidence.push(evidence);
    }

    reading.fields.forEach((field, index) => {
      const own = names.filter((name) => name.field === index);
      for (const atom of findSpans(field, own)) {
        const evidence = evidenceOf(field, atom.first, atom.last);
        for (const { type, index: at, confidence } of atom.names) {
          if (type === 'neighbourhood') add(`n${at}`, () => neighbourhoodTag(at), confidence, evidence);
          else {
            add(`p${at}`, () => placeTag(at), confidence, evidence);
            home ??= homeOf(at);
          }
        }
        if (atom.names.length > 0 && !isMore(atom)) continue;
        const key = idOf(field, atom);
        if (key === '' || (!tags.has(key) && ++proposed > mostProposed)) continue;
        add(key, () => spanTag(key, field, atom), atom.confidence, evidence);
      }
    });

    const all = [...tags.values()];
    // A place of a gazetteer may call itself a neighbourhood: only the profile's own count.
    const named = all.find(({ id, evidence }) => evidence.length > 0 && ownIds.has(id));
    const byChannel = ownValue(channels, `${source}/${channel}`) ?? ownValue(channels, channel);
    const primary = neighbourhoods[here]?.id ?? named?.id ?? home ?? byChannel ?? '';
    return { places: all, neighbourhood: primary };
  };
}

/** A crossing or an address is a place of its own, beside the streets that the gazetteer has. */
const isMore = ({ kind }: PlaceAtom) => kind === 'intersection' || kind === 'address';

/** `span:elm-st-and-main-st`: the same words in any case are the same place. */
function idOf({ tokens }: Field, { first, last }: PlaceAtom): string {
  const words: string[] = [];
  for (let i = first; i <= last && words.length < mostIdWords; i++) {
    if (tokens.kinds[i]! <= tokenKind.tag && tokens.words[i] !== '') words.push(tokens.words[i]!);
  }
  return words.length === 0 ? '' : `span:${words.join('-')}`;
}

function spanTag(id: string, { tokens }: Field, { first, last, kind }: PlaceAtom): PlaceTag {
  const name = tokens.text.slice(tokens.starts[first], tokens.ends[last]);
  return { id, kind, name, confidence: 0, evidence: [] };
}

function ownValue(record: Record<string, string>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
