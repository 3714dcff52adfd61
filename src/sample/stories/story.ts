// A story: something that happens to the city for hours or weeks, told by many voices. Placed by days before "now".
import { type Crowd, chooseAccount } from '../accounts.ts';
import { busyMinute } from '../calendar.ts';
import { announce } from '../channels/announcements.ts';
import { titleFrom } from '../channels/forums.ts';
import { writeRequest } from '../channels/requests.ts';
import { answers, converse } from '../channels/threads.ts';
import { composeFrom, contarDe, fillTemplate, type Wish } from '../compose.ts';
import { type DayBook, engagement } from '../day-book.ts';
import { parseTemplate, type Template } from '../grammar.ts';
import type { Mood } from '../mix.ts';
import { neighbourhoodById, neighbourhoods, type officialAccounts } from '../neighbourhoods.ts';
import { type Random, weighted } from '../random.ts';
import { channels, forumChannel } from '../sample-post.ts';
import type { TopicId } from '../topics/catalog.ts';
import { templates } from '../topics/topic-words.ts';

export interface Story {
  /** part of its posts' ids */
  name: string;
  /** one line for people */
  about: string;
  /** first and last day, counted back from the day of "now" */
  daysAgo: readonly [first: number, last: number];
  topics: readonly TopicId[];
  /** Writes what the story adds to its day number `index`, counted from 0. */
  write(book: DayBook, random: Random, index: number): void;
}

export interface Telling {
  /** posts and comments of each day, from the first */
  perDay: readonly number[];
  /** empty: all neighbourhoods */
  areas: readonly string[];
  topics: readonly (readonly [TopicId, number])[];
  moods: readonly (readonly [Mood, number])[];
  /** hours of the day in which people write, from the first day on; missing: the usual rhythm */
  hours?: readonly (readonly [from: number, to: number])[];
  lines: Partial<Record<Mood, string>>;
  spanish: string;
  /** share of Spanish */
  spanishShare: number;
  /** service requests of each day */
  requests?: readonly number[];
  official: readonly {
    day: number;
    hour: number;
    account: (typeof officialAccounts)[number];
    text: string;
  }[];
  articles: readonly { day: number; hour: number; headline: string; lead: string }[];
}

/** Makes the `write` of a story from what is told. */
export function teller(name: string, telling: Telling): Story['write'] {
  const told = new Map<Mood, Template[]>(
    Object.entries(telling.lines).map(([mood, text]) => [mood as Mood, templates(text)]),
  );
  const inSpanish = templates(telling.spanish);
  const areas = telling.areas.length > 0 ? telling.areas.map(neighbourhoodById) : neighbourhoods;
  const choose = {
    area: weighted(areas.map((area) => [area, area.residents] as const)),
    topic: weighted(telling.topics),
    mood: weighted(telling.moods),
  };

  const say = (wish: Wish) => composeFrom(wish, told.get(wish.mood) ?? [...told.values()][0]!);

  function writeArticles(book: DayBook, random: Random, index: number): void {
    for (const { day, hour, headline, lead } of telling.articles) {
      if (day !== index) continue;
      const area = choose.area(random);
      const topic = choose.topic(random);
      const title = fillTemplate(random, area, topic, parseTemplate(headline));
      const start = book.add(name, book.day.at(hour * 60 + random.next() * 30), {
        channel: channels.courier,
        kind: 'article',
        title,
        text: fillTemplate(random, area, topic, parseTemplate(lead)),
      });
      if (start === undefined) continue;
      const wish = { random, area, topic, style: 'proper' as const };
      converse(book, {
        stream: name,
        crowd: 'courier',
        start,
        title,
        wish,
        count: 10 + answers(random, 12),
        pace: 25,
        spanish: 0.05,
        say: (dice) => say({ ...wish, area: choose.area(dice), mood: choose.mood(dice) }),
      });
    }
  }

  function writeVoice(book: DayBook, random: Random, index: number): void {
    const hours = telling.hours?.[Math.min(index, telling.hours.length - 1)];
    const rhythm = book.day.isWeekend ? 'weekend' : 'workday';
    const minute = hours
      ? (hours[0] + random.next() * (hours[1] - hours[0])) * 60
      : busyMinute(rhythm, random.next(), random.next());
    const area = choose.area(random);
    const wish: Wish = {
      random,
      area,
      topic: choose.topic(random),
      mood: choose.mood(random),
      style: 'short',
    };
    const where = random.next();
    const crowd: Crowd = where < 0.62 ? 'shorts' : where < 0.82 ? 'forum' : 'board';
    const channel =
      crowd === 'shorts' ? channels.shorts : crowd === 'board' ? channels.board : forumChannel(area.name);
    const isSpanish = random.chance(telling.spanishShare);
    const style = crowd === 'shorts' ? 'short' : 'casual';
    const text = isSpanish ? contarDe({ ...wish, style }, inSpanish) : say({ ...wish, style });
    const start = book.add(name, book.day.at(minute), {
      channel,
      kind: 'post',
      ...(crowd !== 'shorts' && { title: titleFrom(text) }),
      text,
      language: isSpanish ? 'es' : 'en',
      account: chooseAccount(random, crowd),
      engagement: engagement(random, 8),
    });
    if (start === undefined || crowd === 'shorts') return;
    converse(book, {
      stream: name,
      crowd,
      start,
      title: titleFrom(text),
      wish: { ...wish, style: 'casual' },
      count: answers(random, 1.4),
      pace: 25,
      spanish: isSpanish ? 0.6 : 0.02,
      say: (_, mood) => say({ ...wish, style: 'casual', mood: told.has(mood) ? mood : wish.mood }),
    });
  }

  return (book, random, index) => {
    writeArticles(book, random, index);
    for (const { day, hour, account, text } of telling.official) {
      if (day !== index) continue;
      const filled = fillTemplate(random, choose.area(random), choose.topic(random), parseTemplate(text));
      announce(book, random, name, hour * 60, account, filled);
    }
    for (let i = 0; i < (telling.requests?.[index] ?? 0); i++) {
      writeRequest(book, random, choose.area(random), choose.topic(random), name);
    }
    for (let i = 0; i < (telling.perDay[index] ?? 0); i++) writeVoice(book, random, index);
  };
}
