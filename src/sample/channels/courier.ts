// The invented newspaper: a few articles a day, and what its readers say under them.
import { busyMinute } from '../calendar.ts';
import { fillTemplate } from '../compose.ts';
import type { DayBook } from '../day-book.ts';
import { type Chooser, chooseNeighbourhood } from '../mix.ts';
import { cityName } from '../neighbourhoods.ts';
import { type Random, roughly } from '../random.ts';
import { channels } from '../sample-post.ts';
import { type TopicId, topics } from '../topics/catalog.ts';
import type { TopicWords } from '../topics/topic-words.ts';
import { reporting } from '../wording.ts';
import { answers, converse } from './threads.ts';

export function writeCourier(book: DayBook, random: Random, topicIn: (id: string) => Chooser<TopicId>): void {
  const { day } = book;
  const count = roughly(random, day.isWeekend ? 1.3 : 2.8);
  for (let i = 0; i < count; i++) {
    const area = chooseNeighbourhood(random);
    const topic = topicIn(area.id)(random);
    const words: TopicWords = topics[topic];
    const { headline, lead } = random.pick(words.articles);
    const title = fillTemplate(random, area, topic, headline);
    const sentences = [lead, random.pick(reporting), random.pick(reporting)];
    const text = [...new Set(sentences.map((sentence) => fillTemplate(random, area, topic, sentence)))].join(
      ' ',
    );
    const minute = 300 + busyMinute('office', random.next(), random.next()) / 2;
    const start = book.add('courier', day.at(minute), {
      channel: channels.courier,
      kind: 'article',
      title,
      text: `${cityName.toUpperCase()} – ${text}`,
    });
    if (start === undefined) continue;
    const wish = { random, area, topic, style: 'proper' as const };
    converse(book, {
      stream: 'comment',
      crowd: 'courier',
      start,
      title,
      wish,
      count: answers(random, 8.5),
      pace: 38,
      spanish: 0.06,
    });
  }
}
