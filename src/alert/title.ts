// What an alert says in one sentence. Numbers as the reports have them. Pure.
import type { Fall } from './detect-sentiment.ts';
import type { TermBurst } from './detect-terms.ts';
import type { Rise } from './detect-volume.ts';
import type { Flood } from './volume.ts';

const rounded = (value: number) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
const span = (minutes: number) =>
  minutes < 60
    ? `${minutes} minutes`
    : minutes === 60
      ? 'hour'
      : minutes % 60 === 0
        ? `${minutes / 60} hours`
        : `${minutes} minutes`;
const net = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;

const floods: Readonly<Record<Flood, string>> = {
  copies: 'the rise is copies of one text',
  automated: 'the rise comes from automated accounts',
};

export function volumeTitle(label: string, { now, usual, minutes }: Rise, flood?: Flood): string {
  const times =
    usual < 0.05 ? 'almost none are usual' : `${rounded(now / usual)} times the usual ${rounded(usual)}`;
  const told = `${label}: ${now} posts in the last ${span(minutes)}, ${times}`;
  return flood === undefined ? told : `${told}; ${floods[flood]}`;
}

export const sentimentTitle = (label: string, { net: now, usual, n }: Fall): string =>
  `${label}: net sentiment ${net(now)} in ${n} posts of the last 3 hours, usually ${net(usual)}`;

export function termTitle([first, ...others]: readonly [TermBurst, ...TermBurst[]]): string {
  const more = others.length === 0 ? '' : `, with ${others.map(({ term }) => `“${term}”`).join(', ')}`;
  return `“${first.term}”: said by ${first.voices} people in ${first.posts} conversations of the last 3 hours${more}; hardly ever before`;
}

export const silenceTitle = (source: string, hours: number, problem: string): string =>
  `${source}: ${problem === '' ? `nothing for ${rounded(hours)} hours, which is not usual` : `not collected for ${rounded(hours)} hours. ${problem}`}`;

export const budgetTitle = (source: string, left: number, limit: string, until: string): string =>
  left <= 0
    ? `${source}: its budget of ${limit} is spent; it goes on at ${until}`
    : `${source}: ${Math.round(left * 100)}% of its budget of ${limit} is left until ${until}`;
