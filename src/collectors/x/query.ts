// The queries of a profile: its names or'ed, its exclusions, in as many queries as the plan's length asks for. Pure.
// https://docs.x.com/x-api/posts/search/integrate/operators
import type { CollectorCity } from '../collector.ts';
import { namesOf } from '../mention.ts';
import type { Options } from './options.ts';

/**
 * Reposts are left out: they say nothing new, and how often a post was reposted comes with it. Only single terms may be
 * negated, so each exclusion is one phrase.
 */
export function queriesOf(city: CollectorCity, options: Options): string[] {
  const names = namesOf(city, options.terms)
    .map(quoted)
    .filter((name) => name !== '""');
  const without = ['-is:retweet', ...(city.notUs ?? []).map((phrase) => `-${quoted(phrase)}`)];
  const queries = groupsOf(names, options, fitting(without, options));
  if (options.near) {
    const { lon, lat, miles } = options.near;
    queries.push(`point_radius:[${lon} ${lat} ${miles}mi] -is:retweet`);
  }
  return queries;
}

/** A word stands as it is, anything else as a phrase. */
const quoted = (text: string): string =>
  /^[#@]?[\p{L}\p{N}_]+$/u.test(text) ? text : `"${text.replace(/["\\\s]+/g, ' ').trim()}"`;

/** Exclusions take at most half of a query; those of the profile that come later give way. */
function fitting(without: readonly string[], { queryLength, languages }: Options): string {
  const language =
    languages.length > 1
      ? `(${languages.map((code) => `lang:${code}`).join(' OR ')})`
      : languages.map((code) => `lang:${code}`).join('');
  let text = language === '' ? '' : `${language}`;
  for (const one of without) {
    const next = text === '' ? one : `${text} ${one}`;
    if (lengthOf(next) <= queryLength / 2) text = next;
  }
  return text;
}

function groupsOf(names: readonly string[], { queryLength }: Options, rest: string): string[] {
  const queryOf = (group: readonly string[]) => `(${group.join(' OR ')}) ${rest}`;
  const groups: string[][] = [];
  for (const name of names) {
    const last = groups.at(-1);
    if (last && lengthOf(queryOf([...last, name])) <= queryLength) last.push(name);
    else if (lengthOf(queryOf([name])) <= queryLength) groups.push([name]);
  }
  return groups.map(queryOf);
}

const lengthOf = (text: string) => [...text].length;
