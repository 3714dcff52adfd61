// An alert as it leaves: one line, plain text, and data for a webhook. Pure.
import type { City } from '../config.ts';
import type { Message } from '../deliver/message.ts';
import type { Alert, Why } from './alert.ts';
import { concerns } from './concerns.ts';

const percent = (share: number) => `${Math.round(100 * share)}%`;
const listed = (entries: readonly { name: string; posts: number }[]) =>
  entries.map(({ name, posts }) => `${name} (${posts})`).join(', ');

export const postLine = ({ source, id, time, url }: Why['posts'][number]): string =>
  `Post: ${url ?? `${source} ${id}`} (${time})`;

/** What may be told of it in a line each. */
export function whyLines({ terms, places, sources, copied, automated, official, posts }: Why): string[] {
  const shares = [
    copied > 0 && `${percent(copied)} copies`,
    automated > 0 && `${percent(automated)} automated`,
    official > 0 && `${percent(official)} official`,
  ].filter((part) => part !== false);
  return [
    terms.length > 0 && `Words: ${listed(terms.map(({ term, posts: n }) => ({ name: term, posts: n })))}`,
    places.length > 0 && `Places: ${listed(places)}`,
    sources.length > 0 &&
      `Sources: ${listed(sources.map(({ source, posts: n }) => ({ name: source, posts: n })))}`,
    shares.length > 0 && `Of these posts: ${shares.join(', ')}`,
    ...posts.map(postLine),
  ].filter((line) => line !== false);
}

export function messageOf(city: Pick<City, 'id' | 'name' | 'sample' | 'audiences'>, alert: Alert): Message {
  const { id, title, why, onset, seenAt, sentAt, sensitivity, rule, audience } = alert;
  const text = [
    title,
    '',
    // it may be hours before it is taken, and `last` is of then
    `Since ${onset}, as of ${sentAt ?? seenAt}`,
    ...(why ? whyLines(why) : []),
    '',
    `Rule ${rule}, sensitivity ${sensitivity}. Seen it? earshot alerts ack ${id}`,
    ...(city.sample ? [`${city.name} is an invented city.`] : []),
  ].join('\n');
  return {
    ...{
      city: city.id,
      kind: 'alert',
      about: id,
      audience,
      concerns: (city.audiences ?? []).filter((one) => concerns(one, alert)).map((one) => one.id),
      subject: `${city.name}: ${title}`,
      text,
      files: [],
    },
    data: { city: city.id, ...(city.sample && { sample: true }), alert },
  };
}
