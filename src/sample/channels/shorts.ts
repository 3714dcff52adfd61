// Short posts: quick, with hashtags, emoji and mentions; a few with coordinates, a few about namesakes far away.

import { chooseAccount } from '../accounts.ts';
import { busyMinute } from '../calendar.ts';
import { componer, compose, type Wish } from '../compose.ts';
import { type DayBook, engagement } from '../day-book.ts';
import { type Chooser, chooseMood, chooseNeighbourhood } from '../mix.ts';
import { namesake } from '../namesakes.ts';
import { pointIn } from '../points.ts';
import { type Random, roughly } from '../random.ts';
import { channels } from '../sample-post.ts';
import type { TopicId } from '../topics/catalog.ts';

export function writeShorts(book: DayBook, random: Random, topicIn: (id: string) => Chooser<TopicId>): void {
  const { day } = book;
  const rhythm = day.isWeekend ? 'weekend' : 'workday';
  const count = roughly(random, day.isWeekend ? 41 : 47) + random.integer(-6, 6);
  for (let i = 0; i < count; i++) {
    const at = day.at(busyMinute(rhythm, random.next(), random.next()));
    const account = chooseAccount(random, 'shorts');
    const common = {
      channel: channels.shorts,
      kind: 'post' as const,
      account,
      engagement: engagement(random, 4),
    };
    if (random.chance(0.028)) {
      book.add('short', at, { ...common, text: namesake(random), language: 'en' });
      continue;
    }
    const area = chooseNeighbourhood(random);
    const topic = topicIn(area.id)(random);
    const wish: Wish = { random, area, topic, mood: chooseMood(random, topic), style: 'short' };
    const isSpanish = random.chance(0.13);
    const text = isSpanish ? componer(wish) : compose(wish);
    const geo = random.chance(0.04) ? pointIn(random, area.id) : undefined;
    book.add('short', at, { ...common, text, language: isSpanish ? 'es' : 'en', ...(geo && { geo }) });
  }
}
