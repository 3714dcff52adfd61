// The posts of Quillport: pure, and the same for the same seed and now. Each day is made for itself, from seed and date.
import { type CityDay, cityDay, dayNumberAt } from './calendar.ts';
import { writeAnnouncements } from './channels/announcements.ts';
import { writeCourier } from './channels/courier.ts';
import { writeBoard, writeForums } from './channels/forums.ts';
import { writeRequests } from './channels/requests.ts';
import { writeShorts } from './channels/shorts.ts';
import { type DayBook, openDayBook } from './day-book.ts';
import { writeIncidents } from './incidents.ts';
import { type Chooser, topicChoosers } from './mix.ts';
import { createRandom, type Random } from './random.ts';
import type { SamplePost } from './sample-post.ts';
import { stories } from './stories/catalog.ts';
import { quietChannel } from './stories/quiet-channel.ts';
import type { TopicId } from './topics/catalog.ts';

export interface GenerateOptions {
  /** a whole number; another seed is another city talking */
  seed: number;
  /** inclusive */
  from: Date;
  /** exclusive; may lie after `now` */
  to: Date;
  /** where the stories are anchored, and up to when closed requests are known */
  now: Date;
}

/** Stories come again after so many days, so that a demo that runs on has some. Longer than the 13 months of the back-fill. */
const cycleDays = 400;

type Writer = (book: DayBook, random: Random, topicIn: (id: string) => Chooser<TopicId>) => void;

/** One stream of chance each: a change in one leaves the others' posts as they were. */
const writers: Record<string, Writer> = {
  courier: writeCourier,
  requests: writeRequests,
  forums: writeForums,
  board: writeBoard,
  shorts: writeShorts,
  announcements: writeAnnouncements,
  incidents: writeIncidents,
};

/** Whole days from a day to the day of now, within one cycle: 0…399. */
const daysAgo = (day: number, today: number) => (((today - day) % cycleDays) + cycleDays) % cycleDays;

function writeDay(seed: number, day: CityDay, today: number, now: number): SamplePost[] {
  const book = openDayBook(day, now);
  const topicIn = topicChoosers(seed, day);
  for (const [name, write] of Object.entries(writers))
    write(book, createRandom(seed, day.number, name), topicIn);
  const ago = daysAgo(day.number, today);
  for (const story of stories) {
    const [first, last] = story.daysAgo;
    if (ago > first || ago < last) continue;
    story.write(book, createRandom(seed, story.name, first - ago), first - ago);
  }
  const isQuiet = ago <= quietChannel.daysAgo[0] && ago >= quietChannel.daysAgo[1];
  const heard = isQuiet ? book.posts.filter(({ channel }) => channel !== quietChannel.channel) : book.posts;
  // Ids break ties, so that the order does not depend on the order of writing.
  return heard.sort((a, b) =>
    a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1,
  );
}

/**
 * Posts with from ≤ createdAt < to, in order of time; only the days between are made. When `now` moves by days, the
 * everyday posts keep ids and texts; stories move along, as they are told in days before now.
 */
export function* generatePosts({ seed, from, to, now }: GenerateOptions): Generator<SamplePost> {
  const [start, end] = [from.toISOString(), to.toISOString()];
  const today = dayNumberAt(now.getTime());
  for (let number = dayNumberAt(from.getTime()); number <= dayNumberAt(to.getTime()); number++) {
    for (const post of writeDay(seed, cityDay(number), today, now.getTime())) {
      if (post.createdAt >= start && post.createdAt < end) yield post;
    }
  }
}

/** When the quiet channel was not collected: UTC, end exclusive. */
export function quietInterval(now: Date): { from: Date; to: Date } {
  const today = dayNumberAt(now.getTime());
  const [first, last] = quietChannel.daysAgo;
  return { from: new Date(cityDay(today - first).at(0)), to: new Date(cityDay(today - last).end) };
}
