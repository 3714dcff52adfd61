// Every stretch of a field that names a place: the profile's names, what the tagger proposes, what is written as streets are.
// For a city only what lies in or near it counts: its own name, countries and states are evidence of relevance, not places.
import type { City } from '../config/city.ts';
import type { NameMatch } from './names.ts';
import { longestAtoms, type PlaceAtom } from './place-atom.ts';
import { joinPlaces } from './place-joins.ts';
import type { PlaceProposer, ProposedSpan } from './place-tagger.ts';
import type { Field } from './reading.ts';
import { findStreets } from './street-grammar.ts';
import { directions, partsOfTown } from './street-words.ts';
import type { Tokens } from './token-buffer.ts';

/** `names` are those of this field. */
export type SpanFinder = (field: Field, names: readonly NameMatch[]) => PlaceAtom[];

/** Too large to be a place in a city. */
const large = new Set<ProposedSpan['kind']>(['country', 'region', 'island', 'continent']);

/** What a gazetteer's kinds are to the joins. */
const roadKinds = new Set(['street', 'road', 'highway', 'avenue', 'freeway']);

export function createSpanFinder(city: City, propose: PlaceProposer): SpanFinder {
  const kindOf = ({ type, index }: NameMatch) => {
    if (type === 'neighbourhood') return 'neighbourhood';
    const { kind } = city.places[index]!;
    return roadKinds.has(kind) ? 'street' : kind;
  };
  const fromName = (match: NameMatch): PlaceAtom => {
    const { first, last, confidence } = match;
    return { first, last, confidence, kind: kindOf(match), names: [match] };
  };

  // A city of no name is anywhere: what is proposed counts, whatever it is.
  if (city.name === '') return ({ tokens }) => propose(tokens).map((span) => ({ ...span, names: [] }));

  return ({ tokens }, names) => {
    const ours = names.filter(({ type }) => type === 'neighbourhood' || type === 'place').map(fromName);
    const others = names.filter(({ type }) => type === 'alias' || type === 'notUs' || type === 'official');
    const proposed = propose(tokens).map(
      ({ first, last, kind, confidence }): PlaceAtom => ({ first, last, kind, confidence, names: [] }),
    );
    const written = findStreets(tokens);
    const taken = ownersOf(tokens, others);
    const outside = [...proposed, ...written].filter((atom) => !isTaken(atom, taken));
    const atoms = longestAtoms([...ours, ...outside, ...partsOf(tokens, others)]);
    return joinPlaces(tokens, atoms).filter(
      ({ kind, names }) => names.length > 0 || !large.has(kind as never),
    );
  };
}

/** Per token the name that holds it; undefined where there are none at all. */
function ownersOf({ count }: Tokens, names: readonly NameMatch[]): (NameMatch | undefined)[] | undefined {
  if (names.length === 0) return undefined;
  const owners = new Array<NameMatch | undefined>(count).fill(undefined);
  for (const name of names) owners.fill(name, name.first, name.last + 1);
  return owners;
}

/** The city itself, another place of its name, a person: not a place in the city. */
function isTaken({ first, last, kind }: PlaceAtom, owners?: readonly (NameMatch | undefined)[]): boolean {
  if (owners === undefined) return false;
  for (let i = first; i <= last; i++) {
    const owner = owners[i];
    if (owner === undefined) continue;
    // "Harborton High School" is a place though the city's name is in it.
    const isPart = owner.type === 'alias' && kind !== 'city' && kind !== 'region';
    if (!isPart || (owner.first <= first && owner.last >= last)) return true;
  }
  return false;
}

/** "downtown Harborton", "NE Harborton". */
function partsOf({ words }: Tokens, names: readonly NameMatch[]): PlaceAtom[] {
  return names.flatMap(({ type, first, last, confidence }) => {
    const word = words[first - 1] ?? '';
    if (type !== 'alias' || !(directions.has(word) || partsOfTown.has(word))) return [];
    return [{ first: first - 1, last, kind: 'area', confidence, names: [] }];
  });
}
