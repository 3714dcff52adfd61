// Joins what is named beside each other into one place: "5th & Main", "I-10 at Shepherd Dr", "12 Elm St, Harborton", "Elmwick, TX".
import { isRoad, type PlaceAtom } from './place-atom.ts';
import { isCapitalAt, isOrdinal } from './street-grammar.ts';
import { crossings } from './street-words.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';

/** Words of a road's name that only its neighbour gives away: "Main" in "Main at Quill St". */
const longestBare = 2;

/** The connector's first token, and where what follows begins; undefined when there is none. */
function crossingAfter(
  { words, kinds, count }: Tokens,
  last: number,
): { word: string; next: number } | undefined {
  let at = last + 1;
  if (kinds[at] === tokenKind.symbol && words[at] === '.') at++;
  if (at >= count || !crossings.has(words[at]!)) return undefined;
  return { word: words[at]!, next: at + 1 };
}

function crossingBefore({ words }: Tokens, first: number): { word: string; last: number } | undefined {
  return first > 1 && crossings.has(words[first - 1]!)
    ? { word: words[first - 1]!, last: first - 2 }
    : undefined;
}

const bareKind = { kind: 'street', confidence: 0.6, names: [] };

/** "45" or "5th", which may be all of a road's name. */
const isFigure = ({ kinds, words }: Tokens, i: number) =>
  (kinds[i] === tokenKind.number && words[i]!.length <= 4) ||
  (kinds[i] === tokenKind.word && isOrdinal(words[i]!));

/** A capitalised word or two, or a road's number, from `first` on. */
function bareFrom(tokens: Tokens, first: number): PlaceAtom | undefined {
  if (isFigure(tokens, first)) return { ...bareKind, first, last: first };
  let last = first - 1;
  while (
    last - first + 1 < longestBare &&
    tokens.kinds[last + 1] === tokenKind.word &&
    isCapitalAt(tokens, last + 1)
  )
    last++;
  return last < first ? undefined : { ...bareKind, first, last };
}

function bareUntil(tokens: Tokens, last: number): PlaceAtom | undefined {
  if (isFigure(tokens, last)) return { ...bareKind, first: last, last };
  let first = last + 1;
  while (
    last - first + 1 < longestBare &&
    first > 0 &&
    tokens.kinds[first - 1] === tokenKind.word &&
    isCapitalAt(tokens, first - 1)
  )
    first--;
  return first > last ? undefined : { ...bareKind, first, last };
}

/** Names beside a road that only the crossing makes roads of. */
function bareNeighbours(tokens: Tokens, atoms: readonly PlaceAtom[]): PlaceAtom[] {
  const found: PlaceAtom[] = [];
  atoms.forEach((atom, index) => {
    if (!isRoad(atom)) return;
    const after = crossingAfter(tokens, atom.last);
    const next = atoms[index + 1];
    if (after && (next === undefined || next.first > after.next)) {
      const bare = bareFrom(tokens, after.next);
      if (bare && (next === undefined || bare.last < next.first)) found.push(bare);
    }
    const crossing = crossingBefore(tokens, atom.first);
    const previous = atoms[index - 1];
    if (crossing && (previous === undefined || previous.last < crossing.last)) {
      const bare = bareUntil(tokens, crossing.last);
      if (bare && (previous === undefined || bare.first > previous.last)) found.push(bare);
    }
  });
  return found;
}

const areas = new Set(['city', 'county', 'area', 'neighbourhood', 'district', 'region']);

/** Longer chains are lists: a crossing has three roads at most. In tokens. */
const longestJoin = 40;

/** What two neighbours make together; undefined when they stay two. */
function joinKind(a: PlaceAtom, b: PlaceAtom, between: readonly string[]): string | undefined {
  if (b.last - a.first >= longestJoin) return undefined;
  const word = between[0] ?? '';
  if (between.length === 0 || (between.length === 1 && word === ',')) {
    if (a.kind === 'city' || a.kind === 'county') return b.kind === 'region' ? a.kind : undefined;
    return a.kind === 'address' && areas.has(b.kind) ? 'address' : undefined;
  }
  if (between.length > 1 || !crossings.has(word)) return undefined;
  if (word === 'at' || word === '@' || word === 'near') {
    const isPlace = !areas.has(a.kind) && a.kind !== 'address';
    return isPlace && (isRoad(b) || (isRoad(a) && b.kind === 'river'))
      ? isRoad(a)
        ? 'intersection'
        : a.kind
      : undefined;
  }
  return isRoad(a) && isRoad(b) ? 'intersection' : undefined;
}

/** "corner of", "intersection of". */
function withCorner(tokens: Tokens, atom: PlaceAtom): PlaceAtom {
  const { words } = tokens;
  const at = atom.first - 2;
  const isCorner = words[at + 1] === 'of' && (words[at] === 'corner' || words[at] === 'intersection');
  return isCorner ? { ...atom, first: at } : atom;
}

/** A postal code behind an address. */
function withCode(tokens: Tokens, atom: PlaceAtom): PlaceAtom {
  const at = tokens.words[atom.last + 1] === ',' ? atom.last + 2 : atom.last + 1;
  const isCode = tokens.kinds[at] === tokenKind.number && tokens.words[at]!.length === 5;
  return atom.kind === 'address' && isCode ? { ...atom, last: at } : atom;
}

/** `atoms` in order, without overlaps; so is what comes back. Linear in tokens and atoms. */
export function joinPlaces(tokens: Tokens, atoms: readonly PlaceAtom[]): PlaceAtom[] {
  const all = [...atoms, ...bareNeighbours(tokens, atoms)].sort((a, b) => a.first - b.first);
  const joined: PlaceAtom[] = [];
  for (const atom of all) {
    const before = joined.at(-1);
    if (before !== undefined && atom.first <= before.last) continue;
    const gap = before === undefined ? 9 : atom.first - before.last - 1;
    const between =
      gap > 2
        ? ['', '', '']
        : tokens.words.slice(atom.first - gap, atom.first).filter((word) => word !== '.');
    const kind = before && joinKind(before, atom, between);
    if (before === undefined || kind === undefined) joined.push(atom);
    else {
      const confidence = Math.min(before.confidence, atom.confidence);
      joined[joined.length - 1] = {
        first: before.first,
        last: atom.last,
        kind,
        confidence,
        names: [...before.names, ...atom.names],
      };
    }
  }
  return joined.map((atom) =>
    withCode(tokens, atom.kind === 'intersection' ? withCorner(tokens, atom) : atom),
  );
}
