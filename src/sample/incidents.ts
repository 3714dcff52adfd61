// Small things that happen on about every third day, whatever "now" is: they keep the live city uneven.
import { chooseAccount } from './accounts.ts';
import { compose } from './compose.ts';
import { type DayBook, engagement } from './day-book.ts';
import { chooseMood, chooseNeighbourhood, type Mood } from './mix.ts';
import type { Random } from './random.ts';
import { channels } from './sample-post.ts';
import type { TopicId } from './topics/catalog.ts';

/** What is talked about more in one neighbourhood for some hours, and how it begins. */
const kinds: readonly (readonly [TopicId, Mood, readonly [from: number, to: number]])[] = [
  ['traffic', 'negative', [6, 18]],
  ['transit', 'negative', [6, 19]],
  ['fire', 'neutral', [0, 20]],
  ['noise', 'negative', [17, 21]],
  ['events', 'positive', [14, 20]],
  ['water', 'negative', [6, 18]],
  ['police', 'negative', [8, 20]],
  ['air', 'negative', [7, 18]],
  ['trees-parks', 'positive', [9, 16]],
];

export function writeIncidents(book: DayBook, random: Random): void {
  if (!random.chance(0.36)) return;
  const [topic, mood, [from, to]] = random.pick(kinds);
  const area = chooseNeighbourhood(random);
  const begin = (from + random.next() * (to - from)) * 60;
  const count = random.integer(8, 28);
  for (let i = 0; i < count; i++) {
    const minute = begin - Math.log(1 - random.next() * 0.99) * 50;
    if (minute >= 1440) continue;
    const felt = random.chance(0.6) ? mood : chooseMood(random, topic);
    book.add('incident', book.day.at(minute), {
      channel: channels.shorts,
      kind: 'post',
      text: compose({ random, area, topic, mood: felt, style: 'short' }),
      language: 'en',
      account: chooseAccount(random, 'shorts'),
      engagement: engagement(random, 6),
    });
  }
}
