// Does the city's name stand for something else here: a street, a person, a place of that name elsewhere?
import { givenNames } from './given-names.ts';
import { streetSuffixes } from './street-words.ts';
import { shape, type Tokens, tokenKind } from './token-buffer.ts';

/** What is left of the name's weight, and what it seems to be. */
export interface Namesake {
  factor: number;
  reason: string;
}

export type NamesakeFinder = (tokens: Tokens, first: number, last: number) => Namesake | undefined;

const left = { street: 0.35, person: 0.15, elsewhere: 0.15 };

const words = (list: string) => new Set(list.trim().split(/\s+/));

/** Regions that follow a city's name, and the zones in which they lie, as the first letters of the zone's name below. */
const states = `
  alabama:c al:c alaska:a ak:a arizona:m az:m arkansas:c ar:c california:p ca:p colorado:m co:m connecticut:e ct:e delaware:e de:e florida:ec fl:ec
  georgia:e ga:e hawaii:h hi:h idaho:mp id:mp illinois:c il:c indiana:ec in:ec iowa:c ia:c kansas:cm ks:cm kentucky:ec ky:ec louisiana:c la:c maine:e
  me:e maryland:e md:e massachusetts:e ma:e michigan:ec mi:ec minnesota:c mn:c mississippi:c ms:c missouri:c mo:c montana:m mt:m nebraska:cm ne:cm
  nevada:p nv:p ohio:e oh:e oklahoma:c ok:c oregon:pm or:pm pennsylvania:e pa:e tennessee:ec tn:ec texas:cm tx:cm utah:m ut:m vermont:e vt:e
  virginia:e va:e wisconsin:c wi:c wyoming:m wy:m nj:e ny:e nm:m nc:e nd:cm sc:e sd:cm nh:e ri:e wv:e`;
const zones: Readonly<Record<string, string>> = {
  'America/New_York': 'e',
  'America/Detroit': 'e',
  'America/Chicago': 'c',
  'America/Denver': 'm',
  'America/Phoenix': 'm',
  'America/Boise': 'm',
  'America/Los_Angeles': 'p',
  'America/Anchorage': 'a',
  'Pacific/Honolulu': 'h',
};
/** Regions outside the United States where its cities have namesakes. */
const abroad = words(`
  lincolnshire england uk scotland wales ireland kent lancashire yorkshire cornwall devon essex sussex canada ontario alberta manitoba saskatchewan
  australia queensland tasmania jamaica guyana philippines renfrewshire`);

/** Of the regions that may follow a name, those that cannot be this city's. */
function foreignRegions(timezone: string, spellings: readonly string[]): ReadonlySet<string> {
  const own = new Set(spellings.flatMap((spelling) => spelling.toLowerCase().split(/[^\p{L}]+/u)));
  const zone = Object.hasOwn(zones, timezone) ? zones[timezone]! : '';
  const foreign = new Set<string>(zone === '' ? [] : abroad);
  // Where the zone is not one of these, only cities outside the United States can be meant.
  if (zone === '' && timezone.startsWith('America/')) return foreign;
  for (const entry of states.trim().split(/\s+/)) {
    const [name, where] = entry.split(':') as [string, string];
    if (zone === '' || !where.includes(zone)) foreign.add(name);
  }
  for (const name of own) foreign.delete(name);
  return foreign;
}

/** `spellings`: the city's name and aliases; a region in one of them is its own. */
export function createNamesakeFinder(timezone: string, spellings: readonly string[]): NamesakeFinder {
  const foreign = foreignRegions(timezone, spellings);

  return (tokens, first, last) => {
    const { words, kinds, shapes, count } = tokens;
    const isCapital = (at: number) => kinds[at] === tokenKind.word && (shapes[at]! & shape.capital) !== 0;
    const isNext = last + 1 < count && isCapital(last + 1);
    if (isNext && streetSuffixes.has(words[last + 1]!))
      return { factor: left.street, reason: 'a street of that name' };
    if (first > 0 && isCapital(first - 1) && givenNames.has(words[first - 1]!)) {
      return { factor: left.person, reason: 'a person of that name' };
    }
    const region = words[last + 1] === ',' ? last + 2 : last + 1;
    if (region >= count || !isCapital(region) || !foreign.has(words[region]!)) return undefined;
    // Short ones are regions only in capitals and after a comma: "in", "or", "me" and "hi" are words.
    const isShort = words[region]!.length === 2;
    if (isShort && (region === last + 1 || (shapes[region]! & shape.allCaps) === 0)) return undefined;
    return {
      factor: left.elsewhere,
      reason: `another place: ${tokens.text.slice(tokens.starts[first], tokens.ends[region])}`.slice(0, 100),
    };
  };
}
