// The neighbourhood forums and the town board: questions, complaints, lost cats, and long answers.
import { type Crowd, chooseAccount } from '../accounts.ts';
import { busyMinute } from '../calendar.ts';
import { componer, compose, entitle, type Wish } from '../compose.ts';
import { type DayBook, engagement } from '../day-book.ts';
import { type Chooser, chooseMood, chooseNeighbourhood } from '../mix.ts';
import { namesake } from '../namesakes.ts';
import { type Random, roughly } from '../random.ts';
import { channels, forumChannel } from '../sample-post.ts';
import type { TopicId } from '../topics/catalog.ts';
import { answers, converse } from './threads.ts';

interface Place {
  stream: string;
  crowd: Crowd;
  /** threads on a workday and on a day of the weekend */
  threads: readonly [number, number];
  answers: number;
  pace: number;
  spanish: number;
  channel?: string;
}

const forum: Place = {
  stream: 'forum',
  crowd: 'forum',
  threads: [10.5, 11],
  answers: 1.9,
  pace: 45,
  spanish: 0.14,
};
const board: Place = {
  stream: 'board',
  crowd: 'board',
  threads: [6, 6.5],
  answers: 3.4,
  pace: 30,
  spanish: 0.09,
  channel: channels.board,
};

export function writeForums(book: DayBook, random: Random, topicIn: (id: string) => Chooser<TopicId>): void {
  writeThreads(book, random, topicIn, forum);
}

export function writeBoard(book: DayBook, random: Random, topicIn: (id: string) => Chooser<TopicId>): void {
  writeThreads(book, random, topicIn, board);
}

/** A line of a text as a title: its first sentence, cut at a word. */
export function titleFrom(text: string): string {
  const first = (/^.{25,}?[.!?](?=\s|$)/.exec(text)?.[0] ?? text).replace(/[.:]$/, '');
  if (first.length <= 90) return first;
  return `${first.slice(0, first.lastIndexOf(' ', 88))}…`;
}

function writeThreads(
  book: DayBook,
  random: Random,
  topicIn: (id: string) => Chooser<TopicId>,
  place: Place,
): void {
  const { day } = book;
  const count = roughly(random, place.threads[day.isWeekend ? 1 : 0]) + random.integer(-2, 2);
  for (let i = 0; i < count; i++) {
    const area = chooseNeighbourhood(random);
    const topic = topicIn(area.id)(random);
    const wish: Wish = { random, area, topic, mood: chooseMood(random, topic), style: 'casual' };
    const isSpanish = random.chance(place.spanish);
    const write = isSpanish ? componer : compose;
    const isElsewhere = place.channel !== undefined && random.chance(0.02);
    const title = isSpanish ? titleFrom(componer({ ...wish, style: 'proper' })) : titleFrom(entitle(wish));
    const text = isElsewhere ? namesake(random) : write(wish);
    const rhythm = day.isWeekend ? 'weekend' : 'workday';
    const start = book.add(place.stream, day.at(busyMinute(rhythm, random.next(), random.next())), {
      channel: place.channel ?? forumChannel(area.name),
      kind: 'post',
      ...(!isElsewhere && { title }),
      text,
      account: chooseAccount(random, place.crowd),
      engagement: engagement(random, 5),
    });
    if (start === undefined || isElsewhere) continue;
    converse(book, {
      stream: `${place.stream}-reply`,
      crowd: place.crowd,
      start,
      title,
      wish,
      count: answers(random, place.answers),
      pace: place.pace,
      spanish: isSpanish ? 0.7 : 0.025,
    });
  }
}
