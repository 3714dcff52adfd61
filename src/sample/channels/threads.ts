// Conversations: somebody starts, others answer the start or each other, for some hours.
import { type Crowd, chooseAccount } from '../accounts.ts';
import { componer, reply, type Wish } from '../compose.ts';
import { type DayBook, type Draft, engagement } from '../day-book.ts';
import { chooseMood, type Mood } from '../mix.ts';
import type { Random } from '../random.ts';
import type { SamplePost } from '../sample-post.ts';

export interface Conversation {
  stream: string;
  crowd: Crowd;
  start: SamplePost;
  /** how the thread is called where the answers are shown */
  title: string;
  wish: Omit<Wish, 'mood'>;
  count: number;
  /** mean minutes between answers */
  pace: number;
  /** share of answers in Spanish */
  spanish: number;
  /** what is said when it is not the usual reply */
  say?: (random: Random, mood: Mood) => string;
}

/** Adds the answers. They stop at midnight, when the city sleeps and the day's page is full. */
export function converse(book: DayBook, talk: Conversation): void {
  const { start, wish, crowd, stream } = talk;
  const { random } = wish;
  const said: SamplePost[] = [start];
  let at = Date.parse(start.createdAt);
  for (let i = 0; i < talk.count; i++) {
    at += (0.02 - Math.log(1 - random.next() * 0.999)) * talk.pace * 60_000;
    const parent = random.chance(0.55) ? start : random.pick(said);
    const mood = chooseMood(random, wish.topic);
    const isSpanish = random.chance(talk.spanish);
    const account = chooseAccount(random, crowd);
    const full: Wish = { ...wish, mood };
    const text = isSpanish
      ? componer(full)
      : talk.say !== undefined && random.chance(0.6)
        ? talk.say(random, mood)
        : reply(full, parent === start && start.kind === 'article' ? undefined : parent.account).text;
    const draft: Draft = {
      channel: start.channel,
      kind: 'comment',
      text,
      account,
      parent: {
        id: parent.id,
        text: parent.title === undefined ? parent.text : `${parent.title}. ${parent.text}`,
      },
      thread: { id: start.id, title: talk.title },
      engagement: engagement(random, 2),
    };
    const post = book.add(stream, at, draft);
    if (post === undefined) break;
    said.push(post);
  }
  if (said.length > 1) start.engagement = { ...start.engagement, replies: said.length - 1 };
}

/** A number of answers: often few, sometimes many. */
export const answers = (random: Random, mean: number): number =>
  Math.min(Math.round(mean * 6), Math.floor(-Math.log(1 - random.next() * 0.999) * mean));
