// Does a text name the city? For sources that hand out everything, and for queries. Pure.
import type { CollectorCity } from './collector.ts';

const isWordCharacter = (character: string | undefined) =>
  character !== undefined && /[\p{L}\p{N}\p{M}]/u.test(character);

const plain = (text: string) => text.normalize('NFKC').toLowerCase();

/** What the city is called, the profile's own words first come last; no name twice, none under three characters. */
export function namesOf(city: CollectorCity, terms: readonly string[] = []): string[] {
  const all = [city.name ?? '', ...(city.aliases ?? []), ...terms].map((name) => name.trim());
  const known = new Set<string>();
  return all.filter((name) => {
    const key = plain(name);
    if ([...key].length < 3 || known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/**
 * True where one of the names stands as a whole word (also as a hashtag) outside of every phrase of `notUs`. Linear in the
 * text for each name.
 */
export function createMention(
  names: readonly string[],
  notUs: readonly string[] = [],
): (text: string) => boolean {
  const wanted = names.map(plain).filter((name) => name !== '');
  const others = notUs.map(plain).filter((name) => name !== '');
  return (text) => {
    const words = plain(text);
    const covered = others.flatMap((other) =>
      placesOf(words, other).map((start) => [start, start + other.length] as const),
    );
    return wanted.some((name) =>
      placesOf(words, name).some(
        (start) => !covered.some(([from, to]) => from <= start && start + name.length <= to),
      ),
    );
  };
}

/** Where a name stands as a whole word; the first hundred of them. */
function placesOf(text: string, name: string): number[] {
  const places: number[] = [];
  for (
    let at = text.indexOf(name);
    at >= 0 && places.length < 100;
    at = text.indexOf(name, at + name.length)
  ) {
    const end = at + name.length;
    if (!isWordCharacter(characterBefore(text, at)) && !isWordCharacter(characterAt(text, end)))
      places.push(at);
  }
  return places;
}

const characterAt = (text: string, at: number) =>
  at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : undefined;

function characterBefore(text: string, at: number): string | undefined {
  if (at === 0) return undefined;
  const isPair = at > 1 && /[\udc00-\udfff]/.test(text[at - 1]!) && /[\ud800-\udbff]/.test(text[at - 2]!);
  return characterAt(text, isPair ? at - 2 : at - 1);
}
