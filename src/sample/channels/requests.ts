// Service requests to the city: a code, a place on the map, and mostly a day on which they were closed.
import { busyMinute } from '../calendar.ts';
import { componer, fillTemplate } from '../compose.ts';
import type { DayBook } from '../day-book.ts';
import type { Template } from '../grammar.ts';
import { type Chooser, chooseNeighbourhood } from '../mix.ts';
import type { SampleNeighbourhood } from '../neighbourhoods.ts';
import { pointIn } from '../points.ts';
import { type Random, roughly } from '../random.ts';
import { channels } from '../sample-post.ts';
import { type TopicId, topics } from '../topics/catalog.ts';
import { type TopicWords, templates } from '../topics/topic-words.ts';

const dayMs = 86_400_000;

export function writeRequests(
  book: DayBook,
  random: Random,
  topicIn: (id: string) => Chooser<TopicId>,
): void {
  const count = roughly(random, book.day.isWeekend ? 19 : 34) + random.integer(-4, 4);
  for (let i = 0; i < count; i++) {
    const area = chooseNeighbourhood(random);
    writeRequest(book, random, area, topicIn(area.id)(random), 'request');
  }
}

/** What callers add for the clerk. */
const remarks = templates(`
  Near {landmark}.
  [Reported|Called|Wrote] before on {day}[.|, no reply.|, case closed too soon.]
  [Please call before you come.|Gate code with the neighbor at {block}.|Best seen after {time}.|Worse after rain.]
  [Caller|Resident] [has lived there {n}{n} years.|is elderly.|will wait until {time}.|reports it for the block.]
  Seen [on {day}|this {daypart}|at {time}|since {weeks}].
  [Across from|Next to|Behind] [{school}|{station}|{park}].`);

const request = (random: Random, area: SampleNeighbourhood, topic: TopicId, template: Template): string => {
  const text = fillTemplate(random, area, topic, template);
  return random.chance(0.55) ? `${text} ${fillTemplate(random, area, topic, random.pick(remarks))}` : text;
};

/** One request about a topic; nothing when the city has no service for it. */
export function writeRequest(
  book: DayBook,
  random: Random,
  area: SampleNeighbourhood,
  topic: TopicId,
  stream: string,
  minute = busyMinute('office', random.next(), random.next()),
): void {
  const words: TopicWords = topics[topic];
  if (words.services.length === 0) return;
  const { code, name, days, texts } = random.pick(words.services);
  const at = book.day.at(minute);
  // Exponential: most are closed soon, some wait for months, one in twenty is never closed.
  const closedAt = at + (0.1 - Math.log(1 - random.next() * 0.99)) * days * dayMs;
  const isClosed = random.chance(0.95) && closedAt <= book.now;
  const isSpanish = random.chance(0.09);
  const text = isSpanish
    ? componer({ random, area, topic, mood: 'negative', style: 'proper' })
    : request(random, area, topic, random.pick(texts));
  book.add(stream, at, {
    channel: channels.requests,
    kind: 'request',
    title: name,
    text,
    ...(isSpanish && { language: 'es' }),
    geo: pointIn(random, area.id),
    service: {
      code,
      name,
      status: isClosed ? 'closed' : 'open',
      ...(isClosed && { closedAt: new Date(Math.floor(closedAt)).toISOString() }),
    },
  });
}
